//! Texts that stand in the repository and are held against what the code makes.

use std::fs;
use std::path::Path;

/// Compares a text with a file; with `UPDATE=1` in the environment the file is written instead, to be
/// read line by line before it is committed.
pub fn golden(file: &Path, made: &str) {
    #[expect(clippy::disallowed_methods, reason = "a switch of the test run, not a setting")]
    let update = std::env::var("UPDATE").is_ok_and(|value| value == "1");
    let made = format!("{}\n", made.trim_end());
    if update {
        fs::write(file, made).expect("the golden file is written");
        return;
    }
    let held = fs::read_to_string(file).unwrap_or_default();
    let first = held.lines().zip(made.lines()).position(|(held, made)| held != made);
    let line = first.unwrap_or_else(|| held.lines().count().min(made.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("(its end)").to_owned();
    assert!(
        held == made,
        "{} is stale; UPDATE=1 writes it. Line {}:\n held: {}\n made: {}",
        file.display(),
        line + 1,
        at(&held),
        at(&made),
    );
}
