//! Which invitations to an account wait to be accepted.

use vermilion_model::{Id, Invitation, Role, Time};
use vermilion_seal::Place;
use vermilion_store::OfferRow;

use crate::may::ManageMembers;
use crate::{Desk, Failure, May};

/// An invitation that waits.
pub struct Offer {
    /// The id.
    pub invitation: Id<Invitation>,
    /// Whom it was mailed to.
    pub email: String,
    /// With which role.
    pub role: Role,
    /// When.
    pub created_at: Time,
    /// Until when the link works.
    pub expires_at: Time,
}

/// Personal: it does not print.
impl std::fmt::Debug for Offer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Offer({})", self.invitation)
    }
}

/// The newest hundred.
pub async fn list_offers(desk: &Desk, may: &May<ManageMembers>) -> Result<Vec<Offer>, Failure> {
    let rows = desk.read.offers_of_account(may.account(), desk.now()).await?;
    rows.iter().map(|row| opened(desk, row)).collect()
}

/// Opens a row that is not spent.
pub(super) fn opened(desk: &Desk, row: &OfferRow) -> Result<Offer, Failure> {
    let place = Place { table: "invitation", row: row.invitation.bytes() };
    let opened = desk.ring.load().boxes.open(place, &row.sealed)?;
    let email = opened.text().ok_or_else(|| Failure::broken("an invited address is no text"))?;
    Ok(Offer {
        invitation: row.invitation,
        email: email.expose().to_owned(),
        role: row.role,
        created_at: row.created_at,
        expires_at: row.expires_at,
    })
}
