//! The checklist of a case, judged item by item. Nothing is decided before every item has a verdict, so that
//! the applicant hears of all faults at once.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Case, CaseState, CheckVerdict, CodedReason, FieldFault, Id, Member, Verdict};
use vermilion_seal::PersonKey;
use vermilion_store::CaseRow;

use super::case_row::{case_row, reviewer};
use super::kinds::{self, CheckItem, Document};
use super::read_case::{CaseDetail, read_case};
use crate::may::Review;
use crate::{Desk, Failure, PlatformMay};

/// Verdicts by the ids of items, as a reviewer gives them.
pub type Verdicts = BTreeMap<String, Verdict>;

/// How many cases of the account are looked through for the one before.
const LOOKED_THROUGH: i64 = 100;

/// An item with what was found.
#[derive(Debug)]
pub struct Judged {
    /// What to look at.
    pub item: CheckItem,
    /// The verdict: of a closed case the decision's, of an open one this reviewer's, or the one before where
    /// nothing changed since.
    pub verdict: Option<Verdict>,
    /// What was found the last time.
    pub before: Option<Before>,
}

/// What was found about an item when the same thing was decided the last time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// The verdict.
    pub verdict: Verdict,
    /// Whether that part of the document changed since.
    pub changed: bool,
}

impl Before {
    /// What is unchanged and was fine stays so.
    fn kept(self) -> Option<Verdict> {
        (self.verdict == Verdict::Fine && !self.changed).then_some(Verdict::Fine)
    }
}

/// The checklist as this reviewer sees it.
pub(super) async fn judged(
    desk: &Desk,
    key: &PersonKey,
    (row, document): (&CaseRow, &Document),
    member: Id<Member>,
) -> Result<Vec<Judged>, Failure> {
    let earlier = earlier(desk, key, row).await?;
    let open = row.case.state == CaseState::Open;
    let present =
        if open { desk.read.checks_of_reviewer(row.case.id, member).await? } else { row.checks.clone() };
    let present: HashMap<String, Verdict> = by_item(&present);
    // Whoever judges an appeal begins anew.
    let keeps = open && row.case.appeal.is_none();
    let judge = |item: CheckItem| {
        let before = earlier
            .get(&item.id)
            .map(|(verdict, content)| Before { verdict: *verdict, changed: *content != item.content });
        let kept = before.filter(|_| keeps).and_then(Before::kept);
        Judged { verdict: present.get(&item.id).copied().or(kept), item, before }
    };
    Ok(kinds::checklist(desk, &row.case.effect, document).into_iter().map(judge).collect())
}

fn by_item(checks: &[CheckVerdict]) -> HashMap<String, Verdict> {
    checks.iter().map(|check| (check.item.clone(), check.verdict)).collect()
}

/// The verdicts of the newest decision about the same thing before this case, with what they were about.
async fn earlier(
    desk: &Desk,
    key: &PersonKey,
    row: &CaseRow,
) -> Result<HashMap<String, (Verdict, Value)>, Failure> {
    let cases = desk.read.cases_of_account(row.case.account, Some(row.case.id), LOOKED_THROUGH).await?;
    let decided = |state| matches!(state, CaseState::Approved | CaseState::Rejected);
    let last = cases.iter().find(|other| {
        decided(other.case.state)
            && !other.checks.is_empty()
            && kinds::same_subject(&other.case.effect, &row.case.effect)
    });
    let Some(last) = last else { return Ok(HashMap::new()) };
    let document = kinds::document(desk, key, last)?;
    let verdicts = by_item(&last.checks);
    let items = kinds::checklist(desk, &last.case.effect, &document).into_iter();
    let found = items.filter_map(|item| {
        let verdict = verdicts.get(&item.id).copied()?;
        Some((item.id, (verdict, item.content)))
    });
    Ok(found.collect())
}

/// Every item's verdict, the newly given ones first.
pub(super) fn complete(judged: &[Judged], given: &Verdicts) -> Result<Vec<CheckVerdict>, Vec<FieldFault>> {
    let known = |id: &str| judged.iter().any(|judged| judged.item.id == id);
    let mut faults = Vec::new();
    if !given.keys().all(|id| known(id)) {
        faults.push(FieldFault::new("/checks", "unknown"));
    }
    let mut checks = Vec::new();
    for Judged { item, verdict, .. } in judged {
        match given.get(&item.id).copied().or(*verdict) {
            Some(verdict) => checks.push(CheckVerdict { item: item.id.clone(), verdict }),
            None => faults.push(at(&item.id, "verdict_missing")),
        }
    }
    if faults.is_empty() { Ok(checks) } else { Err(faults) }
}

/// What stands in the way of an approval.
pub(super) fn all_fine(checks: &[CheckVerdict]) -> Vec<FieldFault> {
    let faulty = checks.iter().filter(|check| check.verdict == Verdict::Faulty);
    faulty.map(|check| at(&check.item, "item_faulty")).collect()
}

/// What stands in the way of a rejection: a fault that no reason explains to the applicant.
pub(super) fn all_explained(
    judged: &[Judged],
    checks: &[CheckVerdict],
    reasons: &[CodedReason],
) -> Vec<FieldFault> {
    let pointer =
        |id: &str| judged.iter().find(|judged| judged.item.id == id).map(|judged| &judged.item.pointer);
    let faulty = checks.iter().filter(|check| check.verdict == Verdict::Faulty);
    let unexplained = faulty.filter(|check| {
        pointer(&check.item)
            .is_some_and(|pointer| !reasons.iter().any(|reason| covers(&reason.pointer, pointer)))
    });
    unexplained.map(|check| at(&check.item, "unexplained")).collect()
}

/// Whether one pointer names the other, or a part of it, or what it is part of.
fn covers(reason: &str, item: &str) -> bool {
    let within = |part: &str, whole: &str| {
        part.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(item, reason) || within(reason, item)
}

fn at(item: &str, code: &'static str) -> FieldFault {
    FieldFault::new(&format!("/checks/{item}"), code)
}

/// Keeps what a reviewer found so far, so that a reload, or half an hour, loses nothing.
///
/// # Errors
/// `CaseClosed`, `WaitsForApplicant`; `OwnApplication` and `DecidedBefore` (I7); a faulty field for an item that
/// the case does not have.
pub async fn save_checks(
    desk: &Desk,
    by: &PlatformMay<Review>,
    id: Id<Case>,
    given: &Verdicts,
) -> Result<CaseDetail, Failure> {
    let row = case_row(desk, id).await?;
    row.case.decidable(&reviewer(desk, by).await?)?;
    let known = read_case(desk, by, id).await?.checklist;
    if !given.keys().all(|id| known.iter().any(|judged| judged.item.id == *id)) {
        return Err(Failure::field("/checks", "unknown"));
    }
    let mut kept = by_item(&desk.read.checks_of_reviewer(id, by.by.member).await?);
    kept.extend(given.iter().map(|(item, verdict)| (item.clone(), *verdict)));
    let ordered: BTreeMap<String, Verdict> = kept.into_iter().collect();
    let checks = ordered.into_iter().map(|(item, verdict)| CheckVerdict { item, verdict }).collect();
    desk.note(Traffic::CaseChecked { case: id, by: by.by.member, checks, at: desk.now() }).await?;
    read_case(desk, by, id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(id: &str, pointer: &str, verdict: Option<Verdict>) -> Judged {
        let item = CheckItem {
            id: id.into(),
            pointer: pointer.into(),
            about: "purpose",
            capability: None,
            evidence: None,
            content: Value::Null,
        };
        Judged { item, verdict, before: None }
    }

    fn codes(faults: &[FieldFault]) -> Vec<String> {
        faults.iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    }

    #[test]
    fn every_item_needs_a_verdict_and_no_other_has_one() {
        let list = [judged("a", "/a", Some(Verdict::Fine)), judged("b", "/b", None), judged("c", "/c", None)];
        let given = Verdicts::from([("b".into(), Verdict::Faulty), ("x".into(), Verdict::Fine)]);
        let faults = complete(&list, &given).unwrap_err();
        assert_eq!(codes(&faults), ["/checks unknown", "/checks/c verdict_missing"]);
        let given = Verdicts::from([("b".into(), Verdict::Faulty), ("c".into(), Verdict::Fine)]);
        let checks = complete(&list, &given).unwrap();
        assert_eq!(codes(&all_fine(&checks)), ["/checks/b item_faulty"]);
        let reason = |pointer: &str| [CodedReason { code: "rules".into(), pointer: pointer.into() }];
        for (pointer, unexplained) in [("", 0), ("/b", 0), ("/b/0", 0), ("/bb", 1), ("/a", 1)] {
            assert_eq!(all_explained(&list, &checks, &reason(pointer)).len(), unexplained, "{pointer}");
        }
    }

    #[test]
    fn only_what_was_fine_and_did_not_change_is_kept() {
        for (verdict, changed, kept) in [
            (Verdict::Fine, false, Some(Verdict::Fine)),
            (Verdict::Fine, true, None),
            (Verdict::Faulty, false, None),
        ] {
            assert_eq!(Before { verdict, changed }.kept(), kept);
        }
    }
}
