//! `check`: everything that is not a test.

use anyhow::{Result, bail};

use crate::checkout::{Checkout, must};
use crate::report::{Ending, Outcome, Steps};
use crate::{r#gen, languages, layers, locks, norms, places};

pub(crate) fn run(checkout: &Checkout, words: &[String]) -> Result<Ending> {
    if let Some(word) = words.first() {
        bail!("`check` takes nothing, and knows no {word}");
    }
    let mut steps = Steps::of("check");
    steps.run("fmt", || cargo(checkout, &["fmt", "--all", "--check"]));
    steps.run("layers", || layers::check(checkout));
    steps.run("norms", || norms::check(checkout));
    steps.run("languages", || languages::check(checkout));
    steps.run("places", || places::check(checkout));
    steps.run("locks", || locks::check(checkout));
    steps.run("clippy", || {
        cargo(
            checkout,
            &["clippy", "--workspace", "--all-targets", "--locked", "--quiet", "--", "-D", "warnings"],
        )
    });
    steps.run("docs", || docs(checkout));
    steps.run("deny", || deny(checkout));
    steps.run("gen", || r#gen::check(checkout));
    Ok(steps.close())
}

fn cargo(checkout: &Checkout, words: &[&str]) -> Result<Outcome> {
    must(&mut checkout.cargo(words))?;
    Ok(Outcome::Done(String::new()))
}

fn docs(checkout: &Checkout) -> Result<Outcome> {
    let words = ["doc", "--workspace", "--no-deps", "--document-private-items", "--locked", "--quiet"];
    must(checkout.cargo(&words).env("RUSTDOCFLAGS", "-D warnings"))?;
    Ok(Outcome::Done(String::new()))
}

/// Bans, licences and sources need no network; advisories do and are looked at elsewhere.
fn deny(checkout: &Checkout) -> Result<Outcome> {
    let installed =
        checkout.cargo(&["deny", "--version"]).output().is_ok_and(|output| output.status.success());
    if !installed {
        let why = "cargo-deny is not installed; `cargo install --locked --debug cargo-deny` gets it";
        return Ok(Outcome::NotRun(why.into()));
    }
    cargo(checkout, &["deny", "--offline", "--log-level", "error", "check", "bans", "licenses", "sources"])
}
