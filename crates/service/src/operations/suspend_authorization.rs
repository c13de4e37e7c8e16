//! The platform stops one authorization, grant or delegation, and lets it work again.

use vermilion_model::fact::{Act, Actor};
use vermilion_model::{Authorization, Id, Refusal, Seq};

use super::list_authorizations::{HeldView, held_view};
use super::suspend_account::code;
use crate::may::Operate;
use crate::{Desk, Failure, Kind, PlatformMay};

/// Stops it: what it gives is refused from the next request on.
///
/// # Errors
/// A fault at `/reason`, which is a code: the audit log keeps no free text. Refused where it is stopped
/// already, was revoked, or nothing of it is in force.
pub async fn suspend_authorization(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    id: Id<Authorization>,
    reason: &str,
) -> Result<(Seq, HeldView), Failure> {
    let (authorization, reason) = (read(desk, id).await?, code(reason)?);
    if authorization.effective.is_none() {
        return Err(Refusal::NothingEffective.into());
    }
    let act = authorization.suspend(reason)?;
    settle(desk, may, (id, act.into()), Refusal::AlreadySuspended).await
}

/// Lets it work again, as far as it is in force.
///
/// # Errors
/// As when it is stopped.
pub async fn restore_authorization(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    id: Id<Authorization>,
    reason: &str,
) -> Result<(Seq, HeldView), Failure> {
    let (authorization, reason) = (read(desk, id).await?, code(reason)?);
    let act = authorization.restore(reason)?;
    settle(desk, may, (id, act.into()), Refusal::NotSuspended).await
}

async fn read(desk: &Desk, id: Id<Authorization>) -> Result<Authorization, Failure> {
    let row = desk.read.authorization_by_id(id).await?;
    Ok(row.ok_or(Failure::Missing(Kind::Authorization))?.authorization)
}

async fn settle(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    (id, act): (Id<Authorization>, Act),
    overtaken: Refusal,
) -> Result<(Seq, HeldView), Failure> {
    let now = desk.now();
    let seq = match desk.record(now, Actor::Member(may.by.member), act).await {
        Err(Failure::Stale) if read(desk, id).await?.revoked_at.is_some() => {
            return Err(Refusal::AlreadyRevoked.into());
        }
        Err(Failure::Stale) => return Err(overtaken.into()),
        recorded => recorded?,
    };
    let row = desk.read.authorization_by_id(id).await?.ok_or(Failure::Missing(Kind::Authorization))?;
    Ok((seq, held_view(desk, &row, now).await?))
}
