//! What is known of files without opening them.

use std::collections::BTreeMap;

use vermilion_model::{AccountNo, Case, EvidenceFile, EvidenceState, FieldFault, Id, MediaType, Time};
use vermilion_seal::PersonKey;
use vermilion_store::EvidenceRow;

use super::files::name_place;
use crate::authorizations::account_key;
use crate::may::{ManageAuthorizations, Review};
use crate::{Desk, Failure, Kind, May, PlatformMay};

/// As many files as one form may name.
const FILES_MAX: usize = 100;

/// A file, not opened.
#[derive(Clone)]
pub struct EvidenceView {
    /// Which.
    pub evidence: Id<EvidenceFile>,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub media: MediaType,
    /// How long it is, in bytes.
    pub bytes: i64,
    /// Whether it may be looked at.
    pub state: EvidenceState,
    /// When it was handed in.
    pub stored_at: Time,
    /// Whether a submission rests on it, or a message names it.
    pub used: bool,
    /// Whether it is gone; its name, too, unless the scanner found something in it.
    pub deleted: bool,
}

impl std::fmt::Debug for EvidenceView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "EvidenceView({})", self.evidence)
    }
}

/// An account's files before one, the newest first, at most `limit`.
pub async fn read_evidence(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    before: Option<Id<EvidenceFile>>,
    limit: i64,
) -> Result<Vec<EvidenceView>, Failure> {
    let key = account_key(desk, &may.row).await?;
    let rows = desk.read.evidence_of_account(may.account(), before, limit).await?;
    rows.iter().map(|row| view(desk, &key, row)).collect()
}

/// The files that a case rests on.
pub async fn evidence_of_case(
    desk: &Desk,
    _: &PlatformMay<Review>,
    case: Id<Case>,
) -> Result<Vec<EvidenceView>, Failure> {
    let case = desk.read.case_by_id(case).await?.ok_or(Failure::Missing(Kind::Case))?;
    let account = desk.read.account_by_no(case.case.account).await?.ok_or(Failure::Missing(Kind::Account))?;
    let key = account_key(desk, &account).await?;
    let rows = desk.read.evidence_of_revision(case.revision).await?;
    rows.iter().map(|row| view(desk, &key, row)).collect()
}

/// How an account's files stand that a form names, as many as it may; another's are not there.
pub(crate) async fn file_states(
    desk: &Desk,
    account: AccountNo,
    named: impl IntoIterator<Item = &str>,
) -> Result<BTreeMap<String, EvidenceState>, Failure> {
    let mut files = BTreeMap::new();
    // More than that are refused one by one as not there.
    for file in named.into_iter().take(FILES_MAX) {
        let Ok(id) = file.parse::<Id<EvidenceFile>>() else { continue };
        let row =
            desk.read.evidence_by_id(id).await?.filter(|row| row.account == account && row.case.is_none());
        files.extend(row.map(|row| (file.to_owned(), row.state)));
    }
    Ok(files)
}

/// Why nothing can be submitted with a file that stands so; `None`: it is not there.
pub(crate) fn state_fault(pointer: &str, state: Option<EvidenceState>) -> Option<FieldFault> {
    match state {
        None => Some(FieldFault::new(pointer, "evidence_gone")),
        Some(EvidenceState::Clean) => None,
        Some(EvidenceState::Quarantined) => Some(FieldFault::new(pointer, "in_quarantine")),
        Some(EvidenceState::Infected) => Some(FieldFault::new(pointer, "evidence_infected")),
    }
}

pub(crate) fn view(desk: &Desk, key: &PersonKey, row: &EvidenceRow) -> Result<EvidenceView, Failure> {
    let name = match row.sealed.as_slice() {
        [] => String::new(),
        sealed => desk.vault.open(key, name_place(&row.evidence), sealed)?,
    };
    Ok(EvidenceView {
        evidence: row.evidence,
        name,
        media: row.media,
        bytes: row.bytes,
        state: row.state,
        stored_at: row.stored_at,
        used: row.used,
        deleted: row.deleted_at.is_some(),
    })
}
