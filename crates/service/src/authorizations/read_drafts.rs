//! Reads an account's drafts.

use vermilion_model::fact::traffic::Draft;
use vermilion_model::{Authorization, Id, Time};
use vermilion_seal::PersonKey;
use vermilion_store::DraftRow;

use super::checked::draft_row;
use super::form::{Form, account_key, draft_place};
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May};

/// A form as it was typed.
#[derive(Debug)]
pub struct DraftView {
    /// Its id.
    pub draft: Id<Draft>,
    /// The authorization that it would modify.
    pub authorization: Option<Id<Authorization>>,
    /// Raised by every save.
    pub version: i64,
    /// When it was saved.
    pub saved_at: Time,
    /// What was typed.
    pub form: Form,
}

/// One draft.
pub async fn read_draft(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Draft>,
) -> Result<DraftView, Failure> {
    let row = draft_row(desk, may, id).await?;
    open(desk, &account_key(desk, &may.row).await?, &row)
}

/// All of an account's drafts, the newest first.
pub async fn read_drafts(desk: &Desk, may: &May<ManageAuthorizations>) -> Result<Vec<DraftView>, Failure> {
    let key = account_key(desk, &may.row).await?;
    let rows = desk.read.drafts_of_account(may.account()).await?;
    rows.iter().map(|row| open(desk, &key, row)).collect()
}

fn open(desk: &Desk, key: &PersonKey, row: &DraftRow) -> Result<DraftView, Failure> {
    Ok(DraftView {
        draft: row.draft,
        authorization: row.authorization,
        version: row.version,
        saved_at: row.saved_at,
        form: desk.vault.open(key, draft_place(&row.draft), &row.sealed)?,
    })
}
