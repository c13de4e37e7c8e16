//! Everything that a machine can see is wrong with a form, all at once, before anybody waits for it.

use std::collections::BTreeMap;

use vermilion_model::{
    AccountType, Capabilities, Capability, Catalogue, EvidenceState, Family, FieldFault, Span, Takes, Time,
};

use super::form::{Evidence, Form};
use crate::evidence::state_fault;

/// Lengths in characters, numbers in items.
const PURPOSE_MIN: usize = 6;
const PURPOSE_MAX: usize = 500;
const EVIDENCE_MAX: usize = 10;
const EVIDENCE_NAME_MAX: usize = 100;
const EVIDENCE_TEXT_MAX: usize = 2_000;
pub(crate) const CAPABILITIES_MAX: usize = 50;

/// One thing to mend, bound to a field of the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What kind of mistake it is.
    pub family: Family,
    /// Where and what.
    pub fault: FieldFault,
}

/// What the form is held against.
#[derive(Debug)]
pub(super) struct Against<'a> {
    pub(super) catalogue: &'a Catalogue,
    /// The registered name.
    pub(super) name: &'a str,
    /// The registered type.
    pub(super) account_type: AccountType,
    /// Whether its subject is verified now.
    pub(super) verified: bool,
    /// The account's files that the form names, and how they stand.
    pub(super) files: BTreeMap<String, EvidenceState>,
    /// What the account holds without this authorization.
    pub(super) held: Capabilities,
    pub(super) now: Time,
    /// How far the platform's zone is ahead of UTC.
    pub(super) zone: Span,
}

/// What a form comes to.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    pub(crate) findings: Vec<Finding>,
    pub(crate) asked: Capabilities,
    pub(crate) until: Option<Time>,
}

impl Verdict {
    pub(crate) fn add(&mut self, family: Family, fault: FieldFault) {
        self.findings.push(Finding { family, fault });
    }
}

/// Reads the form and finds everything that is wrong with it.
pub(super) fn check(form: &Form, against: &Against<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    register(form, against, &mut verdict);
    for capability in capabilities(form, against, &mut verdict) {
        purpose(form, capability, &mut verdict);
        evidence(form, (capability, against), &mut verdict);
    }
    until(form, (against.now, against.zone), &mut verdict);
    verdict
}

/// Name and type, compared with the register.
fn register(form: &Form, against: &Against<'_>, verdict: &mut Verdict) {
    let fields = [
        ("/account_name", form.account_name.trim(), against.name.trim()),
        ("/account_type", form.account_type.trim(), against.account_type.word()),
    ];
    for (pointer, typed, registered) in fields {
        if typed.is_empty() {
            verdict.add(Family::Incomplete, FieldFault::new(pointer, "required"));
        } else if typed != registered {
            verdict.add(Family::Mismatch, FieldFault::new(pointer, "mismatch"));
        }
    }
}

/// The capabilities asked for that there are.
fn capabilities<'a>(form: &Form, against: &Against<'a>, verdict: &mut Verdict) -> Vec<&'a Capability> {
    if form.capabilities.is_empty() {
        verdict.add(Family::Incomplete, FieldFault::new("/capabilities", "too_few").with("min", &1));
    }
    if form.capabilities.len() > CAPABILITIES_MAX {
        let fault = FieldFault::new("/capabilities", "too_many").with("max", &CAPABILITIES_MAX);
        verdict.add(Family::Rules, fault);
        return Vec::new();
    }
    let mut known = Vec::new();
    for (at, id) in form.capabilities.iter().enumerate() {
        let pointer = format!("/capabilities/{at}");
        let mut rule = |fault: FieldFault| verdict.findings.push(Finding { family: Family::Rules, fault });
        let Some(capability) = against.catalogue.capability(id) else {
            rule(FieldFault::new(&pointer, "unknown"));
            continue;
        };
        if verdict.asked.has(capability.number) {
            rule(FieldFault::new(&pointer, "duplicate"));
            continue;
        }
        if !capability.account_types.contains(&against.account_type) {
            rule(FieldFault::new(&pointer, "not_for_account_type"));
        } else if against.held.has(capability.number) {
            rule(FieldFault::new(&pointer, "already_held"));
        }
        if capability.verified && !against.verified {
            let fault = FieldFault::new(&pointer, "verification_needed");
            verdict.findings.push(Finding { family: Family::Mismatch, fault });
        }
        verdict.asked = verdict.asked.and(Capabilities::one(capability.number));
        known.push(capability);
    }
    known
}

/// A text's length, where it matters.
fn length(pointer: &str, text: &str, (min, max): (usize, usize)) -> Option<FieldFault> {
    let length = text.trim().chars().count();
    if length == 0 && min > 0 {
        Some(FieldFault::new(pointer, "required"))
    } else if length < min {
        Some(FieldFault::new(pointer, "too_short").with("min", &min))
    } else if length > max {
        Some(FieldFault::new(pointer, "too_long").with("max", &max))
    } else {
        None
    }
}

/// What one capability is for.
pub(crate) fn purpose(form: &Form, capability: &Capability, verdict: &mut Verdict) {
    let pointer = format!("/purpose/{}", capability.id);
    let typed = form.purpose.get(&capability.id).map_or("", String::as_str);
    if let Some(fault) = length(&pointer, typed, (PURPOSE_MIN, PURPOSE_MAX)) {
        verdict.add(Family::Incomplete, fault);
    }
}

fn evidence(form: &Form, (capability, against): (&Capability, &Against<'_>), verdict: &mut Verdict) {
    let pointer = format!("/evidence/{}", capability.id);
    let given: &[Evidence] = form.evidence.get(&capability.id).map_or(&[], Vec::as_slice);
    for kind in &capability.evidence {
        if !given.iter().any(|evidence| evidence.kind == *kind) {
            let fault = FieldFault::new(&pointer, "evidence_missing").with("evidence", kind);
            verdict.add(Family::Incomplete, fault);
        }
    }
    if given.len() > EVIDENCE_MAX {
        let fault = FieldFault::new(&pointer, "too_many").with("max", &EVIDENCE_MAX);
        verdict.add(Family::Incomplete, fault);
        return;
    }
    for (at, evidence) in given.iter().enumerate() {
        if !capability.evidence.contains(&evidence.kind) {
            verdict.add(Family::Incomplete, FieldFault::new(&format!("{pointer}/{at}/kind"), "unknown"));
        }
        let file = evidence.file.as_deref().filter(|file| !file.is_empty());
        if let Some(fault) = file_fault(&format!("{pointer}/{at}/file"), (&evidence.kind, file), against) {
            verdict.add(Family::Incomplete, fault);
        }
        // Where a file speaks, words need not.
        let needed = usize::from(file.is_none() && against.catalogue.takes(&evidence.kind) != Takes::File);
        let texts = [
            ("name", &evidence.name, (0, EVIDENCE_NAME_MAX)),
            ("text", &evidence.text, (needed, EVIDENCE_TEXT_MAX)),
        ];
        for (field, text, bounds) in texts {
            if let Some(fault) = length(&format!("{pointer}/{at}/{field}"), text, bounds) {
                verdict.add(Family::Incomplete, fault);
            }
        }
    }
}

/// What is wrong with a file, or with there being none.
fn file_fault(
    pointer: &str,
    (kind, file): (&str, Option<&str>),
    against: &Against<'_>,
) -> Option<FieldFault> {
    let takes = against.catalogue.takes(kind);
    let Some(file) = file else {
        return (takes == Takes::File).then(|| FieldFault::new(pointer, "file_required"));
    };
    if takes == Takes::Text {
        return Some(FieldFault::new(pointer, "file_not_taken"));
    }
    state_fault(pointer, against.files.get(file).copied())
}

/// Until when it shall hold.
pub(crate) fn until(form: &Form, (now, zone): (Time, Span), verdict: &mut Verdict) {
    match form.until(zone) {
        Ok(Some(until)) if until <= now => {
            verdict.add(Family::Rules, FieldFault::new("/until", "past"));
        }
        Ok(until) => verdict.until = until,
        Err(_) => verdict.add(Family::Incomplete, FieldFault::new("/until", "format")),
    }
}

#[cfg(test)]
#[path = "check_tests.rs"]
mod tests;
