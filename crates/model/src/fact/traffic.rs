//! Traffic facts: neither numbered nor chained, so that they scale with the database.

pub use super::activity::{CallsOfDay, RefusalsOfDay, UsersOfDay};
pub use super::call_traffic::{
    QuotaLeased, QuotaRest, RefusalRow, SecretUse, ShownToken, Stranger, TokenFetch,
};
pub use super::nodes::{DiskRoom, NodeSeen};
pub use super::people_traffic::{
    CeremonyBegun, MailRow, NoticeRow, Purpose, ScanAsked, ScanState, SessionOpened, VerificationSent,
};
pub use super::request_traffic::{RequestAnswered, RequestBegun};
pub use super::user_traffic::{DataSealed, OAuthRenewed, OAuthSpent, UserChanged};
use crate::{
    AccountNo, Case, Digest, Id, Mail, Member, Ordinal, SecretNo, Session, Time, TokenKind, User,
    Verification,
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
        /// The device and address that it was used from, sealed under the member's key.
        sealed: Vec<u8>,
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
    /// What a reviewer found so far, item by item.
    CaseChecked {
        /// Which case.
        case: Id<Case>,
        /// Who.
        by: Id<Member>,
        /// The verdicts.
        checks: Vec<crate::CheckVerdict>,
        /// When.
        at: Time,
    },
    /// People are about to be told of something, once: refused when they were.
    ToldOnce {
        /// Of what.
        what: String,
        /// When.
        at: Time,
    },
    /// A member chose the language of messages to them.
    LanguageChosen {
        /// Who.
        member: Id<Member>,
        /// Which.
        language: crate::text::Language,
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
    /// Members are told of something, each once, and messages go out with it.
    Noticed {
        /// The notices.
        notices: Vec<NoticeRow>,
        /// The messages that go with them.
        mails: Vec<MailRow>,
    },
    /// A member read notices up to one, or that one alone.
    NoticesRead {
        /// Whose.
        member: Id<Member>,
        /// From this one.
        from: Id<crate::Notice>,
        /// Up to this one.
        to: Id<crate::Notice>,
        /// When.
        at: Time,
    },
    /// A member said by which ways they are told.
    NoticeChoiceSaved {
        /// Whose.
        member: Id<Member>,
        /// The choice, sealed under the member's key.
        sealed: Vec<u8>,
        /// When.
        at: Time,
    },
    /// Somebody signed in at an address on this device.
    DeviceKnown {
        /// Keyed digest of the address.
        address: Vec<u8>,
        /// Keyed digest of the device's cookie.
        device: Vec<u8>,
        /// When.
        at: Time,
    },
    /// Something began between a browser and the server.
    CeremonyBegun(CeremonyBegun),
    /// An answer to it is about to be looked at: counted before, at most five times.
    CeremonyTried(Id<crate::Ceremony>),
    /// It ended well, once (I6).
    CeremonySpent {
        /// Which.
        ceremony: Id<crate::Ceremony>,
        /// When.
        at: Time,
    },
    /// A second factor was used; its step or count only rises, so that none is replayed.
    FactorUsed {
        /// Which.
        factor: Id<crate::Factor>,
        /// What it rose to.
        step: i64,
        /// What is sealed of it now, where that changed.
        sealed: Option<Vec<u8>>,
        /// When.
        at: Time,
    },
    /// Whoever holds a session proved again who they are.
    SessionProven {
        /// Which.
        session: Id<Session>,
        /// When.
        at: Time,
    },
    /// A browser shows a QR code.
    ScanAsked(ScanAsked),
    /// A host app's user scanned it.
    ScanShown {
        /// Which.
        scan: Id<crate::Scan>,
        /// In which host app.
        host_app: Id<crate::HostApp>,
        /// Who.
        user: Id<User>,
        /// When.
        at: Time,
    },
    /// That user confirmed or refused.
    ScanAnswered {
        /// Which.
        scan: Id<crate::Scan>,
        /// Who.
        user: Id<User>,
        /// `confirmed` or `refused`.
        state: ScanState,
        /// When.
        at: Time,
    },
    /// The browser took up what was confirmed, once (I6).
    ScanSpent {
        /// Which.
        scan: Id<crate::Scan>,
        /// When.
        at: Time,
    },
    /// A user's data was encrypted for an account's client.
    DataSealed(DataSealed),
    /// An OAuth code was exchanged.
    OAuthSpent(OAuthSpent),
    /// The access token of a web authorization was renewed.
    OAuthRenewed(OAuthRenewed),
    /// The host app said something new of a user.
    UserChanged(UserChanged),
    /// Refused calls, written in batches.
    RefusalsKept(Vec<RefusalRow>),
    /// A block of a call's quota was leased.
    QuotaLeased(QuotaLeased),
    /// Calls, counted a day and flushed in batches.
    CallsCounted(Vec<CallsOfDay>),
    /// Refusals by kind, counted a day and flushed in batches.
    RefusalsCounted(Vec<RefusalsOfDay>),
    /// Which users calls were about.
    UsersSeen(Vec<UsersOfDay>),
    /// Who fetched tokens, flushed once a second.
    TokensFetched(Vec<TokenFetch>),
    /// Secrets first used on a day.
    SecretsUsed(Vec<SecretUse>),
    /// Who came that is on no allow-list, flushed once a second.
    StrangersSeen(Vec<Stranger>),
    /// What was left of leased blocks, given back.
    QuotaGivenBack(Vec<QuotaRest>),
    /// A node looked at itself.
    NodeSeen(NodeSeen),
    /// A node ends in order: its row goes.
    NodeLeft {
        /// Its run.
        run: [u8; 16],
    },
    /// A request with a key of its sender's is about to be carried out; refused when one was before.
    RequestBegun(RequestBegun),
    /// It was carried out.
    RequestAnswered(RequestAnswered),
    /// It was refused and nothing was done: its key is free again.
    RequestReleased(Digest),
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
