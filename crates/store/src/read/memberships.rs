//! Reads about who acts in an account.

use vermilion_model::{AccountNo, Id, Invitation, Member, Role, Time};

use super::accounts::word;
use crate::{Engine, Row, Sql, StoreFault};

static MEMBERS: Sql = Sql::both(
    "select member, role, since from membership where account = $1 and member > $2 order by member limit $3",
);
static OFFERS: Sql = Sql::both(
    "select id, account, role, email_digest, sealed, created_at, expires_at from invitation \
     where account = $1 and spent_at is null and withdrawn_at is null and expires_at > $2 \
     order by id desc limit 100",
);
static OFFER: Sql = Sql::both(
    "select id, account, role, email_digest, sealed, created_at, expires_at from invitation \
     where digest = $1 and account is not null and spent_at is null and withdrawn_at is null",
);

/// Somebody who acts in an account.
#[derive(Debug, Clone, Copy)]
pub struct ColleagueRow {
    /// Who.
    pub member: Id<Member>,
    /// With which role.
    pub role: Role,
    /// Since when.
    pub since: Time,
}

/// An invitation to an account that was not accepted yet.
#[derive(Debug, Clone)]
pub struct OfferRow {
    /// The id.
    pub invitation: Id<Invitation>,
    /// To which account.
    pub account: AccountNo,
    /// With which role.
    pub role: Role,
    /// Keyed digest of the invited address.
    pub email_digest: Vec<u8>,
    /// The invited address, sealed.
    pub sealed: Vec<u8>,
    /// When it was sent.
    pub created_at: Time,
    /// Until when the link works.
    pub expires_at: Time,
}

fn colleague(row: &Row) -> Result<ColleagueRow, StoreFault> {
    Ok(ColleagueRow { member: row.id(0)?, role: word(row, 1, Role::from_word)?, since: row.time(2)? })
}

fn offer(row: &Row) -> Result<OfferRow, StoreFault> {
    Ok(OfferRow {
        invitation: row.id(0)?,
        account: AccountNo(row.small(1)?),
        role: word(row, 2, Role::from_word)?,
        email_digest: row.blob(3)?,
        sealed: row.blob(4)?,
        created_at: row.time(5)?,
        expires_at: row.time(6)?,
    })
}

impl Engine {
    /// Who acts in an account, by id behind `after`, at most `limit`.
    pub async fn members_of_account(
        &self,
        account: AccountNo,
        after: Option<Id<Member>>,
        limit: i64,
    ) -> Result<Vec<ColleagueRow>, StoreFault> {
        let after = after.map_or_else(Vec::new, |id| id.bytes().to_vec());
        let rows = self.read(&MEMBERS, &[account.into(), after.into(), limit.into()]).await?;
        rows.iter().map(colleague).collect()
    }

    /// Invitations to an account that still work, the newest first, at most a hundred.
    pub async fn offers_of_account(
        &self,
        account: AccountNo,
        now: Time,
    ) -> Result<Vec<OfferRow>, StoreFault> {
        self.read(&OFFERS, &[account.into(), now.into()]).await?.iter().map(offer).collect()
    }

    /// An unspent invitation to an account by its link's digest.
    pub async fn offer_by_digest(&self, digest: &[u8]) -> Result<Option<OfferRow>, StoreFault> {
        self.read_one(&OFFER, &[digest.into()]).await?.as_ref().map(offer).transpose()
    }
}
