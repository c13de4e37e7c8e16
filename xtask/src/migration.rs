//! `migration`: the next number, the same for both engines.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::report::Ending;

const FOLDER: &str = "crates/store/migrations";
const ENGINES: [&str; 2] = ["sqlite", "postgres"];

pub(crate) fn run(checkout: &Checkout, words: &[String]) -> Result<Ending> {
    let [name] = words else { bail!("say its name: `cargo xtask migration add_case_note`") };
    if !is_name(name) {
        bail!("a migration's name is lower case letters, digits and underscores: `{name}` is not");
    }
    if !checkout.has("crates/store") {
        bail!("crates/store is not there yet");
    }
    let mut last = 0;
    for engine in ENGINES {
        last = last.max(last_number(&checkout.at(FOLDER).join(engine))?);
    }
    for engine in ENGINES {
        let folder = checkout.at(FOLDER).join(engine);
        fs::create_dir_all(&folder)?;
        let file = folder.join(format!("{:04}_{name}.sql", last + 1));
        let words =
            "-- Expand only: the previous binary must run on this schema. Released files are never edited.\n";
        fs::write(&file, words).with_context(|| format!("cannot write {}", file.display()))?;
        println!("{}", checkout.shorten(&file).display());
    }
    Ok(Ending::Good)
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

fn last_number(folder: &Path) -> Result<u32> {
    let mut last = 0;
    if !folder.is_dir() {
        return Ok(last);
    }
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        let number = name.split('_').next().and_then(|digits| digits.parse().ok());
        last = last.max(number.unwrap_or(0));
    }
    Ok(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_as_files() {
        assert!(is_name("add_case_note_2"));
        for bad in ["", "Add", "a-b", "../x", "a b"] {
            assert!(!is_name(bad), "{bad}");
        }
    }
}
