//! Reads about host apps, users and what users allowed.

use vermilion_model::{AccountNo, HostApp, Id, Ordinal, Scope, Time, User};

use crate::{Engine, Row, Sql, StoreFault, Value};

macro_rules! user_columns {
    () => {
        "id, host_app, sealed, created_at, closed_at, erased_at from usr"
    };
}

static HOST_APPS: Sql = Sql::both("select id, name, created_at from host_app order by id limit 1000");
static HOST_APP: Sql = Sql::both("select id, name, created_at from host_app where id = $1");
static KEYS: Sql = Sql::both(
    "select number, created_at, revoked_at from host_key where host_app = $1 order by number desc limit 100",
);
static LISTED: Sql = Sql::both("select account from listing where host_app = $1 order by account limit 1000");
static LAST_KEY: Sql = Sql::both("select coalesce(max(number), 0) from host_key where host_app = $1");
static USER_BY_ID: Sql = Sql::both(concat!("select ", user_columns!(), " where id = $1"));
static USER_BY_EXTERNAL: Sql =
    Sql::both(concat!("select ", user_columns!(), " where host_app = $1 and external_digest = $2"));
static LAST_ERASURE: Sql = Sql::both(
    "select max(at) from (select max(erased_at) as at from usr where erased_at is not null \
     union all select max(erased_at) as at from account where erased_at is not null) e",
);
static ORDINAL: Sql = Sql::both("select ordinal from pair where account = $1 and usr = $2");
static USER_OF_PAIR: Sql = Sql::both("select usr from pair where account = $1 and ordinal = $2");
static PAIRS: Sql = Sql::both("select account, ordinal from pair where usr = $1 order by account");
static CONSENTS: Sql = Sql::both(
    "select account, ordinal, scope, notice, granted_at, withdrawn_at from consent where usr = $1 \
     order by account, scope limit 1000",
);

/// A host app.
#[derive(Debug, Clone)]
pub struct HostAppRow {
    /// Its id.
    pub host_app: Id<HostApp>,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created_at: Time,
}

/// A key of a host app, without its digest.
#[derive(Debug, Clone)]
pub struct HostKeyRow {
    /// Its number within the host app.
    pub number: u32,
    /// When it was made.
    pub created_at: Time,
    /// When it stopped working.
    pub revoked_at: Option<Time>,
}

/// A user; what is personal is sealed under the user's key.
#[derive(Debug, Clone)]
pub struct UserRow {
    /// The id.
    pub user: Id<User>,
    /// Whose user.
    pub host_app: Id<HostApp>,
    /// The host app's own id, phone, nickname, avatar: sealed.
    pub sealed: Vec<u8>,
    /// When the user was made.
    pub created_at: Time,
    /// When the host app closed the user.
    pub closed_at: Option<Time>,
    /// When the user was erased.
    pub erased_at: Option<Time>,
}

/// What a user allowed one account.
#[derive(Debug, Clone)]
pub struct ConsentRow {
    /// Whom.
    pub account: AccountNo,
    /// The user's number there.
    pub ordinal: Ordinal,
    /// What.
    pub scope: Scope,
    /// Under which notice.
    pub notice: u32,
    /// Since when.
    pub granted_at: Time,
    /// When it was withdrawn.
    pub withdrawn_at: Option<Time>,
}

impl HostAppRow {
    fn from_row(row: &Row) -> Result<HostAppRow, StoreFault> {
        Ok(HostAppRow { host_app: row.id(0)?, name: row.text(1)?, created_at: row.time(2)? })
    }
}

impl UserRow {
    fn from_row(row: &Row) -> Result<UserRow, StoreFault> {
        Ok(UserRow {
            user: row.id(0)?,
            host_app: row.id(1)?,
            sealed: row.blob(2)?,
            created_at: row.time(3)?,
            closed_at: row.opt_time(4)?,
            erased_at: row.opt_time(5)?,
        })
    }
}

pub(super) fn scope(row: &Row, column: usize) -> Result<Scope, StoreFault> {
    Scope::from_number(row.small(column)?).ok_or(StoreFault::Shape { column, expected: "a scope" })
}

impl Engine {
    /// Every host app.
    pub async fn host_apps(&self) -> Result<Vec<HostAppRow>, StoreFault> {
        self.read(&HOST_APPS, &[]).await?.iter().map(HostAppRow::from_row).collect()
    }

    /// One host app.
    pub async fn host_app_by_id(&self, host_app: Id<HostApp>) -> Result<Option<HostAppRow>, StoreFault> {
        self.read_one(&HOST_APP, &[host_app.into()]).await?.as_ref().map(HostAppRow::from_row).transpose()
    }

    /// A host app's keys, the newest first.
    pub async fn keys_of_host_app(&self, host_app: Id<HostApp>) -> Result<Vec<HostKeyRow>, StoreFault> {
        let key = |row: &Row| {
            Ok(HostKeyRow { number: row.small(0)?, created_at: row.time(1)?, revoked_at: row.opt_time(2)? })
        };
        self.read(&KEYS, &[host_app.into()]).await?.iter().map(key).collect()
    }

    /// The accounts that may run in a host app.
    pub async fn accounts_in_host_app(&self, host_app: Id<HostApp>) -> Result<Vec<AccountNo>, StoreFault> {
        self.read(&LISTED, &[host_app.into()]).await?.iter().map(|row| row.small(0).map(AccountNo)).collect()
    }

    /// The highest key number a host app ever had; 0 for none.
    pub async fn last_host_key(&self, host_app: Id<HostApp>) -> Result<u32, StoreFault> {
        self.read_one(&LAST_KEY, &[host_app.into()]).await?.map_or(Ok(0), |row| row.small(0))
    }

    /// One user.
    pub async fn user_by_id(&self, user: Id<User>) -> Result<Option<UserRow>, StoreFault> {
        self.read_one(&USER_BY_ID, &[user.into()]).await?.as_ref().map(UserRow::from_row).transpose()
    }

    /// The user a host app knows by its own id, given as a keyed digest.
    pub async fn user_by_external(
        &self,
        host_app: Id<HostApp>,
        digest: &[u8],
    ) -> Result<Option<UserRow>, StoreFault> {
        let params: [Value; 2] = [host_app.into(), digest.into()];
        self.read_one(&USER_BY_EXTERNAL, &params).await?.as_ref().map(UserRow::from_row).transpose()
    }

    /// When a user was last erased.
    pub async fn last_erasure(&self) -> Result<Option<Time>, StoreFault> {
        self.read_one(&LAST_ERASURE, &[]).await?.map_or(Ok(None), |row| row.opt_time(0))
    }

    /// A user's number within an account, once there is one.
    pub async fn ordinal_of_pair(
        &self,
        account: AccountNo,
        user: Id<User>,
    ) -> Result<Option<Ordinal>, StoreFault> {
        let params: [Value; 2] = [account.into(), user.into()];
        self.read_one(&ORDINAL, &params).await?.map(|row| row.small(0).map(Ordinal)).transpose()
    }

    /// Who stands behind a number within an account.
    pub async fn user_of_pair(
        &self,
        account: AccountNo,
        ordinal: Ordinal,
    ) -> Result<Option<Id<User>>, StoreFault> {
        let params: [Value; 2] = [account.into(), ordinal.into()];
        self.read_one(&USER_OF_PAIR, &params).await?.map(|row| row.id(0)).transpose()
    }

    /// Every account a user logged in to, with the user's number there.
    pub async fn pairs_of_user(
        &self,
        user: Id<User>,
    ) -> Result<Vec<vermilion_model::fact::Pair>, StoreFault> {
        let rows = self.read(&PAIRS, &[user.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(vermilion_model::fact::Pair {
                    account: AccountNo(row.small(0)?),
                    ordinal: Ordinal(row.small(1)?),
                })
            })
            .collect()
    }

    /// Everything a user ever allowed.
    pub async fn consents_of_user(&self, user: Id<User>) -> Result<Vec<ConsentRow>, StoreFault> {
        let rows = self.read(&CONSENTS, &[user.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(ConsentRow {
                    account: AccountNo(row.small(0)?),
                    ordinal: Ordinal(row.small(1)?),
                    scope: scope(row, 2)?,
                    notice: row.small(3)?,
                    granted_at: row.time(4)?,
                    withdrawn_at: row.opt_time(5)?,
                })
            })
            .collect()
    }
}
