//! A host app says that one of its users scanned a code.

use vermilion_model::fact::traffic::{ScanState, Traffic};
use vermilion_model::{Id, Refusal, Time, User};
use vermilion_seal::SecretText;

use super::living;
use crate::hosts::HostCaller;
use crate::{Desk, Failure};

/// What the host app shows its user.
#[derive(Debug)]
pub struct ShownScan {
    /// `sign_in` or `bind`.
    pub purpose: String,
    /// Until when it can be confirmed.
    pub expires_at: Time,
}

/// Notes it; who scans is the only one who can confirm.
///
/// # Errors
/// `Missing` when the code is unknown, used or too old, or the user is not the host app's; `UserGone`;
/// `ScanOver` when somebody scanned it already; `NotBound` when nobody signs in as this user;
/// `BoundAlready` when somebody does and another would.
pub async fn show_scan(
    desk: &Desk,
    by: HostCaller,
    ticket: &SecretText,
    user: Id<User>,
) -> Result<ShownScan, Failure> {
    by.living_user(desk, user).await?;
    let row = living(desk, ticket).await?;
    let bound = desk.read.member_bound_to(user).await?.is_some();
    match (row.purpose.as_str(), bound) {
        ("sign_in", false) => return Err(Refusal::NotBound.into()),
        ("bind", true) => return Err(Refusal::BoundAlready.into()),
        _ => {}
    }
    let again = row.state == ScanState::Shown && row.user == Some(user);
    if !again {
        let shown = Traffic::ScanShown { scan: row.scan, host_app: by.host_app, user, at: desk.now() };
        match desk.note(shown).await {
            Err(Failure::Stale) => return Err(Refusal::ScanOver.into()),
            other => other?,
        }
    }
    Ok(ShownScan { purpose: row.purpose, expires_at: row.expires_at })
}
