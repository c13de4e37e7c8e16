//! Codes whose ground was taken away.

use vermilion_model::fact::Pair;
use vermilion_model::{Scope, Span, Time};

use crate::{InForce, Reason};

/// A code issued up to this long after a withdrawal still counts as before it: the nodes' clocks
/// differ by that much at most.
pub const CODE_LATITUDE: Span = Span::secs(5);

impl InForce {
    /// Whether the code still stands on what the user allows: `scope` is the one it hands over,
    /// none for a login. Expiry and single use are not looked at here.
    pub fn code_alive(&self, pair: Pair, scope: Option<Scope>, issued: Time) -> Result<(), Reason> {
        self.account(pair.account)?;
        if self.is_gone(pair) {
            return Err(Reason::CodeDead { scope: None });
        }
        let withdrawn = scope.and_then(|scope| self.withdrawals.at(pair, scope));
        match withdrawn {
            Some(at) if issued <= at.plus(CODE_LATITUDE) => Err(Reason::CodeDead { scope }),
            Some(_) | None => Ok(()),
        }
    }

    pub(crate) fn is_gone(&self, pair: Pair) -> bool {
        self.account(pair.account).is_ok_and(|account| account.consent_bits(pair.ordinal) & Scope::GONE != 0)
    }
}
