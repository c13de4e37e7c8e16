//! How an account's verification stands.

use vermilion_model::{Case, CaseKind, Id, SubjectType, Time};
use vermilion_seal::PersonKey;
use vermilion_store::{AccountRow, PetitionRow};

use super::form::VerificationForm;
use crate::authorizations::{GivenReason, given_reasons};
use crate::may::ManageRegister;
use crate::register::petition_place;
use crate::{Desk, Failure, Kind, May};

/// Where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerificationState {
    /// Nobody is verified.
    None,
    /// Asked for the first time, or again after it ended.
    Pending,
    /// Verified.
    Verified,
    /// Verified, and asked for again.
    Renewing,
    /// It was, and its time is over.
    Expired,
}

impl VerificationState {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            VerificationState::None => "none",
            VerificationState::Pending => "pending",
            VerificationState::Verified => "verified",
            VerificationState::Renewing => "renewing",
            VerificationState::Expired => "expired",
        }
    }
}

/// An account's verification.
pub struct VerificationView {
    /// Where it stands.
    pub state: VerificationState,
    /// What the subject is.
    pub subject_type: Option<SubjectType>,
    /// Its name.
    pub subject_name: Option<String>,
    /// Since when it is verified.
    pub verified_at: Option<Time>,
    /// Until when that holds.
    pub verified_until: Option<Time>,
    /// The case that waits, since when, and when it must be decided.
    pub pending: Option<(Id<Case>, Time, Time)>,
    /// How the newest decided one ended.
    pub last: Option<VerificationOutcome>,
}

/// How a verification ended.
#[derive(Debug)]
pub struct VerificationOutcome {
    /// Its case; nothing where nobody reviewed it.
    pub case: Option<Id<Case>>,
    /// `approved`, `rejected` or `withdrawn`.
    pub outcome: String,
    /// When.
    pub decided_at: Option<Time>,
    /// Why it was rejected.
    pub reasons: Vec<GivenReason>,
}

impl std::fmt::Debug for VerificationView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VerificationView({})", self.state.word())
    }
}

/// Whether an account's subject is verified at this moment.
pub fn is_verified(row: &AccountRow, now: Time) -> bool {
    row.subject.as_ref().is_some_and(|subject| now < subject.until)
}

/// The account's verification as it stands.
pub async fn read_verification<R>(desk: &Desk, may: &May<R>) -> Result<VerificationView, Failure> {
    let now = desk.now();
    let row = desk.read.account_by_no(may.account()).await?.ok_or(Failure::Missing(Kind::Account))?;
    let key = desk.vault.key(&row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    let newest = desk.read.petitions_of_kind(row.account, CaseKind::SubjectVerification, 2).await?;
    let waiting = newest.iter().find(|petition| petition.outcome.is_none());
    let decided = newest.iter().find(|petition| petition.outcome.is_some());
    let subject = row.subject.as_ref();
    let subject_name = match subject {
        Some(subject) => subject_name(desk, &key, subject.petition).await?,
        None => None,
    };
    Ok(VerificationView {
        state: state(subject.map(|subject| subject.until), waiting.is_some(), now),
        subject_type: subject.map(|subject| subject.subject_type),
        subject_name,
        verified_at: subject.map(|subject| subject.since),
        verified_until: subject.map(|subject| subject.until),
        pending: waiting.and_then(|petition| {
            let case = petition.case.as_ref()?;
            Some((case.case, petition.submitted_at, case.due_at))
        }),
        last: decided.map(|petition| outcome(desk, &key, petition)).transpose()?,
    })
}

/// The form that was submitted last, to be asked again from; nothing before the first.
pub async fn submitted_form(
    desk: &Desk,
    may: &May<ManageRegister>,
) -> Result<Option<VerificationForm>, Failure> {
    let newest = desk.read.petitions_of_kind(may.account(), CaseKind::SubjectVerification, 1).await?;
    let Some(row) = newest.first() else { return Ok(None) };
    let key = desk.vault.key(&may.row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    Ok(Some(desk.vault.open(&key, petition_place(&row.petition), &row.sealed)?))
}

fn state(until: Option<Time>, waits: bool, now: Time) -> VerificationState {
    match (until, waits) {
        (Some(until), true) if now < until => VerificationState::Renewing,
        (Some(until), false) if now < until => VerificationState::Verified,
        (_, true) => VerificationState::Pending,
        (Some(_), false) => VerificationState::Expired,
        (None, false) => VerificationState::None,
    }
}

async fn subject_name(
    desk: &Desk,
    key: &PersonKey,
    petition: Id<vermilion_model::Petition>,
) -> Result<Option<String>, Failure> {
    let Some(row) = desk.read.petition_by_id(petition).await? else { return Ok(None) };
    let form: VerificationForm = desk.vault.open(key, petition_place(&row.petition), &row.sealed)?;
    Ok(form.fields.get("name").cloned())
}

fn outcome(desk: &Desk, key: &PersonKey, row: &PetitionRow) -> Result<VerificationOutcome, Failure> {
    let reasons = match &row.case {
        Some(case) => {
            given_reasons(desk, key, case.case, (case.reasons.as_slice(), case.sealed_text.as_deref()))?
        }
        None => Vec::new(),
    };
    let case = row.case.as_ref().map(|case| case.case);
    let outcome = row.outcome.clone().unwrap_or_default();
    Ok(VerificationOutcome { case, outcome, decided_at: row.decided_at, reasons })
}
