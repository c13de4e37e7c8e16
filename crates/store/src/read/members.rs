//! Reads about members, their sessions and the codes sent to them.

use vermilion_model::fact::traffic::Purpose;
use vermilion_model::{Id, Invitation, Member, PlatformRole, Session, Time, Verification};

use super::accounts::word;
use crate::{Engine, Row, Sql, StoreFault};

macro_rules! member_columns {
    () => {
        "id, password, sealed, created_at, erased_at from member"
    };
}

static BY_EMAIL: Sql = Sql::both(concat!("select ", member_columns!(), " where email_digest = $1"));
static BY_ID: Sql = Sql::both(concat!("select ", member_columns!(), " where id = $1"));
static ROLES: Sql = Sql::both("select role from platform_role where member = $1 order by role");
static WITH_ROLE: Sql =
    Sql::both("select member from platform_role where role = $1 order by given_at, member limit 1000");
static SESSION: Sql = Sql::both(
    "select id, member, created_at, until, seen_at, proven_at, sealed from console_session \
     where digest = $1 and ended_at is null",
);
static SESSIONS: Sql = Sql::both(
    "select id, member, created_at, until, seen_at, proven_at, sealed from console_session \
     where member = $1 and ended_at is null \
     order by id desc limit 100",
);
static FAILURES: Sql = Sql::both("select failures, last_at from sign_in_failure where address = $1");
static VERIFICATION: Sql = Sql::both(
    "select id, code, created_at, expires_at, tries from verification \
     where address = $1 and purpose = 'registration' and spent_at is null \
     order by created_at desc, id desc limit 1",
);
static BY_LINK: Sql = Sql::both(
    "select id, address, expires_at from verification where code = $1 and purpose = 'password' \
     and spent_at is null",
);
static WITH_PHONE: Sql = Sql::both("select count(*) from member where phone_digest = $1");
static SENT_SINCE: Sql = Sql::both(
    "select created_at from verification where address = $1 and created_at > $2 and purpose = $3 \
     order by created_at desc limit 100",
);
static INVITATION: Sql = Sql::both(
    "select id, role, email_digest, sealed, expires_at from invitation where digest = $1 and spent_at is null \
     and account is null",
);

/// A member; address, phone and name are sealed under the member's key.
#[derive(Clone)]
pub struct MemberRow {
    /// The id.
    pub member: Id<Member>,
    /// Argon2id in PHC form.
    pub password: String,
    /// Address, phone, name.
    pub sealed: Vec<u8>,
    /// When they registered.
    pub created_at: Time,
    /// When they were erased.
    pub erased_at: Option<Time>,
}

impl std::fmt::Debug for MemberRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MemberRow({})", self.member)
    }
}

/// A living session of the console.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// The id.
    pub session: Id<Session>,
    /// Whose.
    pub member: Id<Member>,
    /// Since when.
    pub created_at: Time,
    /// At most until then.
    pub until: Time,
    /// When it was last used, to a minute.
    pub seen_at: Time,
    /// When whoever holds it last proved again who they are.
    pub proven_at: Option<Time>,
    /// From which device and address it was used last, sealed under the member's key; nothing before its first use.
    pub sealed: Option<Vec<u8>>,
}

/// The newest unspent code sent to an address.
#[derive(Debug, Clone)]
pub struct VerificationRow {
    /// The id.
    pub verification: Id<Verification>,
    /// Keyed digest of the code.
    pub code: Vec<u8>,
    /// When it was sent.
    pub created_at: Time,
    /// Until when it works.
    pub expires_at: Time,
    /// Wrong codes typed.
    pub tries: i64,
}

/// An invitation that was not accepted yet.
#[derive(Debug, Clone)]
pub struct InvitationRow {
    /// The id.
    pub invitation: Id<Invitation>,
    /// To become what.
    pub role: PlatformRole,
    /// Keyed digest of the invited address.
    pub email_digest: Vec<u8>,
    /// The invited address, sealed.
    pub sealed: Vec<u8>,
    /// Until when the link works.
    pub expires_at: Time,
}

fn member(row: &Row) -> Result<MemberRow, StoreFault> {
    Ok(MemberRow {
        member: row.id(0)?,
        password: row.text(1)?,
        sealed: row.blob(2)?,
        created_at: row.time(3)?,
        erased_at: row.opt_time(4)?,
    })
}

fn session(row: &Row) -> Result<SessionRow, StoreFault> {
    Ok(SessionRow {
        session: row.id(0)?,
        member: row.id(1)?,
        created_at: row.time(2)?,
        until: row.time(3)?,
        seen_at: row.time(4)?,
        proven_at: row.opt_time(5)?,
        sealed: row.opt_blob(6)?,
    })
}

impl Engine {
    /// The member who registered an address, given as a keyed digest.
    pub async fn member_by_email(&self, digest: &[u8]) -> Result<Option<MemberRow>, StoreFault> {
        self.read_one(&BY_EMAIL, &[digest.into()]).await?.as_ref().map(member).transpose()
    }

    /// One member.
    pub async fn member_by_id(&self, id: Id<Member>) -> Result<Option<MemberRow>, StoreFault> {
        self.read_one(&BY_ID, &[id.into()]).await?.as_ref().map(member).transpose()
    }

    /// A member's platform roles.
    pub async fn platform_roles(&self, member: Id<Member>) -> Result<Vec<PlatformRole>, StoreFault> {
        let rows = self.read(&ROLES, &[member.into()]).await?;
        rows.iter().map(|row| word(row, 0, PlatformRole::from_word)).collect()
    }

    /// The members with a platform role, at most a thousand.
    pub async fn members_with_role(&self, role: PlatformRole) -> Result<Vec<Id<Member>>, StoreFault> {
        self.read(&WITH_ROLE, &[role.word().into()]).await?.iter().map(|row| row.id(0)).collect()
    }

    /// The living session of a cookie, given as a keyed digest.
    pub async fn session_by_digest(&self, digest: &[u8]) -> Result<Option<SessionRow>, StoreFault> {
        self.read_one(&SESSION, &[digest.into()]).await?.as_ref().map(session).transpose()
    }

    /// A member's living sessions, the newest first.
    pub async fn sessions_of_member(&self, member: Id<Member>) -> Result<Vec<SessionRow>, StoreFault> {
        self.read(&SESSIONS, &[member.into()]).await?.iter().map(session).collect()
    }

    /// Failed sign-ins of an address since the last good one, and when the last was.
    pub async fn sign_in_failures(&self, address: &[u8]) -> Result<Option<(i64, Time)>, StoreFault> {
        let row = self.read_one(&FAILURES, &[address.into()]).await?;
        row.map(|row| Ok((row.int(0)?, row.time(1)?))).transpose()
    }

    /// The newest unspent code sent to an address, given as a keyed digest.
    pub async fn verification_by_address(
        &self,
        address: &[u8],
    ) -> Result<Option<VerificationRow>, StoreFault> {
        let row = self.read_one(&VERIFICATION, &[address.into()]).await?;
        row.map(|row| {
            Ok(VerificationRow {
                verification: row.id(0)?,
                code: row.blob(1)?,
                created_at: row.time(2)?,
                expires_at: row.time(3)?,
                tries: row.int(4)?,
            })
        })
        .transpose()
    }

    /// When codes for a purpose were sent to an address after a time, the newest first, at most a hundred.
    pub async fn verifications_since(
        &self,
        address: &[u8],
        purpose: Purpose,
        since: Time,
    ) -> Result<Vec<Time>, StoreFault> {
        let rows = self.read(&SENT_SINCE, &[address.into(), since.into(), purpose.word().into()]).await?;
        rows.iter().map(|row| row.time(0)).collect()
    }

    /// An unspent link to a new password, by its digest: the proof, the address' digest, its end.
    pub async fn password_link(
        &self,
        digest: &[u8],
    ) -> Result<Option<(Id<Verification>, Vec<u8>, Time)>, StoreFault> {
        let row = self.read_one(&BY_LINK, &[digest.into()]).await?;
        row.map(|row| Ok((row.id(0)?, row.blob(1)?, row.time(2)?))).transpose()
    }

    /// How many members have a phone number, given as a keyed digest.
    pub async fn members_with_phone(&self, digest: &[u8]) -> Result<i64, StoreFault> {
        let row = self.read_one(&WITH_PHONE, &[digest.into()]).await?;
        row.map_or(Ok(0), |row| row.int(0))
    }

    /// An unspent invitation by its link's digest.
    pub async fn invitation_by_digest(&self, digest: &[u8]) -> Result<Option<InvitationRow>, StoreFault> {
        let row = self.read_one(&INVITATION, &[digest.into()]).await?;
        row.map(|row| {
            Ok(InvitationRow {
                invitation: row.id(0)?,
                role: word(&row, 1, PlatformRole::from_word)?,
                email_digest: row.blob(2)?,
                sealed: row.blob(3)?,
                expires_at: row.time(4)?,
            })
        })
        .transpose()
    }
}
