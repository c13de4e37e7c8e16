//! Reads about codes spent and stable tokens.

use vermilion_model::fact::Pair;
use vermilion_model::fact::traffic::StableRenewed;
use vermilion_model::{AccountNo, Ordinal, SecretNo, Time};

use crate::{Engine, Row, Sql, StoreFault, Value};

static BY_SERIAL: Sql = Sql::both("select serial, key, account, usr, at, kind from login where serial = $1");
static BY_USER: Sql = Sql::both(
    "select serial, key, account, usr, at, kind from login where account = $1 and usr = $2 and kind <= 1 \
     order by at desc, serial desc limit 1",
);
static AFTER: Sql = Sql::both(
    "select serial, key, account, usr, at, kind from login where serial > $1 order by serial limit $2",
);
static STABLE: Sql = Sql::both("select epoch, issued, key from stable where account = $1 and secret = $2");

/// A code that was spent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SpentRow {
    /// Its serial.
    pub serial: i64,
    /// The number of the session key's key.
    pub key: u8,
    /// The pair it was spent for.
    pub pair: Pair,
    /// When.
    pub at: Time,
    /// The kind of code; 0 is a reset of the session key, 1 a login.
    pub kind: u8,
}

fn spent(row: &Row) -> Result<SpentRow, StoreFault> {
    Ok(SpentRow {
        serial: row.int(0)?,
        key: row.small(1)?,
        pair: Pair { account: AccountNo(row.small(2)?), ordinal: Ordinal(row.small(3)?) },
        at: row.time(4)?,
        kind: row.small(5)?,
    })
}

impl Engine {
    /// A spent code by its serial.
    pub async fn login_by_serial(&self, serial: i64) -> Result<Option<SpentRow>, StoreFault> {
        self.read_one(&BY_SERIAL, &[serial.into()]).await?.as_ref().map(spent).transpose()
    }

    /// The newest login or reset of a pair; PostgreSQL has an index for it, SQLite reads the table.
    pub async fn session_by_user(&self, pair: Pair) -> Result<Option<SpentRow>, StoreFault> {
        let params: [Value; 2] = [pair.account.into(), pair.ordinal.into()];
        self.read_one(&BY_USER, &params).await?.as_ref().map(spent).transpose()
    }

    /// Spent codes after a serial, rising, at most `limit`.
    pub async fn logins_after(&self, serial: i64, limit: i64) -> Result<Vec<SpentRow>, StoreFault> {
        self.read(&AFTER, &[serial.into(), limit.into()]).await?.iter().map(spent).collect()
    }

    /// What the stable token of a secret is derived from.
    pub async fn stable_of_secret(
        &self,
        account: AccountNo,
        secret: SecretNo,
    ) -> Result<Option<StableRenewed>, StoreFault> {
        let params: [Value; 2] = [account.into(), secret.into()];
        let row = self.read_one(&STABLE, &params).await?;
        row.map(|row| {
            let (epoch, issued, key) = (row.small(0)?, row.int(1)?, row.small(2)?);
            Ok(StableRenewed { account, secret, epoch, before: 0, issued, key })
        })
        .transpose()
    }
}
