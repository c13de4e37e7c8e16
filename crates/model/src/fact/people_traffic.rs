//! Traffic of members: sessions, codes, notices, ceremonies, scans and messages.

use crate::{Id, Mail, Member, Session, Time, Verification};

/// See [`super::traffic::Traffic::SessionOpened`].
#[derive(Debug, Clone, PartialEq)]
pub struct SessionOpened {
    /// Which.
    pub session: Id<Session>,
    /// Whose.
    pub member: Id<Member>,
    /// Keyed digest of the cookie.
    pub digest: Vec<u8>,
    /// When.
    pub at: Time,
    /// At most until then.
    pub until: Time,
}

/// See [`super::traffic::Traffic::VerificationSent`].
#[derive(Debug, Clone, PartialEq)]
pub struct VerificationSent {
    /// Which.
    pub verification: Id<Verification>,
    /// What it is for.
    pub purpose: Purpose,
    /// Keyed digest of the address.
    pub address: Vec<u8>,
    /// Keyed digest of the code.
    pub code: Vec<u8>,
    /// When.
    pub at: Time,
    /// Until when it works.
    pub expires_at: Time,
    /// The message that carries it.
    pub mail: MailRow,
}

/// What a code or a link sent to an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To register.
    Registration,
    /// To choose a new password.
    Password,
}

impl Purpose {
    /// The word used in the store.
    pub const fn word(self) -> &'static str {
        match self {
            Purpose::Registration => "registration",
            Purpose::Password => "password",
        }
    }
}

/// A notice; ids alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeRow {
    /// Which.
    pub notice: Id<crate::Notice>,
    /// Who is told.
    pub member: Id<Member>,
    /// Of what kind of thing.
    pub kind: &'static str,
    /// Where it can be looked at: a JSON object of ids.
    pub about: String,
    /// By which it is written once, however often it is said.
    pub once: String,
    /// When.
    pub at: Time,
}

/// See [`super::traffic::Traffic::CeremonyBegun`].
#[derive(Debug, Clone, PartialEq)]
pub struct CeremonyBegun {
    /// Which.
    pub ceremony: Id<crate::Ceremony>,
    /// What kind.
    pub kind: &'static str,
    /// Whose, where it is known.
    pub member: Option<Id<Member>>,
    /// Keyed digest of the token that the browser holds.
    pub digest: Vec<u8>,
    /// The server's part, sealed.
    pub sealed: Vec<u8>,
    /// When.
    pub at: Time,
    /// Until when it can be ended.
    pub expires_at: Time,
}

/// See [`super::traffic::Traffic::ScanAsked`].
#[derive(Debug, Clone, PartialEq)]
pub struct ScanAsked {
    /// Which.
    pub scan: Id<crate::Scan>,
    /// What for: `sign_in` or `bind`.
    pub purpose: &'static str,
    /// Keyed digest of what the QR code holds.
    pub ticket: Vec<u8>,
    /// Keyed digest of what the browser that shows it holds.
    pub browser: Vec<u8>,
    /// Who would be bound.
    pub member: Option<Id<Member>>,
    /// When.
    pub at: Time,
    /// Until when it works.
    pub expires_at: Time,
}

/// How far a scan has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanState {
    /// Nobody scanned it yet.
    Waiting,
    /// Somebody did and has not answered.
    Shown,
    /// They confirmed.
    Confirmed,
    /// They refused.
    Refused,
}

impl ScanState {
    /// Every state.
    pub const ALL: [ScanState; 4] =
        [ScanState::Waiting, ScanState::Shown, ScanState::Confirmed, ScanState::Refused];

    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            ScanState::Waiting => "waiting",
            ScanState::Shown => "shown",
            ScanState::Confirmed => "confirmed",
            ScanState::Refused => "refused",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<ScanState> {
        ScanState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A message that waits.
#[derive(Debug, Clone, PartialEq)]
pub struct MailRow {
    /// Which.
    pub mail: Id<Mail>,
    /// When.
    pub at: Time,
    /// Keyed digest of whom it is to, so that it goes when they are erased.
    pub address: Option<Vec<u8>>,
    /// To, subject, text: sealed.
    pub sealed: Vec<u8>,
}
