//! The form of a verification, and everything that a machine can see is wrong with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use vermilion_model::{
    AccountType, EvidenceState, FieldFault, Phone, SubjectFormat, SubjectRule, SubjectRules, SubjectType,
};

use crate::evidence::state_fault;

/// Longest line and longest word on a document, in characters.
const LINE_MAX: usize = 100;
const DOCUMENT_MAX: usize = 2_000;

/// What was typed.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VerificationForm {
    /// 主体类型, a word.
    pub subject_type: String,
    /// What the type asks for, by id.
    pub fields: BTreeMap<String, String>,
    /// What each document says, or where it is found, by kind.
    pub documents: BTreeMap<String, String>,
    /// Its file, by kind, where one was handed in.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub files: BTreeMap<String, String>,
}

impl std::fmt::Debug for VerificationForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VerificationForm(..)")
    }
}

/// A form without fault.
#[derive(Debug)]
pub(super) struct SoundForm<'a> {
    pub(super) form: VerificationForm,
    pub(super) rule: &'a SubjectRule,
    /// What tells two subjects of one type apart, in one spelling.
    pub(super) code: String,
}

/// What the form is held against.
#[derive(Debug)]
pub(super) struct Against<'a> {
    pub(super) rules: &'a SubjectRules,
    pub(super) account_type: AccountType,
    /// The account's files that the form names, and how they stand.
    pub(super) files: BTreeMap<String, EvidenceState>,
}

/// Reads the form, or finds every fault at once.
pub(super) fn check<'a>(
    form: &VerificationForm,
    against: &Against<'a>,
) -> Result<SoundForm<'a>, Vec<FieldFault>> {
    let typed = form.subject_type.trim();
    if typed.is_empty() {
        return Err(vec![FieldFault::new("/subject_type", "required")]);
    }
    let Some(rule) = SubjectType::from_word(typed).and_then(|subject| against.rules.rule(subject)) else {
        return Err(vec![FieldFault::new("/subject_type", "unknown")]);
    };
    let mut faults = Vec::new();
    if !rule.account_types.contains(&against.account_type) {
        faults.push(FieldFault::new("/subject_type", "not_for_this_account"));
    }
    let mut sound = VerificationForm { subject_type: typed.to_owned(), ..VerificationForm::default() };
    for field in &rule.fields {
        let pointer = format!("/fields/{}", field.id);
        let typed = form.fields.get(&field.id).map_or("", String::as_str);
        match read(typed, field.format, &pointer) {
            Ok(text) => drop(sound.fields.insert(field.id.clone(), text)),
            Err(fault) => faults.push(fault),
        }
    }
    for kind in &rule.documents {
        match document(form, kind, against) {
            Ok((text, file)) => {
                sound.files.extend(file.map(|file| (kind.clone(), file)));
                sound.documents.insert(kind.clone(), text);
            }
            Err(fault) => faults.push(fault),
        }
    }
    strangers(form, rule, &mut faults);
    let code = sound.fields.get("code").cloned().unwrap_or_default();
    if faults.is_empty() { Ok(SoundForm { form: sound, rule, code }) } else { Err(faults) }
}

/// One document: where a file speaks, words need not.
fn document(
    form: &VerificationForm,
    kind: &str,
    against: &Against<'_>,
) -> Result<(String, Option<String>), FieldFault> {
    let pointer = format!("/documents/{kind}");
    let text = form.documents.get(kind).map_or("", String::as_str).trim();
    let file = form.files.get(kind).filter(|file| !file.is_empty());
    if text.is_empty() && file.is_none() {
        return Err(FieldFault::new(&pointer, "document_missing"));
    }
    if text.chars().count() > DOCUMENT_MAX {
        return Err(FieldFault::new(&pointer, "too_long").with("max", &DOCUMENT_MAX));
    }
    let fault = file
        .and_then(|file| state_fault(&format!("/files/{kind}"), against.files.get(file.as_str()).copied()));
    fault.map_or_else(|| Ok((text.to_owned(), file.cloned())), Err)
}

/// What the type does not ask for: nobody would look at it.
fn strangers(form: &VerificationForm, rule: &SubjectRule, faults: &mut Vec<FieldFault>) {
    if form.fields.keys().any(|id| rule.fields.iter().all(|field| field.id != *id)) {
        faults.push(FieldFault::new("/fields", "unknown"));
    }
    if form.files.keys().any(|kind| !rule.documents.contains(kind)) {
        faults.push(FieldFault::new("/files", "unknown"));
    }
    if form.documents.keys().any(|kind| !rule.documents.contains(kind)) {
        faults.push(FieldFault::new("/documents", "unknown"));
    }
}

fn read(typed: &str, format: SubjectFormat, pointer: &str) -> Result<String, FieldFault> {
    let typed = typed.trim();
    let wrong = |code| FieldFault::new(pointer, code);
    if typed.is_empty() {
        return Err(wrong("required"));
    }
    if typed.chars().count() > LINE_MAX {
        return Err(wrong("too_long").with("max", &LINE_MAX));
    }
    match format {
        SubjectFormat::Line if typed.chars().any(char::is_control) => Err(wrong("format")),
        SubjectFormat::Line => Ok(typed.to_owned()),
        SubjectFormat::Phone => {
            Phone::parse(typed).map(|phone| phone.as_str().to_owned()).map_err(|_| wrong("phone"))
        }
        SubjectFormat::IdentityCard => {
            let code = typed.to_ascii_uppercase();
            if is_identity_card(&code) { Ok(code) } else { Err(wrong("identity_card")) }
        }
        SubjectFormat::OrganisationCode => {
            let code = typed.to_ascii_uppercase();
            let plain = code.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
            let fits = match code.len() {
                18 => has_credit_code_check(&code),
                9 | 15 => true,
                _ => false,
            };
            if plain && fits { Ok(code) } else { Err(wrong("organisation_code")) }
        }
    }
}

/// GB 11643: seventeen digits, weighted and summed, tell the eighteenth.
fn is_identity_card(code: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: &str = "10X98765432";
    let Some((digits, check)) = code.split_at_checked(17) else { return false };
    let mut sum = 0;
    for (digit, weight) in digits.chars().zip(WEIGHTS) {
        let Some(digit) = digit.to_digit(10) else { return false };
        sum += digit * weight;
    }
    let expected = usize::try_from(sum % 11).ok().and_then(|at| CHECKS.get(at..=at));
    expected == Some(check)
}

/// GB 32100: seventeen characters, weighted and summed modulo 31, tell the eighteenth.
fn has_credit_code_check(code: &str) -> bool {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let value = |c: char| ALPHABET.find(c).and_then(|at| u32::try_from(at).ok());
    let Some((body, check)) = code.split_at_checked(17) else { return false };
    let (mut sum, mut weight) = (0, 1);
    for c in body.chars() {
        let Some(value) = value(c) else { return false };
        sum = (sum + value * weight) % 31;
        weight = weight * 3 % 31;
    }
    check.chars().next().and_then(value) == Some((31 - sum) % 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(subject: &str, code: &str) -> VerificationForm {
        let fields = [
            ("name", "青禾餐饮管理有限公司"),
            ("code", code),
            ("contact", "苏晚晴"),
            ("phone", "13800138000"),
        ];
        let documents = [("business_licence", "执照"), ("authorization_letter", "公函")];
        let owned = |pairs: &[(&str, &str)]| pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
        VerificationForm {
            subject_type: subject.into(),
            fields: owned(&fields),
            documents: owned(&documents),
            files: BTreeMap::new(),
        }
    }

    fn against(rules: &SubjectRules, account_type: AccountType) -> Against<'_> {
        let files = [("clean", EvidenceState::Clean), ("waits", EvidenceState::Quarantined)];
        let files = files.into_iter().map(|(file, state)| (file.to_owned(), state)).collect();
        Against { rules, account_type, files }
    }

    fn faults(form: &VerificationForm, account_type: AccountType) -> Vec<String> {
        let rules = SubjectRules::embedded().unwrap();
        let say = |fault: FieldFault| format!("{} {}", fault.pointer, fault.code);
        check(form, &against(&rules, account_type)).err().unwrap_or_default().into_iter().map(say).collect()
    }

    #[test]
    fn a_sound_form_is_left_alone_and_its_code_has_one_spelling() {
        let rules = SubjectRules::embedded().unwrap();
        let typed = form("enterprise", " 91350211m000100y46 ");
        let sound = check(&typed, &against(&rules, AccountType::MiniProgram)).unwrap();
        assert_eq!(sound.code, "91350211M000100Y46");
    }

    #[test]
    fn every_fault_is_said_at_once() {
        let empty = VerificationForm { subject_type: "enterprise".into(), ..VerificationForm::default() };
        assert_eq!(
            faults(&empty, AccountType::MiniProgram),
            [
                "/fields/name required",
                "/fields/code required",
                "/fields/contact required",
                "/fields/phone required",
                "/documents/business_licence document_missing",
                "/documents/authorization_letter document_missing",
            ]
        );
        assert_eq!(
            faults(&VerificationForm::default(), AccountType::MiniProgram),
            ["/subject_type required"]
        );
        let individual = form("individual", "11010519491231002X");
        assert_eq!(
            faults(&individual, AccountType::ServiceAccount),
            [
                "/subject_type not_for_this_account",
                "/documents/identity_card document_missing",
                "/fields unknown",
                "/documents unknown"
            ]
        );
    }

    #[test]
    fn a_file_speaks_for_a_document_if_it_is_there_and_clean() {
        let with = |file: &str| {
            let mut form = form("enterprise", "91350211M000100Y46");
            form.documents.remove("business_licence");
            form.files.insert("business_licence".into(), file.into());
            form
        };
        let rules = SubjectRules::embedded().unwrap();
        let clean = with("clean");
        let sound = check(&clean, &against(&rules, AccountType::MiniProgram)).unwrap();
        assert_eq!(sound.form.files["business_licence"], "clean");
        let found = |file| faults(&with(file), AccountType::MiniProgram);
        assert_eq!(found("waits"), ["/files/business_licence in_quarantine"]);
        assert_eq!(found("another's"), ["/files/business_licence evidence_gone"]);
        assert_eq!(found(""), ["/documents/business_licence document_missing"]);
    }

    #[test]
    fn codes_are_checked_by_their_own_rule() {
        let at_code = |code| faults(&form("enterprise", code), AccountType::MiniProgram);
        assert_eq!(at_code("91350211M000100Y47"), ["/fields/code organisation_code"]);
        assert_eq!(at_code("913502"), ["/fields/code organisation_code"]);
        assert_eq!(at_code("350211100012345"), [""; 0]);
        assert!(is_identity_card("11010519491231002X"));
        assert!(!is_identity_card("110105194912310021") && !is_identity_card("1101051949123100"));
        assert!(!is_identity_card("汉字汉字汉字汉字汉字汉字汉字汉字汉字"));
    }
}
