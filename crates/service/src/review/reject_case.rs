//! 驳回, with reasons bound to fields.

use vermilion_model::fact::{Act, Actor, RejectionFiles};
use vermilion_model::{Case, CodedReason, FieldFault, Id, Member, Seq};
use vermilion_seal::Place;

use super::case_row::{decidable, overtaken, reviewer};
use super::checks::{Verdicts, all_explained, complete};
use super::read_case::{CaseDetail, read_case};
use super::thread::{Words, attachable, is_pointer, seal as seal_words};
use crate::faults::Faults;
use crate::may::Review;
use crate::{Desk, Failure, Kind, PlatformMay, notices};

/// Longest text beside a reason, in characters.
const TEXT_MAX: usize = 500;
const REASONS_MAX: usize = 30;

/// A reason as the reviewer gives it.
#[derive(Clone)]
pub struct GivenByReviewer {
    /// One of the coded reasons.
    pub code: String,
    /// JSON pointer into the document; empty means the whole.
    pub pointer: String,
    /// What the reviewer adds.
    pub text: Option<String>,
}

impl std::fmt::Debug for GivenByReviewer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "GivenByReviewer({} {})", self.code, self.pointer)
    }
}

/// Why a case is rejected.
#[derive(Debug)]
pub struct Rejection {
    /// The reasons.
    pub reasons: Vec<GivenByReviewer>,
    /// Ids of files that the reviewer handed in to the case; at most five, of 20 MiB together.
    pub files: Vec<String>,
}

/// Rejects the version that was on the screen; every item of its checklist has a verdict, and every fault a
/// reason. The applicant sees the files with it.
pub async fn reject_case(
    desk: &Desk,
    by: &PlatformMay<Review>,
    (id, version): (Id<Case>, i64),
    (given, verdicts): (Rejection, &Verdicts),
) -> Result<(Seq, CaseDetail), Failure> {
    let Rejection { reasons: given, files } = given;
    let mut found = Faults::default();
    for fault in faults(desk, &given) {
        found.push(fault);
    }
    let about = (id, by.by.member);
    let sent = attachable(desk, about, &files, &mut found).await?;
    found.done()?;
    let now = desk.now();
    let row = decidable(desk, by, (id, version), now).await?;
    let case = &row.case;
    let sealed = seal(desk, case, &given).await?;
    let coded = given.into_iter().map(|reason| CodedReason { code: reason.code, pointer: reason.pointer });
    let mut act = case.reject(&reviewer(desk, by).await?, coded.collect())?;
    let judged = read_case(desk, by, id).await?.checklist;
    let checks = complete(&judged, verdicts);
    let checks = checks.or_else(|faults| Failure::fields(faults).map(|()| Vec::new()))?;
    if let Act::CaseRejected(rejected) = &mut act {
        Failure::fields(all_explained(&judged, &checks, &rejected.reasons))?;
        rejected.checks = checks;
        rejected.sealed_text = sealed;
        if !sent.is_empty() {
            let message = desk.id(now);
            let sealed = seal_words(desk, &row, message, &Words::NONE).await?;
            rejected.attached = Some(RejectionFiles { message, files: sent, sealed });
        }
    }
    let seq = match desk.record(now, Actor::Member(by.by.member), act).await {
        Err(Failure::Stale) => return Err(why(desk, (about, version), &files).await?),
        recorded => recorded?,
    };
    notices::case_decided(desk, case).await;
    Ok((seq, read_case(desk, by, id).await?))
}

/// Why the store refused: somebody stepped the case meanwhile, or a file of it is gone.
async fn why(
    desk: &Desk,
    (about, version): ((Id<Case>, Id<Member>), i64),
    files: &[String],
) -> Result<Failure, Failure> {
    match overtaken(desk, (about.0, version)).await? {
        Failure::Stale => {
            let mut found = Faults::default();
            attachable(desk, about, files, &mut found).await?;
            Ok(found.done().err().unwrap_or(Failure::Stale))
        }
        other => Ok(other),
    }
}

fn faults(desk: &Desk, given: &[GivenByReviewer]) -> Vec<FieldFault> {
    if given.len() > REASONS_MAX {
        return vec![FieldFault::new("/reasons", "too_many").with("max", &REASONS_MAX)];
    }
    let offered = desk.reasons.now();
    let mut faults = Vec::new();
    for (at, reason) in given.iter().enumerate() {
        if !offered.offered().any(|known| known.code == reason.code) {
            faults.push(FieldFault::new(&format!("/reasons/{at}/code"), "unknown"));
        }
        // Pointers reach the audit log, so they may only be what a pointer into the form can be.
        if !is_pointer(&reason.pointer) {
            faults.push(FieldFault::new(&format!("/reasons/{at}/pointer"), "format"));
        }
        if reason.text.as_ref().is_some_and(|text| text.chars().count() > TEXT_MAX) {
            let pointer = format!("/reasons/{at}/text");
            faults.push(FieldFault::new(&pointer, "too_long").with("max", &TEXT_MAX));
        }
    }
    faults
}

/// The reviewer's words may be about persons: sealed under the account's key, beside the case.
async fn seal(desk: &Desk, case: &Case, given: &[GivenByReviewer]) -> Result<Vec<u8>, Failure> {
    let texts: Vec<Option<&str>> = given
        .iter()
        .map(|reason| reason.text.as_deref().map(str::trim).filter(|text| !text.is_empty()))
        .collect();
    if texts.iter().all(Option::is_none) {
        return Ok(Vec::new());
    }
    let account = desk.read.account_by_no(case.account).await?.ok_or(Failure::Missing(Kind::Account))?;
    let key = desk.vault.key(&account.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    desk.vault.seal(&key, Place { table: "review_case", row: case.id.bytes() }, &texts)
}
