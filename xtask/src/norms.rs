//! `norms`: the size of things, against an aim and a stop.
//!
//! Tests are exempt from the stops for functions; no file may be longer than the stop.

mod exceptions;
mod scan;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::report::{Ending, Outcome};
use exceptions::{Exceptions, Kind, Offence};
use scan::Source;

/// The workspace's Rust: these folders, but for `target` and `node_modules`.
const FOLDERS: [&str; 3] = ["crates", "tests", "xtask"];

pub(crate) fn run(checkout: &Checkout, _words: &[String]) -> Result<Ending> {
    let (Outcome::Done(note) | Outcome::NotRun(note)) = check(checkout)?;
    println!("{note}");
    Ok(Ending::Good)
}

pub(crate) fn check(checkout: &Checkout) -> Result<Outcome> {
    let mut sources = Vec::new();
    for folder in FOLDERS {
        read_folder(checkout, &checkout.at(folder), &mut sources)?;
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    print_table(&sources);
    let exceptions = Exceptions::read(&checkout.at("xtask/norms-exceptions.toml"))?;
    let faults = exceptions.faults(&offences(&sources));
    if !faults.is_empty() {
        bail!("{} faults:\n{}", faults.len(), faults.join("\n"));
    }
    Ok(Outcome::Done(format!("{} files, {} exceptions", sources.len(), exceptions.len())))
}

fn read_folder(checkout: &Checkout, folder: &Path, sources: &mut Vec<Source>) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else { return Ok(()) };
    for entry in entries {
        let path: PathBuf = entry?.path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() && name != "target" && name != "node_modules" {
            read_folder(checkout, &path, sources)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            sources.push(Source::read(&checkout.shorten(&path).to_string_lossy(), &text));
        }
    }
    Ok(())
}

fn offences(sources: &[Source]) -> Vec<Offence> {
    let mut offences = Vec::new();
    for source in sources {
        offences.extend(Offence::of(Kind::File, &source.path, source.lines));
        for function in source.functions.iter().filter(|function| !function.for_tests) {
            let place = format!("{}::{}", source.path, function.name);
            offences.extend(Offence::of(Kind::Function, &place, function.lines));
            offences.extend(Offence::of(Kind::Arguments, &place, function.arguments));
        }
    }
    offences
}

fn print_table(sources: &[Source]) {
    let functions = || {
        let all = sources.iter().flat_map(|source| source.functions.iter().map(move |f| (source, f)));
        all.filter(|(_, function)| !function.for_tests)
    };
    let place = |source: &Source, name: &str| format!("{}::{name}", source.path);
    let files = sources.iter().filter(|source| !source.for_tests);
    let files = Spread::of(files.map(|source| (source.lines, source.path.clone())));
    let lines = Spread::of(functions().map(|(source, f)| (f.lines, place(source, &f.name))));
    let arguments = Spread::of(functions().map(|(source, f)| (f.arguments, place(source, &f.name))));
    println!("   {:<20} {:>6} {:>5} {:>5}   aim, stop", "", "median", "p90", "max");
    files.print("lines per file", "median 120, p90 300, stop 500");
    lines.print("lines per function", "median 10, p90 40, stop 80");
    arguments.print("arguments", "4, stop 6");
    let tests: usize = sources.iter().map(|source| source.tests).sum();
    let production: usize = sources.iter().map(|source| source.production_lines).sum();
    let risky: usize = sources.iter().map(|source| source.unwraps).sum();
    let each: usize = sources.iter().map(|source| source.sql_each).sum();
    println!(
        "   tests per 1,000 lines: {} ({tests} over {production}; aim 15)",
        tests * 1000 / production.max(1)
    );
    println!("   unwrap and expect outside tests: {risky} (aim 0)");
    println!("   statements that differ by engine (Sql::each): {each}");
}

/// How a measure is spread, and where its largest value is.
struct Spread {
    median: usize,
    p90: usize,
    max: (usize, String),
}

impl Spread {
    fn of(values: impl Iterator<Item = (usize, String)>) -> Self {
        let mut sorted: Vec<(usize, String)> = values.collect();
        sorted.sort();
        let at = |percent: usize| {
            let index = (sorted.len() * percent / 100).min(sorted.len().saturating_sub(1));
            sorted.get(index).map_or(0, |(value, _)| *value)
        };
        Self { median: at(50), p90: at(90), max: sorted.last().cloned().unwrap_or_default() }
    }

    fn print(&self, name: &str, aim: &str) {
        let (max, place) = &self.max;
        println!("   {name:<20} {:>6} {:>5} {max:>5}   {aim}; the largest: {place}", self.median, self.p90);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_of_ten() {
        let spread = Spread::of((1..=10).map(|n| (n, n.to_string())));
        assert_eq!((spread.median, spread.p90, spread.max.0), (6, 10, 10));
        assert_eq!(Spread::of(std::iter::empty()).max.0, 0);
    }

    #[test]
    fn long_things_are_offences_and_long_tests_are_not() {
        let body = "let a = 1;\n".repeat(90);
        let source = Source::read("crates/a/src/lib.rs", &format!("fn long() {{\n{body}}}\n"));
        assert_eq!(offences(&[source]).len(), 1);
        let source = Source::read("crates/a/tests/all.rs", &format!("fn long() {{\n{body}}}\n"));
        assert!(offences(&[source]).is_empty());
    }
}
