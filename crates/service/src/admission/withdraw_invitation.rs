//! Taking an invitation to register back.

use vermilion_model::fact::{Actor, RegistrationInvitationWithdrawn};
use vermilion_model::{Id, RegistrationInvitation, Seq};

use crate::may::Operate;
use crate::{Desk, Failure, Kind, PlatformMay};

/// Its code opens nothing from now on; who registered by it stays.
///
/// # Errors
/// `Missing` when there is none, or it is used up or was taken back already.
pub async fn withdraw_invitation(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    invitation: &str,
) -> Result<Seq, Failure> {
    let missing = || Failure::Missing(Kind::Invitation);
    let invitation: Id<RegistrationInvitation> = invitation.parse().map_err(|_| missing())?;
    let act = RegistrationInvitationWithdrawn { invitation };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Err(Failure::Stale) => Err(missing()),
        other => other,
    }
}
