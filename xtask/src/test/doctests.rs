//! Doc tests, of the crates that have any: cargo takes seconds a crate to find that there are none.

use std::fs;
use std::path::Path;

use anyhow::Result;

use super::{Session, libtest};
use crate::report::Outcome;

/// Fences after which rustdoc runs nothing.
const PLAIN: [&str; 8] = ["text", "json", "toml", "xml", "sql", "sh", "http", "ignore"];

pub(super) fn run(session: &mut Session<'_>) -> Result<Outcome> {
    let mut cargo = session.checkout.cargo(&["test", "--doc", "--locked", "--no-fail-fast", "--color=never"]);
    let mut found = 0;
    for entry in fs::read_dir(session.checkout.at("crates"))? {
        let folder = entry?.path();
        if folder.join("src/lib.rs").is_file() && has_example(&folder.join("src")) {
            cargo.arg("--manifest-path").arg(folder.join("Cargo.toml"));
            found += 1;
        }
    }
    if found == 0 {
        return Ok(Outcome::NotRun("no crate has one".into()));
    }
    libtest::read(session, cargo, "doc tests")
}

fn has_example(folder: &Path) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return has_example(&path);
        }
        path.extension().is_some_and(|end| end == "rs")
            && fs::read_to_string(&path).is_ok_and(|text| opens_example(&text))
    })
}

fn opens_example(text: &str) -> bool {
    let mut open = false;
    for line in text.lines().map(str::trim_start) {
        let doc = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
        let Some(info) = doc.and_then(|doc| doc.trim_start().strip_prefix("```")) else { continue };
        if !open && !PLAIN.iter().any(|plain| info.trim().starts_with(plain)) {
            return true;
        }
        open = !open;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_examples_from_plain_blocks() {
        assert!(opens_example("/// ```\n/// let a = 1;\n/// ```\n"));
        assert!(opens_example("//! ```text\n//! x\n//! ```\n//! ```no_run\n//! ```\n"));
        assert!(!opens_example("/// ```text\n/// a\n/// ```\nlet a = \"```\";\n"));
    }
}
