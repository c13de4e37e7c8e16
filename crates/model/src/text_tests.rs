use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::{
    AccountType, CaseKind, CaseState, Catalogue, Family, PlatformRole, RegisterField, RegisterRules,
    ReviewReasons, Role, Scope, SubjectRules,
};

/// Keys in the file's order; the files are one line a key, so that changes read well.
fn keys(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("  \"")?.split_once("\": \""))
        .map(|(key, _)| key)
        .collect()
}

/// The places of a sentence, sorted.
fn places(sentence: &str) -> BTreeSet<&str> {
    sentence.split('{').skip(1).map(|part| part.split_once('}').expect("an open place").0).collect()
}

fn detail_and_next(family: &str, code: &str) -> [String; 2] {
    ["detail", "next"].map(|part| format!("{family}.{code}.{part}"))
}

/// The codes of an error enum: the texts of its `#[error("…")]`, so a new variant counts at once.
fn codes(source: &str) -> Vec<&str> {
    source.lines().filter_map(|line| line.trim().strip_prefix("#[error(\"")?.strip_suffix("\")]")).collect()
}

/// Every key that a value of the model asks for.
fn wanted() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for capability in Catalogue::embedded().unwrap().capabilities() {
        keys.extend(["name", "help"].map(|part| format!("capability.{}.{part}", capability.id)));
        keys.extend(capability.evidence.iter().map(|id| format!("evidence.{id}")));
        keys.extend(capability.evidence.iter().map(|id| format!("evidence_help.{id}")));
    }
    keys.extend(AccountType::ALL.map(|t| format!("account_type.{}", t.word())));
    keys.extend(Role::ALL.map(|r| format!("role.{}", r.word())));
    keys.extend(PlatformRole::ALL.map(|r| format!("platform_role.{}", r.word())));
    for scope in Scope::ALL {
        let name = scope.name().trim_start_matches("scope.");
        keys.extend([format!("scope.{name}"), format!("scope_ask.{name}")]);
    }
    keys.extend(CaseState::ALL.map(|s| format!("case_state.{}", s.word())));
    keys.extend(CaseKind::ALL.map(|kind| format!("case_kind.{}", kind.word())));
    keys.extend(RegisterField::ALL.map(|field| format!("register_field.{}", field.word())));
    let register = RegisterRules::embedded().unwrap();
    keys.extend(register.categories().iter().map(|category| format!("category.{}", category.id)));
    keys.insert("subject_field.type".to_owned());
    for rule in SubjectRules::embedded().unwrap().all() {
        keys.insert(format!("subject_type.{}", rule.subject.word()));
        keys.extend(rule.fields.iter().map(|field| format!("subject_field.{}", field.id)));
        keys.extend(rule.documents.iter().map(|kind| format!("evidence.{kind}")));
        keys.extend(rule.documents.iter().map(|kind| format!("evidence_help.{kind}")));
    }
    keys.extend(Family::ALL.map(|f| format!("reason_family.{}", f.word())));
    for reason in ReviewReasons::embedded().unwrap().all() {
        keys.extend(detail_and_next("reason_code", &reason.code));
    }
    for code in codes(include_str!("refusal.rs")) {
        keys.extend(detail_and_next("refusal", code));
    }
    keys
}

#[test]
fn both_files_read_and_say_something_under_each_key() {
    for (language, text) in [(Language::ZhCn, ZH_CN), (Language::En, EN)] {
        let parsed: Sentences = serde_json::from_str(text).unwrap();
        assert_eq!(parsed.len(), keys(text).len(), "{}: not one line a key", language.tag());
        for (key, sentence) in &parsed {
            assert!(!sentence.trim().is_empty(), "{}: {key} is empty", language.tag());
            assert_eq!(super::sentence(language, key), Some(sentence.as_str()));
        }
    }
}

#[test]
fn keys_are_the_same_sorted_and_written_once() {
    assert_eq!(keys(ZH_CN), keys(EN));
    for pair in keys(EN).windows(2) {
        assert!(pair[0] < pair[1], "{} stands before {}", pair[0], pair[1]);
    }
}

#[test]
fn no_key_is_the_beginning_of_another() {
    // The console unfolds dotted keys; one that is both a sentence and a folder would be lost.
    let all: BTreeSet<&str> = keys(EN).into_iter().collect();
    for key in &all {
        let folders = key.match_indices('.').map(|(at, _)| &key[..at]);
        for folder in folders {
            assert!(!all.contains(folder), "{folder} is a sentence and {key} stands under it");
        }
    }
}

#[test]
fn places_are_the_same_and_nothing_else_is_special_to_the_console() {
    for key in keys(EN) {
        let [zh, en] = Language::ALL.map(|language| sentence(language, key).unwrap());
        assert_eq!(places(zh), places(en), "{key}");
        for text in [zh, en] {
            assert!(!text.contains(['@', '|', '$', '<']), "{key}: {text}");
        }
    }
}

#[test]
fn languages_are_not_mixed_up() {
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    // What only puts other words in a row has none of its own.
    let own = |text: &str| {
        text.split('{')
            .any(|part| part.rsplit('}').next().unwrap_or_default().chars().any(char::is_alphabetic))
    };
    for key in keys(EN) {
        let zh = sentence(Language::ZhCn, key).unwrap();
        assert!(han(zh) || !own(zh), "{key} is not Chinese");
        assert!(!han(sentence(Language::En, key).unwrap()), "{key} is not English");
    }
}

#[test]
fn every_word_of_the_model_has_its_text() {
    assert_texts(wanted());
}

#[test]
fn no_text_is_left_of_a_word_that_went() {
    const WHOLLY_OURS: [&str; 17] = [
        "account_type.",
        "capability.",
        "case_kind.",
        "case_state.",
        "category.",
        "evidence.",
        "evidence_help.",
        "platform_role.",
        "reason_code.",
        "reason_family.",
        "refusal.",
        "register_field.",
        "role.",
        "scope.",
        "scope_ask.",
        "subject_field.",
        "subject_type.",
    ];
    let wanted = wanted();
    let ours = |key: &&str| WHOLLY_OURS.iter().any(|family| key.starts_with(family));
    let left: Vec<&str> = keys(EN).into_iter().filter(ours).filter(|key| !wanted.contains(*key)).collect();
    assert!(left.is_empty(), "nothing asks for:\n{}", left.join("\n"));
}

#[test]
fn every_detail_has_its_next_step() {
    let all: BTreeSet<&str> = keys(EN).into_iter().collect();
    // A page's own words are no refusals: its "next" is a button.
    for key in all.iter().filter(|key| !key.starts_with("ui.")) {
        let partner = if let Some(code) = key.strip_suffix(".detail") {
            format!("{code}.next")
        } else if let Some(code) = key.strip_suffix(".next") {
            format!("{code}.detail")
        } else if let Some(code) = key.strip_prefix("field_next.") {
            format!("field.{code}")
        } else if let Some(code) = key.strip_prefix("field.") {
            format!("field_next.{code}")
        } else {
            continue;
        };
        assert!(all.contains(partner.as_str()), "{key} without {partner}");
    }
}

fn is_test(file: &Path) -> bool {
    file.file_stem().and_then(|stem| stem.to_str()).is_some_and(|stem| stem.ends_with("_tests"))
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !is_test(&path) {
            found.push(path);
        }
    }
}

/// The code of each fault made of two texts, pointer and code, in a source: the second text.
fn field_codes(source: &str) -> Vec<String> {
    let makers = ["FieldFault::new(", "Failure::field("];
    let calls = makers.into_iter().flat_map(|maker| source.split(maker).skip(1));
    let in_call = calls.filter_map(|rest| rest.split_once(')')).map(|(arguments, _)| arguments);
    let last = in_call.filter_map(|arguments| Some(arguments.rsplit_once(',')?.1.trim()));
    last.filter_map(|text| text.strip_prefix('"')?.strip_suffix('"')).map(str::to_owned).collect()
}

/// The words of a `match` from variants to words.
fn matched_words(source: &str) -> Vec<&str> {
    source.lines().filter_map(|line| line.trim().split_once(" => \"")?.1.strip_suffix("\",")).collect()
}

/// A source of a crate that builds on this one; none where that crate is not in the checkout.
fn source_of(krate: &str, file: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(krate);
    folder.is_dir().then(|| fs::read_to_string(folder.join("src").join(file)).unwrap())
}

fn assert_texts<I: IntoIterator<Item = String>>(wanted: I) {
    let missing: Vec<String> =
        wanted.into_iter().filter(|key| sentence(Language::En, key).is_none()).collect();
    assert!(missing.is_empty(), "in neither language:\n{}", missing.join("\n"));
}

#[test]
fn every_reason_and_step_of_a_decision_has_its_text() {
    if let Some(source) = source_of("decide", "reason.rs") {
        assert!(codes(&source).len() > 20, "the reasons were not found");
        assert_texts(codes(&source).into_iter().flat_map(|code| detail_and_next("reason", code)));
    }
    if let Some(source) = source_of("decide", "recorder.rs") {
        assert!(matched_words(&source).len() > 5, "the steps were not found");
        assert_texts(matched_words(&source).into_iter().map(|code| format!("step.{code}")));
    }
}

#[test]
fn every_kind_that_may_be_missing_has_its_text() {
    if let Some(source) = source_of("service", "failure.rs") {
        assert!(matched_words(&source).len() > 5, "the kinds were not found");
        assert_texts(matched_words(&source).into_iter().flat_map(|word| detail_and_next("missing", word)));
    }
}

#[test]
fn every_field_fault_in_the_sources_has_its_text() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."), &mut files);
    assert!(files.len() > 20, "the sources were not found");
    for file in files {
        for code in field_codes(&fs::read_to_string(&file).unwrap()) {
            let key = format!("field.{code}");
            assert!(sentence(Language::En, &key).is_some(), "{}: no text {key}", file.display());
        }
    }
}

#[test]
fn field_codes_are_found_in_a_source() {
    let source =
        "x(FieldFault::new(\"/a\", \"required\").with(\"n\", 1)); Failure::field(\"/b\", \"taken\"); f(p, c)";
    assert_eq!(field_codes(source), ["required", "taken"]);
}

#[test]
fn filling() {
    assert_eq!(fill("at most {max}, {max}", &[("max", "9")]), "at most 9, 9");
    assert_eq!(fill("{a}{b}", &[("a", "{b}"), ("b", "c")]), "{b}c");
    assert_eq!(fill("{gone} {", &[("a", "x")]), "{gone} {");
    assert_eq!(fill("{x {a}", &[("a", "1")]), "{x 1");
}

#[test]
fn tags() {
    assert_eq!(Language::from_tag("en-GB"), Some(Language::En));
    assert_eq!(Language::from_tag("ZH_hans"), Some(Language::ZhCn));
    assert_eq!(Language::from_tag("fr"), None);
    for language in Language::ALL {
        assert_eq!(Language::from_tag(language.tag()), Some(language));
    }
}
