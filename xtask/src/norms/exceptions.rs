//! What may be above a stop, with the reason. The list may only shrink.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Function,
    Arguments,
}

impl Kind {
    const ALL: [Self; 3] = [Self::File, Self::Function, Self::Arguments];

    fn stop(self) -> usize {
        match self {
            Self::File => 500,
            Self::Function => 80,
            Self::Arguments => 6,
        }
    }

    /// The name of the list in the file.
    fn key(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Function => "function",
            Self::Arguments => "arguments",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::File => "lines in a file",
            Self::Function => "lines in a function",
            Self::Arguments => "arguments",
        })
    }
}

/// Something above its stop.
#[derive(Debug)]
pub(super) struct Offence {
    kind: Kind,
    place: String,
    size: usize,
}

impl Offence {
    pub(super) fn of(kind: Kind, place: &str, size: usize) -> Option<Self> {
        (size > kind.stop()).then(|| Self { kind, place: place.into(), size })
    }
}

struct Exception {
    kind: Kind,
    place: String,
    limit: usize,
}

/// Entries look like `[[function]]` with `place = "crates/x/src/y.rs::name"`, `limit` and `reason`.
pub(super) struct Exceptions(Vec<Exception>);

impl Exceptions {
    pub(super) fn read(file: &Path) -> Result<Self> {
        let text = fs::read_to_string(file).with_context(|| file.display().to_string())?;
        Self::parse(&text).with_context(|| file.display().to_string())
    }

    fn parse(text: &str) -> Result<Self> {
        let table: toml::Table = text.parse()?;
        let mut found = Vec::new();
        for kind in Kind::ALL {
            for entry in table.get(kind.key()).and_then(toml::Value::as_array).into_iter().flatten() {
                let word = |key: &str| entry.get(key).and_then(toml::Value::as_str);
                let place = word("place").context("an entry has no `place`")?;
                word("reason").with_context(|| format!("{place} has no `reason`"))?;
                let limit = entry.get("limit").and_then(toml::Value::as_integer);
                let limit = limit.and_then(|limit| usize::try_from(limit).ok());
                let limit = limit.with_context(|| format!("{place} has no `limit`"))?;
                found.push(Exception { kind, place: place.into(), limit });
            }
        }
        Ok(Self(found))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Offences that no entry explains, and entries that explain nothing any more.
    pub(super) fn faults(&self, offences: &[Offence]) -> Vec<String> {
        let excuses = |entry: &Exception, offence: &Offence| {
            entry.kind == offence.kind && entry.place == offence.place && offence.size <= entry.limit
        };
        let unexplained =
            offences.iter().filter(|offence| !self.0.iter().any(|entry| excuses(entry, offence)));
        let mut faults: Vec<String> = unexplained
            .map(|o| format!("  {}: {} {}, the stop is {}", o.place, o.size, o.kind, o.kind.stop()))
            .collect();
        let idle = self
            .0
            .iter()
            .filter(|entry| !offences.iter().any(|o| o.kind == entry.kind && o.place == entry.place));
        faults
            .extend(idle.map(|entry| format!("  {}: no longer needs its exception, remove it", entry.place)));
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = "[[function]]\nplace = \"a.rs::f\"\nlimit = 90\nreason = \"a table\"\n";

    #[test]
    fn an_entry_excuses_up_to_its_limit() {
        let exceptions = Exceptions::parse(ENTRY).unwrap();
        let offence = |size| Offence::of(Kind::Function, "a.rs::f", size).into_iter().collect::<Vec<_>>();
        assert!(exceptions.faults(&offence(90)).is_empty());
        assert_eq!(exceptions.faults(&offence(91)).len(), 1);
    }

    #[test]
    fn an_entry_without_need_is_a_fault() {
        let exceptions = Exceptions::parse(ENTRY).unwrap();
        assert_eq!(exceptions.faults(&[]), ["  a.rs::f: no longer needs its exception, remove it"]);
    }

    #[test]
    fn an_entry_without_reason_is_refused() {
        assert!(Exceptions::parse("[[file]]\nplace = \"a.rs\"\nlimit = 600\n").is_err());
    }
}
