//! Keeps a form as typed: nothing is checked, so that nothing typed is lost.

use vermilion_model::fact::traffic::{Draft, DraftSaved, Traffic};
use vermilion_model::{Authorization, Id, Refusal, Time};
use vermilion_store::DraftRow;

use super::checked::{authorization_row, draft_row};
use super::form::{Form, account_key, draft_place, open_document};
use super::read_drafts::DraftView;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May};

/// How many drafts an account keeps at once.
const DRAFTS_MAX: usize = 50;

/// Begins a draft: of a new authorization, or of another revision of one that is there (修改授权). Without
/// a form the latter begins with what was submitted last, so that mending it is not typing it again.
pub async fn begin_draft(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    authorization: Option<Id<Authorization>>,
    form: Option<Form>,
) -> Result<DraftView, Failure> {
    may.standing(desk)?;
    if desk.read.drafts_of_account(may.account()).await?.len() >= DRAFTS_MAX {
        return Err(Refusal::TooManyDrafts.into());
    }
    let last = match authorization {
        Some(id) => last_document(desk, may, id).await?,
        None => None,
    };
    let now = desk.now();
    let row = DraftRow {
        draft: desk.id(now),
        account: may.account(),
        authorization,
        version: 0,
        sealed: Vec::new(),
        saved_at: now,
        saved_by: may.by.member,
    };
    keep(desk, may, &row, form.or(last).unwrap_or_default()).await
}

/// Saves what is typed over the version that was on the screen.
pub async fn save_draft(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (id, version): (Id<Draft>, i64),
    form: Form,
) -> Result<DraftView, Failure> {
    let row = draft_row(desk, may, id).await?;
    if row.version != version {
        return Err(Failure::VersionPassed { present: row.version });
    }
    match keep(desk, may, &row, form).await {
        // Another tab was faster, or the draft went.
        Err(Failure::Stale) => {
            let row = draft_row(desk, may, id).await?;
            Err(Failure::VersionPassed { present: row.version })
        }
        kept => kept,
    }
}

async fn keep(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    row: &DraftRow,
    form: Form,
) -> Result<DraftView, Failure> {
    let key = account_key(desk, &may.row).await?;
    let at: Time = desk.now();
    let saved = DraftSaved {
        draft: row.draft,
        account: row.account,
        authorization: row.authorization,
        version: row.version,
        sealed: desk.vault.seal(&key, draft_place(&row.draft), &form)?,
        by: may.by.member,
        at,
    };
    desk.note(Traffic::DraftSaved(saved)).await?;
    let version = row.version.saturating_add(1);
    Ok(DraftView { draft: row.draft, authorization: row.authorization, version, saved_at: at, form })
}

/// What was submitted last of an authorization that can still be modified.
async fn last_document(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Authorization>,
) -> Result<Option<Form>, Failure> {
    let row = authorization_row(desk, may, id).await?;
    if row.authorization.revoked_at.is_some() {
        return Err(Refusal::AlreadyRevoked.into());
    }
    let key = account_key(desk, &may.row).await?;
    let newest = desk.read.revisions_of_authorization(id).await?.into_iter().next();
    newest.map(|last| open_document(desk, &key, last.revision, &last.sealed)).transpose()
}
