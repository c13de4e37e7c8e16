//! 委托: the giver's administrator confirms what is handed to whom; it waits for the receiver.

use vermilion_model::fact::{Actor, DelegationOffered};
use vermilion_model::{AccountNo, Authorization, FieldFault, Giver, Id, Offer, Refusal, Seq, Time};
use vermilion_seal::DigestOf;

use super::check::check;
use super::read_delegations::read_delegation;
use super::side::{Side, concerned};
use super::view::DelegationView;
use crate::authorizations::{Form, Verdict, account_key, document_place};
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, Kind, May, notices};

/// Offers a new one.
pub async fn offer_delegation(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    form: Form,
) -> Result<(Seq, DelegationView), Failure> {
    may.standing(desk)?;
    let now = desk.now();
    let (verdict, receiver) = sound(desk, may, &form, now).await?;
    let new = Authorization::new(desk.id(now), receiver, Giver::Account(may.account()));
    offer(desk, may, (&new, form, &verdict), now).await
}

/// Offers another revision of one; what is in force stays until the receiver accepts.
pub async fn modify_delegation(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (id, version): (Id<Authorization>, i64),
    form: Form,
) -> Result<(Seq, DelegationView), Failure> {
    may.standing(desk)?;
    let now = desk.now();
    let it = concerned(desk, may, id).await?;
    it.only(Side::Given)?;
    let authorization = it.row.authorization;
    if authorization.version != version {
        return Err(Failure::VersionPassed { present: authorization.version });
    }
    let (verdict, receiver) = sound(desk, may, &form, now).await?;
    if receiver != authorization.account {
        return Err(Failure::field("/account_name", "another_receiver"));
    }
    offer(desk, may, (&authorization, form, &verdict), now).await
}

/// What the form comes to when nothing is wrong with it.
async fn sound(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    form: &Form,
    now: Time,
) -> Result<(Verdict, AccountNo), Failure> {
    let checked = check(desk, may, form, now).await?;
    let faults: Vec<FieldFault> =
        checked.verdict.findings.iter().map(|finding| finding.fault.clone()).collect();
    Failure::fields(faults)?;
    // The register knows them, or there would be a fault.
    let receiver = checked.receiver.ok_or(Failure::Missing(Kind::Account))?;
    Ok((checked.verdict, receiver))
}

async fn offer(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    (authorization, form, verdict): (&Authorization, Form, &Verdict),
    now: Time,
) -> Result<(Seq, DelegationView), Failure> {
    let key = account_key(desk, &may.row).await?;
    let mut form = form.asked_only();
    form.evidence.clear();
    let revision = desk.id(now);
    let content = serde_json::to_vec(&form).map_err(Failure::broken)?;
    let offered = Offer {
        revision,
        capabilities: verdict.asked,
        until: verdict.until,
        by: may.by.member,
        document: key.digest(DigestOf::Content, revision.bytes(), &content),
    };
    let fact = DelegationOffered {
        sealed: desk.vault.seal(&key, document_place(&revision), &form)?,
        ..authorization.offer(&offered)?
    };
    let seq = match desk.record(now, Actor::Member(may.by.member), fact).await {
        Err(Failure::Stale) => return Err(overtaken(desk, may, authorization).await?),
        recorded => recorded?,
    };
    notices::to_administrators(desk, authorization.account, "delegation_offered").await;
    Ok((seq, read_delegation(desk, may, authorization.id).await?))
}

/// Why the store refused: somebody else of the account was faster.
async fn overtaken(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    seen: &Authorization,
) -> Result<Failure, Failure> {
    let now = concerned(desk, may, seen.id).await?.row.authorization;
    Ok(if now.revoked_at.is_some() {
        Refusal::AlreadyRevoked.into()
    } else if now.pending.is_some() || now.offered.is_some() {
        Refusal::AlreadyPending.into()
    } else {
        Failure::VersionPassed { present: now.version }
    })
}
