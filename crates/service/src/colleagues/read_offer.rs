//! What an invitation's reader is asked to accept: shown before they do.

use vermilion_model::{AccountType, Role, Time};
use vermilion_seal::SecretText;
use vermilion_store::OfferRow;

use super::list_offers::opened;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, Kind};

/// An invitation as its reader sees it.
pub struct ReadOffer {
    /// The account's name.
    pub account_name: String,
    /// Its type.
    pub account_type: AccountType,
    /// With which role.
    pub role: Role,
    /// The address it was mailed to.
    pub email: String,
    /// Whether a member registered that address: they sign in and accept; anybody else registers with it.
    pub is_member: bool,
    /// Until when the link works.
    pub expires_at: Time,
}

/// Personal: it does not print.
impl std::fmt::Debug for ReadOffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ReadOffer(..)")
    }
}

/// Reads a link.
///
/// # Errors
/// `Missing` when it is unknown, spent, withdrawn or too old.
pub async fn read_offer(desk: &Desk, token: &SecretText) -> Result<ReadOffer, Failure> {
    let row = living(desk, token).await?;
    let account = desk.read.account_by_no(row.account).await?;
    let account = account.ok_or(Failure::Missing(Kind::Invitation))?;
    Ok(ReadOffer {
        account_name: account_box(desk, &account).await?.name,
        account_type: account.account_type,
        role: row.role,
        email: opened(desk, &row)?.email,
        is_member: desk.read.member_by_email(&row.email_digest).await?.is_some(),
        expires_at: row.expires_at,
    })
}

/// The row of a link that works.
pub(super) async fn living(desk: &Desk, token: &SecretText) -> Result<OfferRow, Failure> {
    let row = desk.read.offer_by_digest(&desk.link_digest(token.expose())).await?;
    let now = desk.now();
    row.filter(|row| now < row.expires_at).ok_or(Failure::Missing(Kind::Invitation))
}
