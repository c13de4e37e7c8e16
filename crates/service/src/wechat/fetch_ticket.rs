//! `/cgi-bin/ticket/getticket`: the ticket that signs pages for the JS-SDK. Stored nowhere: its text is
//! derived, the same on every node for a whole window of two hours.

use vermilion_model::{AccountNo, Span, Time, TokenKind};
use vermilion_seal::{TokenClaims, TokenText};

use super::{Caller, Obstacle};
use crate::Desk;

/// How long a window is.
const WINDOW: Span = Span::secs(7200);
/// The next window's ticket is handed out this long before it begins, so that none is handed out dying.
const EARLY: Span = Span::mins(5);

/// What is signed with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicketFor {
    /// Pages that call the JS-SDK.
    JsApi,
    /// Cards.
    Card,
    /// Apps.
    Sdk,
}

impl TicketFor {
    /// From the parameter `type`.
    pub fn from_word(word: &str) -> Option<TicketFor> {
        match word {
            "jsapi" => Some(TicketFor::JsApi),
            "wx_card" => Some(TicketFor::Card),
            "sdk" => Some(TicketFor::Sdk),
            _ => None,
        }
    }

    const fn number(self) -> u32 {
        match self {
            TicketFor::JsApi => 1,
            TicketFor::Card => 2,
            TicketFor::Sdk => 3,
        }
    }
}

/// A ticket and how long it lives.
#[derive(Debug)]
pub struct Ticket {
    /// The text.
    pub text: TokenText,
    /// How long it can still be used.
    pub left: Span,
}

/// The present ticket of the caller's account.
///
/// # Errors
/// `Busy` while the key that it is made with is not here.
pub fn fetch_ticket(desk: &Desk, caller: &Caller, of: TicketFor) -> Result<Ticket, Obstacle> {
    let begun = window(caller.account, caller.now.plus(EARLY));
    let end = begun.plus(WINDOW);
    let claims = TokenClaims {
        kind: TokenKind::JsTicket,
        account: caller.account,
        incarnation: desk.incarnation,
        epoch: 0,
        secret: vermilion_model::SecretNo(0),
        issued: begun,
        subject: 0,
        detail: of.number(),
    };
    let ring = desk.ring.load();
    // The key that signed when the window began, on every node; once it was dropped, the present one.
    let made = ring.tokens.stable(ring.tokens.signing_key(begun), &claims);
    let text = made.or_else(|| ring.tokens.stable(ring.tokens.signing_key(caller.now), &claims));
    let left = Span::millis(end.since(caller.now).as_millis().min(WINDOW.as_millis()));
    Ok(Ticket { text: text.ok_or(Obstacle::Busy)?, left })
}

/// When the window of a moment began; accounts change over at moments of their own.
fn window(account: AccountNo, at: Time) -> Time {
    let (long, phase) = (WINDOW.as_millis(), i64::from(account.0).wrapping_mul(7919) * 1000);
    Time::from_millis((at.millis() - phase).div_euclid(long) * long + phase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_holds_every_moment_of_its_two_hours() {
        for account in [1, 2, 4_000_000_000] {
            let begun = window(AccountNo(account), Time::from_secs(1_800_000_000));
            assert!(begun <= Time::from_secs(1_800_000_000));
            assert_eq!(window(AccountNo(account), begun.plus(Span::millis(7_199_999))), begun);
            assert_eq!(window(AccountNo(account), begun.plus(WINDOW)), begun.plus(WINDOW));
        }
    }
}
