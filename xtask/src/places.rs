//! Every place that `docs/ARCHITECTURE.md` names exists: the file, and the symbol in it.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::checkout::Checkout;
use crate::report::Outcome;

const PAGE: &str = "docs/ARCHITECTURE.md";
const FOLDERS: [&str; 5] = ["crates/", "xtask/", "catalogue/", "docs/", "tests/"];

pub(crate) fn check(checkout: &Checkout) -> Result<Outcome> {
    let page = fs::read_to_string(checkout.at(PAGE)).context(PAGE)?;
    let places: Vec<&str> = places(&page).collect();
    let missing: Vec<&str> = places.iter().copied().filter(|place| !stands(checkout, place)).collect();
    if !missing.is_empty() {
        bail!("{PAGE} names what is not there:\n{}", missing.join("\n"));
    }
    if places.len() < 10 {
        bail!("{PAGE} names {} places; a page that names none follows nothing", places.len());
    }
    Ok(Outcome::Done(format!("{} places", places.len())))
}

/// Texts between backticks that begin with one of our folders.
fn places(page: &str) -> impl Iterator<Item = &str> {
    page.split('`').skip(1).step_by(2).filter(|text| FOLDERS.iter().any(|folder| text.starts_with(folder)))
}

fn stands(checkout: &Checkout, place: &str) -> bool {
    let (file, symbol) = place.split_once('#').map_or((place, None), |(file, symbol)| (file, Some(symbol)));
    let at = checkout.at(file);
    match symbol {
        None => at.exists(),
        Some(symbol) => fs::read_to_string(at).is_ok_and(|text| has_word(&text, symbol)),
    }
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|found| found == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_places_count() {
        let page = "see `crates/a.rs#b`, `POST /x` and `docs/adr`";
        assert_eq!(places(page).collect::<Vec<_>>(), ["crates/a.rs#b", "docs/adr"]);
    }

    #[test]
    fn a_symbol_is_a_whole_word() {
        assert!(has_word("pub fn record(x)", "record"));
        assert!(!has_word("pub fn recorder(x)", "record"));
    }
}
