//! Lock files name no registry host, so that everybody installs from their own.

use std::fs;

use anyhow::{Result, bail};

use crate::checkout::Checkout;
use crate::report::Outcome;

pub(crate) fn check(checkout: &Checkout) -> Result<Outcome> {
    let output = checkout
        .command("git")
        .args(["ls-files", "-z", "*package-lock.json", "package-lock.json"])
        .output()?;
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let files: Vec<&str> = listed.split('\0').filter(|name| !name.is_empty()).collect();
    let mut faults = Vec::new();
    for name in &files {
        let text = fs::read_to_string(checkout.at(name))?;
        let count = text.lines().filter(|line| names_a_host(line)).count();
        if count > 0 {
            faults.push(format!("{name}: {count} addresses"));
        }
    }
    if !faults.is_empty() {
        bail!(
            "make them again with `npm install --package-lock-only --omit-lockfile-registry-resolved`: {}",
            faults.join(", ")
        );
    }
    Ok(Outcome::Done(format!("{} lock files of npm name no host", files.len())))
}

fn names_a_host(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("\"resolved\": \"http") || line.starts_with("\"resolved\": \"git")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sees_an_address() {
        assert!(names_a_host("      \"resolved\": \"https://registry.example/a.tgz\","));
        assert!(!names_a_host("      \"resolved\": \"client\","));
        assert!(!names_a_host("      \"integrity\": \"sha512-x\","));
    }
}
