//! Every language of `catalogue/` has the same keys.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::checkout::Checkout;
use crate::report::Outcome;

pub(crate) fn check(checkout: &Checkout) -> Result<Outcome> {
    let mut languages = BTreeMap::new();
    let folder = checkout.at("catalogue");
    if folder.is_dir() {
        for entry in fs::read_dir(&folder)? {
            let file = entry?.path();
            if is_language(&file) {
                let name = checkout.shorten(&file).display().to_string();
                let value =
                    serde_json::from_str(&fs::read_to_string(&file)?).with_context(|| name.clone())?;
                languages.insert(name, keys(&value));
            }
        }
    }
    if languages.is_empty() {
        return Ok(Outcome::NotRun("no language file in catalogue/ yet".into()));
    }
    let faults = differences(&languages);
    if !faults.is_empty() {
        bail!("language files differ:\n{}", faults.join("\n"));
    }
    let keys = languages.values().next().map_or(0, BTreeSet::len);
    Ok(Outcome::Done(format!("{} languages, {keys} keys each", languages.len())))
}

/// `zh-CN.json`, `en.json`; other data has longer names.
fn is_language(file: &Path) -> bool {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let (tag, region) = stem.split_once('-').unwrap_or((&stem, "XX"));
    let letters = |text: &str, of: fn(&char) -> bool| text.len() == 2 && text.chars().all(|c| of(&c));
    file.extension().is_some_and(|end| end == "json")
        && letters(tag, char::is_ascii_lowercase)
        && letters(region, char::is_ascii_uppercase)
}

/// All paths to a text, joined by dots.
fn keys(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![(String::new(), value)];
    while let Some((path, value)) = waiting.pop() {
        match value {
            Value::Object(members) => waiting.extend(members.iter().map(|(key, inner)| {
                (if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, inner)
            })),
            _ => drop(found.insert(path)),
        }
    }
    found
}

fn differences(languages: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let all: BTreeSet<&String> = languages.values().flatten().collect();
    let mut faults = Vec::new();
    for (name, keys) in languages {
        let missing = all.iter().filter(|key| !keys.contains(**key));
        faults.extend(missing.map(|key| format!("  {name} lacks {key}")));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_no_language() {
        assert!(is_language(Path::new("catalogue/zh-CN.json")) && is_language(Path::new("en.json")));
        assert!(!is_language(Path::new("catalogue/calls.json")) && !is_language(Path::new("en.toml")));
    }

    #[test]
    fn a_missing_key_is_named() {
        let zh = serde_json::json!({"a": {"b": "x", "c": "y"}});
        let en = serde_json::json!({"a": {"b": "x"}});
        let both = BTreeMap::from([("zh".to_owned(), keys(&zh)), ("en".to_owned(), keys(&en))]);
        assert_eq!(differences(&both), ["  en lacks a.c"]);
    }
}
