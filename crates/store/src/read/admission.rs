//! Reads about who may register.

use vermilion_model::{Id, RegistrationInvitation, Time};

use crate::{Engine, Row, Sql, StoreFault};

macro_rules! columns {
    () => {
        "id, email_digest, sealed, uses, used, created_at, expires_at, withdrawn_at from registration_invitation"
    };
}

static BY_DIGEST: Sql = Sql::both(concat!("select ", columns!(), " where digest = $1"));
static BY_ID: Sql = Sql::both(concat!("select ", columns!(), " where id = $1"));
static NEWEST: Sql = Sql::both(concat!("select ", columns!(), " where id < $1 order by id desc limit $2"));

/// An invitation to register.
#[derive(Clone)]
pub struct RegistrationInvitationRow {
    /// The id.
    pub invitation: Id<RegistrationInvitation>,
    /// Keyed digest of the only address that may register by it, where it is for one.
    pub email_digest: Option<Vec<u8>>,
    /// That address and the operator's note, sealed; empty once it is used up or taken back.
    pub sealed: Vec<u8>,
    /// How many may register by it.
    pub uses: u32,
    /// How many did.
    pub used: u32,
    /// When it was made.
    pub created_at: Time,
    /// Until when it works.
    pub expires_at: Time,
    /// When it was taken back.
    pub withdrawn_at: Option<Time>,
}

impl std::fmt::Debug for RegistrationInvitationRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RegistrationInvitationRow({})", self.invitation)
    }
}

fn invitation(row: &Row) -> Result<RegistrationInvitationRow, StoreFault> {
    Ok(RegistrationInvitationRow {
        invitation: row.id(0)?,
        email_digest: row.opt_blob(1)?,
        sealed: row.blob(2)?,
        uses: row.small(3)?,
        used: row.small(4)?,
        created_at: row.time(5)?,
        expires_at: row.time(6)?,
        withdrawn_at: row.opt_time(7)?,
    })
}

impl Engine {
    /// An invitation to register by its code's digest, whether it works or not.
    pub async fn registration_invitation_by_digest(
        &self,
        digest: &[u8],
    ) -> Result<Option<RegistrationInvitationRow>, StoreFault> {
        self.read_one(&BY_DIGEST, &[digest.into()]).await?.as_ref().map(invitation).transpose()
    }

    /// An invitation to register, whether it works or not.
    pub async fn registration_invitation_by_id(
        &self,
        id: Id<RegistrationInvitation>,
    ) -> Result<Option<RegistrationInvitationRow>, StoreFault> {
        self.read_one(&BY_ID, &[id.into()]).await?.as_ref().map(invitation).transpose()
    }

    /// Invitations to register, the newest first, behind `after`, at most `limit`.
    pub async fn registration_invitations(
        &self,
        after: Option<Id<RegistrationInvitation>>,
        limit: i64,
    ) -> Result<Vec<RegistrationInvitationRow>, StoreFault> {
        let after = after.map_or_else(|| vec![0xff; 16], |id| id.bytes().to_vec());
        let rows = self.read(&NEWEST, &[after.into(), limit.into()]).await?;
        rows.iter().map(invitation).collect()
    }
}
