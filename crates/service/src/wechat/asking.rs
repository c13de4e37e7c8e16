//! When and from where somebody shows an AppSecret, and whether they may from there.

use std::net::IpAddr;

use vermilion_decide::{AccountState, Fetcher, Reason};
use vermilion_model::{Admission, Time};

use crate::Desk;

/// When, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asking {
    /// When.
    pub now: Time,
    /// The caller's address, as far as the settings let it be known.
    pub client: IpAddr,
}

impl Asking {
    /// Whether the account's allow-list lets this caller fetch tokens; one that it refuses is noted.
    pub(super) fn admitted(&self, desk: &Desk, account: &AccountState) -> Result<Admission, Reason> {
        let admission = account.allow.admits(self.client);
        if admission == Admission::Refused {
            desk.callers.stranger(account.no, self.client, true, self.now);
            return Err(Reason::IpNotAllowed);
        }
        Ok(admission)
    }

    /// Notes a caller that a list which only watches would refuse; once the call is sure to be made.
    pub(super) fn note(&self, desk: &Desk, fetcher: Fetcher, admission: Admission) {
        if admission == Admission::Noted {
            desk.callers.stranger(fetcher.account, self.client, false, self.now);
        }
    }
}
