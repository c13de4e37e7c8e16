//! A browser asks for a QR code: to sign in, or to bind the signed-in member to a host app's user.

use vermilion_model::fact::traffic::{ScanAsked, Traffic};
use vermilion_model::{Refusal, Span, Time};
use vermilion_seal::{SecretText, mint};

use super::digest;
use crate::{Desk, Failure, SignedIn};

/// How long a code works.
const LIFE: Span = Span::mins(3);

/// What for.
#[derive(Debug, Clone, Copy)]
pub enum Purpose {
    /// To sign in.
    SignIn,
    /// To bind who is signed in.
    Bind(SignedIn),
}

/// What the browser is given.
#[derive(Debug)]
pub struct AskedScan {
    /// What the QR code holds.
    pub ticket: SecretText,
    /// What the browser alone holds.
    pub browser: SecretText,
    /// Until when it works.
    pub expires_at: Time,
}

/// Asks.
///
/// # Errors
/// For binding: `ProofNeeded`; `BoundAlready` when the member is bound.
pub async fn ask_scan(desk: &Desk, purpose: Purpose) -> Result<AskedScan, Failure> {
    let member = match purpose {
        Purpose::SignIn => None,
        Purpose::Bind(by) => {
            by.proven_lately(desk)?;
            if desk.read.host_binding(by.member).await?.is_some() {
                return Err(Refusal::BoundAlready.into());
            }
            Some(by.member)
        }
    };
    let now = desk.now();
    let (ticket, browser) = (mint::link(&*desk.entropy), mint::link(&*desk.entropy));
    let expires_at = now.plus(LIFE);
    let asked = ScanAsked {
        scan: desk.id(now),
        purpose: if member.is_some() { "bind" } else { "sign_in" },
        ticket: digest(desk, b"ticket", &ticket),
        browser: digest(desk, b"browser", &browser),
        member,
        at: now,
        expires_at,
    };
    desk.note(Traffic::ScanAsked(asked)).await?;
    Ok(AskedScan { ticket, browser, expires_at })
}
