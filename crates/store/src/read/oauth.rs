//! Reads about web authorizations.

use vermilion_model::{AccountNo, OAuthScope, Ordinal, SecretNo, Time};

use crate::{Engine, Row, Sql, StoreFault};

static BY_SERIAL: Sql = Sql::both(
    "select account, ordinal, scope, secret, refresh_key, created_at, key, issued, until, ended_at \
     from oauth_grant where serial = $1",
);

/// A web authorization, as its row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OAuthRow {
    /// The serial of the code that it began with.
    pub serial: i64,
    /// Whose tokens.
    pub account: AccountNo,
    /// About whom.
    pub ordinal: Ordinal,
    /// What they show.
    pub scope: OAuthScope,
    /// The secret that fetched them.
    pub secret: SecretNo,
    /// The number of the refresh token's key.
    pub refresh_key: u8,
    /// When it began; the refresh token's life counts from here.
    pub created_at: Time,
    /// The number of the access token's key.
    pub key: u8,
    /// When the access token was issued.
    pub issued: Time,
    /// Until when the access token lives.
    pub until: Time,
    /// When the user, or the host app, ended it.
    pub ended_at: Option<Time>,
}

impl OAuthRow {
    fn from_row(serial: i64, row: &Row) -> Result<OAuthRow, StoreFault> {
        let scope = OAuthScope::from_number(row.small(2)?);
        Ok(OAuthRow {
            serial,
            account: AccountNo(row.small(0)?),
            ordinal: Ordinal(row.small(1)?),
            scope: scope.ok_or(StoreFault::Shape { column: 2, expected: "an OAuth scope" })?,
            secret: SecretNo(row.small(3)?),
            refresh_key: row.small(4)?,
            created_at: row.time(5)?,
            key: row.small(6)?,
            issued: row.time(7)?,
            until: row.time(8)?,
            ended_at: row.opt_time(9)?,
        })
    }
}

impl Engine {
    /// A web authorization by its code's serial.
    pub async fn oauth_by_serial(&self, serial: i64) -> Result<Option<OAuthRow>, StoreFault> {
        let row = self.read_one(&BY_SERIAL, &[serial.into()]).await?;
        row.map(|row| OAuthRow::from_row(serial, &row)).transpose()
    }
}
