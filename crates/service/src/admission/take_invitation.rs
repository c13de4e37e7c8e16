//! The invitation by which somebody registers.

use vermilion_model::{Email, FieldFault, Id, RegistrationInvitation};
use vermilion_store::RegistrationInvitationRow;

use super::{Admission, InvitationState};
use crate::faults::given;
use crate::{Desk, Failure};

/// Which invitation the typed code is of; none is looked for where anybody may register. The address decides
/// nothing while it is not known: who has the code may mend it.
pub(crate) async fn invitation_of(
    desk: &Desk,
    typed: &str,
    email: Option<&Email>,
) -> Result<Result<Option<Id<RegistrationInvitation>>, FieldFault>, Failure> {
    if desk.settings.admission != Admission::Invited {
        return Ok(Ok(None));
    }
    if let Err(fault) = given(typed, "/invitation_code") {
        return Ok(Err(fault));
    }
    let row = desk.read.registration_invitation_by_digest(&desk.link_digest(typed.trim())).await?;
    let email = email.map(|email| desk.email_digest(email));
    let row = row.filter(|row| opens(desk, row, email.as_deref()));
    Ok(row.map(|row| Some(row.invitation)).ok_or_else(wrong))
}

/// A fault where this invitation was used up, taken back or outlived meanwhile.
pub(crate) async fn still_open(
    desk: &Desk,
    invitation: Option<Id<RegistrationInvitation>>,
    email: &[u8],
) -> Result<Result<(), FieldFault>, Failure> {
    let Some(invitation) = invitation else { return Ok(Ok(())) };
    let row = desk.read.registration_invitation_by_id(invitation).await?;
    Ok(row.filter(|row| opens(desk, row, Some(email))).map(|_| ()).ok_or_else(wrong))
}

/// Whether somebody with this address may register by it; the guard says so in the end (I6).
fn opens(desk: &Desk, row: &RegistrationInvitationRow, email: Option<&[u8]>) -> bool {
    let theirs = match (&row.email_digest, email) {
        (Some(bound), Some(email)) => bound == email,
        _ => true,
    };
    theirs && InvitationState::of(row, desk.now()) == InvitationState::Open
}

fn wrong() -> FieldFault {
    FieldFault::new("/invitation_code", "invitation_wrong")
}
