//! Sentences for people: the language files, embedded, and how their places are filled.
//!
//! Keys are flat and dotted, places are `{name}`, the same files serve server and console.

use std::collections::HashMap;
use std::sync::LazyLock;

const ZH_CN: &str = include_str!("../../../catalogue/zh-CN.json");
const EN: &str = include_str!("../../../catalogue/en.json");

/// A language in which the product speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Chinese as written on the mainland: the default.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Language {
    /// Every language.
    pub const ALL: [Language; 2] = [Language::ZhCn, Language::En];

    /// Its tag, as in `lang` attributes and file names.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::ZhCn => "zh-CN",
            Language::En => "en",
        }
    }

    /// From a tag by its first part, whatever the region: `en-GB` is English.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let first = tag.split(['-', '_']).next()?;
        let is = |word: &str| first.eq_ignore_ascii_case(word);
        if is("zh") {
            Some(Language::ZhCn)
        } else if is("en") {
            Some(Language::En)
        } else {
            None
        }
    }
}

type Sentences = HashMap<String, String>;

// Part of the program, read once; a test proves that both files read, and that none lacks a key.
static SENTENCES: LazyLock<[Sentences; 2]> =
    LazyLock::new(|| [ZH_CN, EN].map(|text| serde_json::from_str(text).unwrap_or_default()));

/// The sentence under a key, its places not yet filled.
pub fn sentence(language: Language, key: &str) -> Option<&'static str> {
    let [zh, en] = &*SENTENCES;
    let sentences = match language {
        Language::ZhCn => zh,
        Language::En => en,
    };
    sentences.get(key).map(String::as_str)
}

/// Puts the parameters in their places. What is put in is not read again, so a parameter cannot bring
/// places of its own; a place without parameter stays as it is.
pub fn fill<V: AsRef<str>>(template: &str, params: &[(&str, V)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}').and_then(|(name, behind)| {
            params.iter().find(|(n, _)| *n == name).map(|(_, value)| (value.as_ref(), behind))
        });
        rest = if let Some((value, behind)) = place {
            filled.push_str(value);
            behind
        } else {
            filled.push('{');
            after
        };
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
