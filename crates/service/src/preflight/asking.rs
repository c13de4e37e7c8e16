//! Holds a form against the platform's own rules.

use vermilion_model::{Family, FieldFault, Time};
use vermilion_store::AccountRow;

use super::in_force::rules_in_force;
use super::question::{Question, Subject, What};
use super::rule::Said;
use super::rules::Answer;
use crate::authorizations::{CAPABILITIES_MAX, Finding, Form, Verdict, capability_ids};
use crate::{Desk, Failure};

/// A form that is about to be handed in.
pub(crate) struct Asking<'a> {
    pub(crate) what: What,
    /// Who asks, or hands over.
    pub(crate) account: &'a AccountRow,
    pub(crate) form: &'a Form,
    /// Until when it shall hold; nothing means without end.
    pub(crate) until: Option<Time>,
    pub(crate) now: Time,
}

/// Adds what the rules find, each at its field and once. A rule that cannot be asked is a finding too: what nobody
/// could look at is not handed in.
pub(crate) async fn hold_to_rules(
    desk: &Desk,
    asking: &Asking<'_>,
    verdict: &mut Verdict,
) -> Result<(), Failure> {
    let rules = rules_in_force(desk).await?;
    let mut faults: Vec<FieldFault> = rules.unfit.iter().map(|id| failed("/capabilities", id)).collect();
    let subject = asking.subject(desk)?;
    for question in asking.questions(desk) {
        for (id, answer) in rules.ask(&subject, &question)? {
            faults.push(match answer {
                Answer::Matched(said) => matched(&said),
                Answer::Failed(_) => {
                    // The parser's words may hold what was typed; the bench shows them.
                    tracing::error!(%id, capability = question.capability.id, "a rule could not be asked");
                    failed(&format!("/capabilities/{}", question.at), &id)
                }
            });
        }
    }
    for fault in faults {
        let finding = Finding { family: Family::Rules, fault };
        if !verdict.findings.contains(&finding) {
            verdict.findings.push(finding);
        }
    }
    Ok(())
}

impl<'a> Asking<'a> {
    /// Who asks, as rules see them.
    pub(super) fn subject(&self, desk: &Desk) -> Result<Subject, Failure> {
        let held = desk.in_force.account(self.account.account)?.held(self.now);
        Ok(Subject {
            app_id: self.account.app_id.to_string(),
            account_type: self.account.account_type,
            age_days: days(self.account.created_at, self.now),
            held: capability_ids(&desk.catalogue, held),
        })
    }

    /// A question for each capability that there is.
    pub(super) fn questions(&self, desk: &'a Desk) -> impl Iterator<Item = Question<'a>> {
        let (what, form, days) = (self.what, self.form, self.until.map(|until| days(self.now, until)));
        let asked = form.capabilities.iter().take(CAPABILITIES_MAX).enumerate();
        asked.filter_map(move |(at, id)| {
            let given = form.evidence.get(id).map_or(&[][..], Vec::as_slice);
            Some(Question {
                what,
                capability: desk.catalogue.capability(id)?,
                at,
                asked: &form.capabilities,
                purpose: form.purpose.get(id).map_or("", String::as_str),
                evidence: given.iter().map(|piece| piece.kind.as_str()).collect(),
                days,
            })
        })
    }
}

fn days(from: Time, to: Time) -> i64 {
    to.since(from).as_secs().div_euclid(86_400)
}

/// What a rule says; in both languages, since who reads it is not known here.
fn matched(said: &Said) -> FieldFault {
    let fault = FieldFault::new(&said.pointer, "policy").with("reason", &said.reason);
    fault.with("said", &said.detail.join("\u{1f}")).with("said_next", &said.next.join("\u{1f}"))
}

fn failed(pointer: &str, id: &str) -> FieldFault {
    FieldFault::new(pointer, "policy_failed").with("policy", &id)
}
