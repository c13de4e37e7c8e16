//! Traffic facts: neither numbered nor chained, so that they scale with the database.

pub use super::user_traffic::{DataSealed, OAuthRenewed, OAuthSpent};
use crate::{
    AccountNo, Case, Id, Mail, Member, Ordinal, SecretNo, Session, Span, Time, TokenKind, User, Verification,
};

/// A form as typed, kept on the server.
#[derive(Debug)]
pub enum Draft {}

/// What traffic leaves behind.
#[derive(Debug, Clone, PartialEq)]
pub enum Traffic {
    /// A user of a host app was made; making it again changes nothing.
    UserMade(UserMade),
    /// A user's first code in an account: the pair gets its ordinal.
    PairMade(PairMade),
    /// A phone code was handed in: spent, and the act noted.
    PhoneSpent(PhoneSpent),
    /// A stable token was renewed.
    StableRenewed(StableRenewed),
    /// Issue marks, flushed once a second.
    MarksNoted(Vec<Mark>),
    /// A member signed in.
    SessionOpened(SessionOpened),
    /// A session ended, by its id.
    SessionEnded {
        /// Which.
        session: Id<Session>,
        /// When.
        at: Time,
    },
    /// A session was used; noted at most once a minute.
    SessionSeen {
        /// Which.
        session: Id<Session>,
        /// When.
        at: Time,
    },
    /// A password is about to be looked at: counted before, so that tries at once count too.
    PasswordTried {
        /// Keyed digest of the address typed; the person need not exist.
        address: Vec<u8>,
        /// How many tries stood when it was let through.
        seen: i64,
        /// How many stand now.
        tries: i64,
        /// When.
        at: Time,
    },
    /// The password was right: its tries are forgotten.
    PasswordRight {
        /// Keyed digest of the address.
        address: Vec<u8>,
    },
    /// A code was made and mailed, in one.
    VerificationSent(VerificationSent),
    /// A code is about to be compared: counted before, so that tries at once count too.
    VerificationTried(Id<Verification>),
    /// The code was right, but the form it came with was not: the try is given back.
    VerificationKept(Id<Verification>),
    /// A form was saved as typed.
    DraftSaved(DraftSaved),
    /// A draft was thrown away.
    DraftDropped(Id<Draft>),
    /// A reviewer took a case, for as long as the lease.
    CaseTaken {
        /// Which.
        case: Id<Case>,
        /// Who.
        by: Id<Member>,
        /// When.
        at: Time,
        /// Until when nobody else can.
        until: Time,
    },
    /// A reviewer gave a case back before the lease ended.
    CaseGivenBack {
        /// Which.
        case: Id<Case>,
        /// Who.
        by: Id<Member>,
    },
    /// A reviewer handed the case they hold to a colleague.
    CaseHandedOver {
        /// Which.
        case: Id<Case>,
        /// Who held it.
        from: Id<Member>,
        /// Who holds it now.
        to: Id<Member>,
        /// When.
        at: Time,
        /// Until when nobody else can take it.
        until: Time,
    },
    /// A message waits to be sent.
    MailQueued(MailRow),
    /// A message is being sent: nobody else sends it until then.
    MailTaken {
        /// Which.
        mail: Id<Mail>,
        /// When it was due; who took it first changed that.
        due_at: Time,
        /// Until when it is this node's.
        until: Time,
    },
    /// A message could not be sent now.
    MailPutOff {
        /// Which.
        mail: Id<Mail>,
        /// When it is tried again.
        due_at: Time,
    },
    /// A message was sent; what it said is forgotten.
    MailSent {
        /// Which.
        mail: Id<Mail>,
        /// When.
        at: Time,
    },
    /// A message will not be tried again; what it said is forgotten.
    MailGivenUp {
        /// Which.
        mail: Id<Mail>,
        /// When.
        at: Time,
    },
    /// A user's data was encrypted for an account's client.
    DataSealed(DataSealed),
    /// An OAuth code was exchanged.
    OAuthSpent(OAuthSpent),
    /// The access token of a web authorization was renewed.
    OAuthRenewed(OAuthRenewed),
    /// Refused calls, written in batches.
    RefusalsKept(Vec<RefusalRow>),
    /// A block of a call's quota was leased.
    QuotaLeased(QuotaLeased),
    /// Who fetched tokens, flushed once a second.
    TokensFetched(Vec<TokenFetch>),
    /// Secrets first used on a day.
    SecretsUsed(Vec<SecretUse>),
    /// Who came that is on no allow-list, flushed once a second.
    StrangersSeen(Vec<Stranger>),
    /// What was left of leased blocks, given back.
    QuotaGivenBack(Vec<QuotaRest>),
}

/// See [`Traffic::UserMade`].
#[derive(Debug, Clone, PartialEq)]
pub struct UserMade {
    /// The new user, unless the host app's id is known already.
    pub user: Id<User>,
    /// Whose user.
    pub host_app: Id<crate::HostApp>,
    /// Keyed digest of the host app's own id.
    pub external_digest: Vec<u8>,
    /// The user's key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// The host app's own id, phone, nickname, avatar: sealed under the user's key.
    pub sealed: Vec<u8>,
    /// When.
    pub at: Time,
}

/// See [`Traffic::PairMade`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PairMade {
    /// The account.
    pub account: AccountNo,
    /// The user.
    pub user: Id<User>,
    /// The ordinal drawn from the node's block; not used if the pair exists.
    pub ordinal: Ordinal,
    /// When.
    pub at: Time,
}

/// See [`Traffic::PhoneSpent`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhoneSpent {
    /// The code's serial: the insert is the proof (I6).
    pub serial: i64,
    /// The account that handed it in.
    pub account: AccountNo,
    /// The user whose number it is.
    pub ordinal: Ordinal,
    /// The number of the code key.
    pub key: u8,
    /// When.
    pub at: Time,
}

/// See [`Traffic::StableRenewed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StableRenewed {
    /// Whose.
    pub account: AccountNo,
    /// Fetched by which secret.
    pub secret: SecretNo,
    /// In which epoch.
    pub epoch: u32,
    /// The issue time it replaces; 0 for the first.
    pub before: i64,
    /// Issue time, milliseconds.
    pub issued: i64,
    /// The token key's number.
    pub key: u8,
}

/// One issue mark of `/cgi-bin/token`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Whose.
    pub account: AccountNo,
    /// Which kind of token.
    pub kind: TokenKind,
    /// Fetched by which secret.
    pub secret: SecretNo,
    /// The newest issue time within its 20-second step, milliseconds.
    pub issued: i64,
}

/// See [`Traffic::SessionOpened`].
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

/// See [`Traffic::VerificationSent`].
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

/// See [`Traffic::DraftSaved`].
#[derive(Debug, Clone, PartialEq)]
pub struct DraftSaved {
    /// Which.
    pub draft: Id<Draft>,
    /// Whose.
    pub account: AccountNo,
    /// The authorization it would modify, if any: sixteen bytes.
    pub authorization: Option<Id<crate::Authorization>>,
    /// The version seen when typing began; 0 makes it.
    pub version: i64,
    /// The form, sealed under the account's key.
    pub sealed: Vec<u8>,
    /// By whom.
    pub by: Id<Member>,
    /// When.
    pub at: Time,
}

/// A refused call, redacted, kept seven days so that its `rid` can be looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusalRow {
    /// The `rid`'s three groups.
    pub rid: [u32; 3],
    /// When.
    pub at: Time,
    /// The calling account, where it is known.
    pub account: Option<AccountNo>,
    /// Method and path.
    pub call: String,
    /// The error code answered.
    pub code: i32,
    /// The reason's code.
    pub reason: String,
    /// The caller's address.
    pub client: Option<String>,
    /// The names of the query's parameters, without their values.
    pub query: String,
    /// How long it took.
    pub cost: Span,
    /// The token that was shown, where this installation made it.
    pub token: Option<ShownToken>,
}

/// A token that was shown and refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownToken {
    /// Its kind.
    pub kind: TokenKind,
    /// The secret that fetched it.
    pub secret: SecretNo,
    /// When it was issued.
    pub issued: Time,
}

/// See [`Traffic::QuotaLeased`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaLeased {
    /// Whose.
    pub account: AccountNo,
    /// Which call, by its name; or another word that is counted a day.
    pub call: String,
    /// The day, counted from the epoch in the platform's zone.
    pub day: u32,
    /// The counter's epoch, raised whenever it is cleared.
    pub epoch: u32,
    /// The day and the number that the counter showed, if there was one: the guard.
    pub seen: Option<(u32, u32)>,
    /// The number it shows now.
    pub used: u32,
}

/// See [`Traffic::QuotaGivenBack`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuotaRest {
    /// Whose.
    pub account: AccountNo,
    /// Which call, by its name.
    pub call: String,
    /// The day the block was good for.
    pub day: u32,
    /// The counter's epoch when it was leased; the rest of an earlier one is worth nothing.
    pub epoch: u32,
    /// How many were left.
    pub calls: u32,
}

/// Fetches of one account's tokens by one secret from one address within twenty seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFetch {
    /// Whose.
    pub account: AccountNo,
    /// The twenty seconds, counted from the epoch.
    pub step: i64,
    /// Which kind of token.
    pub kind: TokenKind,
    /// By which secret.
    pub secret: SecretNo,
    /// Whether the token before was ended by it.
    pub forced: bool,
    /// The caller's address.
    pub address: String,
    /// How often, beyond what was written before.
    pub count: u32,
    /// The first time.
    pub first_at: Time,
    /// The last time.
    pub last_at: Time,
}

/// A secret was used on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SecretUse {
    /// Whose.
    pub account: AccountNo,
    /// Which.
    pub secret: SecretNo,
    /// The day, counted from the epoch in the platform's zone.
    pub day: u32,
}

/// Somebody with the right secret who is not on the account's allow-list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stranger {
    /// Whose list.
    pub account: AccountNo,
    /// The caller's address.
    pub address: String,
    /// Whether it was refused, or only noted.
    pub refused: bool,
    /// How often, beyond what was written before.
    pub count: u32,
    /// The first time.
    pub first_at: Time,
    /// The last time.
    pub last_at: Time,
}
