//! A draft, opened and held against the register and the catalogue.

use vermilion_model::fact::traffic::Draft;
use vermilion_model::{Authorization, Capabilities, Giver, Id, Time};
use vermilion_seal::PersonKey;
use vermilion_store::{AuthorizationRow, DraftRow, PAGE};

use super::check::{Against, Verdict, check};
use super::form::{Form, account_key, draft_place};
use crate::evidence::file_states;
use crate::may::ManageAuthorizations;
use crate::preflight::{Asking, What, hold_to_rules};
use crate::verification::is_verified;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, Kind, May};

/// Everything that checking and submitting a draft need.
pub(super) struct Checked {
    pub(super) row: DraftRow,
    pub(super) form: Form,
    pub(super) key: PersonKey,
    pub(super) verdict: Verdict,
}

/// This account's draft; another account's is not there.
pub(super) async fn draft_row(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Draft>,
) -> Result<DraftRow, Failure> {
    let row = desk.read.draft_by_id(id).await?.filter(|row| row.account == may.account());
    row.ok_or(Failure::Missing(Kind::Draft))
}

/// What the platform granted this account; another account's, and a delegation, is not there.
pub(crate) async fn authorization_row<R>(
    desk: &Desk,
    may: &May<R>,
    id: Id<Authorization>,
) -> Result<AuthorizationRow, Failure> {
    let row = desk.read.authorization_by_id(id).await?;
    let granted = |row: &AuthorizationRow| row.authorization.giver == Giver::Platform;
    let row = row.filter(|row| row.authorization.account == may.account() && granted(row));
    row.ok_or(Failure::Missing(Kind::Authorization))
}

pub(super) async fn checked(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Draft>,
    now: Time,
) -> Result<Checked, Failure> {
    let row = draft_row(desk, may, id).await?;
    let key = account_key(desk, &may.row).await?;
    let form: Form = desk.vault.open(&key, draft_place(&row.draft), &row.sealed)?;
    let registered = account_box(desk, &may.row).await?;
    let against = Against {
        catalogue: &desk.catalogue,
        name: &registered.name,
        account_type: may.row.account_type,
        verified: is_verified(&may.row, now),
        files: file_states(desk, may.account(), form.files()).await?,
        held: held_beside(desk, may, row.authorization, now).await?,
        now,
        zone: desk.settings.zone_offset,
    };
    let mut verdict = check(&form, &against);
    let (account, until) = (&may.row, verdict.until);
    let asking = Asking { what: What::Grant, account, form: &form, until, now };
    hold_to_rules(desk, &asking, &mut verdict).await?;
    Ok(Checked { row, form, key, verdict })
}

/// What the account holds without one authorization: from the start, and by its others.
async fn held_beside(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    beside: Option<Id<Authorization>>,
    now: Time,
) -> Result<Capabilities, Failure> {
    let born = desk.catalogue.from_start(may.row.account_type);
    let rows = desk.read.authorizations_of_account(may.account(), None, PAGE).await?;
    let others = rows.iter().map(|row| &row.authorization).filter(|other| Some(other.id) != beside);
    let living = others.filter(|other| other.revoked_at.is_none()).filter_map(|other| {
        let effective = other.effective.as_ref()?;
        effective.until.is_none_or(|until| now < until).then_some(effective.capabilities)
    });
    Ok(living.fold(born, Capabilities::and))
}
