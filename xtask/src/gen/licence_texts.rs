//! `crates/vermilion/licence-texts.txt`: the texts that go with `licences.txt`, each once, below the names of
//! those it came with.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// What authors name the files that a copy must carry.
const NAMES: [&str; 6] = ["license", "licence", "copying", "unlicense", "notice", "copyright"];

const RULE: &str = "────────────────────────────────────────────────────────────────────────────────";

/// The texts that lie in packages' folders, by the packages that carry them.
#[derive(Default)]
pub(super) struct Texts {
    by_text: BTreeMap<String, BTreeSet<String>>,
    without: BTreeSet<String>,
}

impl Texts {
    /// Adds what lies in a package's folder.
    pub(super) fn add(&mut self, package: &str, folder: &Path) -> Result<()> {
        let mut found = false;
        for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().to_lowercase();
            if entry.file_type()?.is_file() && NAMES.iter().any(|known| name.starts_with(known)) {
                let text = String::from_utf8_lossy(&fs::read(entry.path())?).into_owned();
                self.by_text.entry(tidy(&text)).or_default().insert(package.to_owned());
                found = true;
            }
        }
        if !found {
            self.without.insert(package.to_owned());
        }
        Ok(())
    }

    pub(super) fn render(&self) -> String {
        let mut parts: Vec<String> =
            self.by_text.iter().map(|(text, names)| format!("{}\n\n{text}", list(names))).collect();
        parts.sort();
        if !self.without.is_empty() {
            parts.push(format!("These carry no text of their own:\n\n{}", list(&self.without)));
        }
        parts.join(&format!("\n\n{RULE}\n\n")) + "\n"
    }
}

/// One spelling of line ends and margins, so that the same words count as the same text.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn list(names: &BTreeSet<String>) -> String {
    names.iter().map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stands_once_below_everybody_who_carries_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("LICENSE-MIT"), "Permission \r\nis granted\r\n").unwrap();
        fs::write(folder.path().join("lib.rs"), "code").unwrap();
        let bare = tempfile::tempdir().unwrap();
        let mut texts = Texts::default();
        texts.add("b 1", folder.path()).unwrap();
        texts.add("a 1", folder.path()).unwrap();
        texts.add("c 1", bare.path()).unwrap();
        let told = texts.render();
        assert!(told.starts_with("a 1, b 1\n\nPermission\nis granted\n"), "{told}");
        assert_eq!(told.matches("Permission").count(), 1);
        assert!(told.ends_with("of their own:\n\nc 1\n"), "{told}");
    }
}
