//! Reads about development settings, and who fetched tokens or was turned away.

use vermilion_model::{AccountNo, SecretNo, Time, TokenKind};

use crate::{Engine, Row, Sql, StoreFault, Value};

static SETTING: Sql =
    Sql::both("select version, value, sealed, saved_at from setting where account = $1 and kind = $2");
static PLANS: Sql = Sql::both("select secret, retires_at from secret_plan where account = $1");
static DUE: Sql = Sql::both(
    "select p.account, p.secret from secret_plan p join secret s on s.account = p.account and s.no = p.secret \
     where p.retires_at <= $1 and s.retired_at is null order by p.retires_at limit 100",
);
static USES: Sql = Sql::both("select secret, day from secret_use where account = $1");
static STRANGERS: Sql = Sql::both(
    "select address, refused, count, first_at, last_at from stranger where account = $1 \
     order by account desc, last_at desc limit $2",
);
static FETCHES: Sql = Sql::both(
    "select step, kind, secret, forced, address, count, first_at, last_at from token_fetch \
     where account = $1 and (step, kind, secret, forced, address) < ($2, $3, $4, $5, $6) \
     order by step desc, kind desc, secret desc, forced desc, address desc limit $7",
);
static FETCHES_OF_SECRET: Sql = Sql::both(
    "select step, kind, secret, forced, address, count, first_at, last_at from token_fetch \
     where account = $1 and step >= $2 and secret = $3 order by step desc limit 100",
);
// The first one that came later: what displaced a token of that time.
static FETCH_AFTER: Sql = Sql::both(
    "select step, kind, secret, forced, address, count, first_at, last_at from token_fetch \
     where account = $1 and step >= $2 and kind = $3 and secret = $4 and forced >= $5 and last_at > $6 \
     order by step, last_at limit 1",
);

/// How long a step of [`FetchRow`] is, in milliseconds.
const STEP: i64 = 20_000;

/// One setting's row.
#[derive(Debug, Clone)]
pub struct SettingRow {
    /// Raised by every change.
    pub version: i64,
    /// What is no secret, as JSON.
    pub value: String,
    /// What is one.
    pub sealed: Option<Vec<u8>>,
    /// When it was saved.
    pub saved_at: Time,
}

/// Who fetched tokens: one row an account, step of twenty seconds, kind, secret and address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchRow {
    /// The step, counted from the epoch.
    pub step: i64,
    /// The kind of token.
    pub kind: TokenKind,
    /// By which secret.
    pub secret: SecretNo,
    /// Whether the one before was ended by it.
    pub forced: bool,
    /// From where.
    pub address: String,
    /// How often.
    pub count: u32,
    /// The first time within the step.
    pub first_at: Time,
    /// The last time.
    pub last_at: Time,
}

/// Where a page of fetches goes on: everything but the account that the rows' order looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FetchPlace {
    /// The step.
    pub step: i64,
    /// The kind's number.
    pub kind: u8,
    /// The secret.
    pub secret: SecretNo,
    /// 1 where it was forced.
    pub forced: u8,
    /// The address.
    pub address: String,
}

/// An address that is not on the allow-list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StrangerRow {
    /// Which.
    pub address: String,
    /// Whether it was refused, or only noted.
    pub refused: bool,
    /// How often.
    pub count: u32,
    /// The first time.
    pub first_at: Time,
    /// The last time.
    pub last_at: Time,
}

fn fetch(row: &Row) -> Result<FetchRow, StoreFault> {
    let kind = TokenKind::from_number(row.small(1)?)
        .ok_or(StoreFault::Shape { column: 1, expected: "a kind of token" })?;
    Ok(FetchRow {
        step: row.int(0)?,
        kind,
        secret: SecretNo(row.small(2)?),
        forced: row.int(3)? != 0,
        address: row.text(4)?,
        count: row.small(5)?,
        first_at: row.time(6)?,
        last_at: row.time(7)?,
    })
}

impl Engine {
    /// One setting of an account, by its kind's word.
    pub async fn setting_of_account(
        &self,
        account: AccountNo,
        kind: &str,
    ) -> Result<Option<SettingRow>, StoreFault> {
        let row = self.read_one(&SETTING, &[account.into(), kind.into()]).await?;
        row.map(|row| {
            Ok(SettingRow {
                version: row.int(0)?,
                value: row.text(1)?,
                sealed: row.opt_blob(2)?,
                saved_at: row.time(3)?,
            })
        })
        .transpose()
    }

    /// When which of an account's secrets will stop working.
    pub async fn secret_plans_of_account(
        &self,
        account: AccountNo,
    ) -> Result<Vec<(SecretNo, Time)>, StoreFault> {
        let rows = self.read(&PLANS, &[account.into()]).await?;
        rows.iter().map(|row| Ok((SecretNo(row.small(0)?), row.time(1)?))).collect()
    }

    /// Secrets whose planned end has come and was not recorded, at most a hundred.
    pub async fn secrets_due(&self, now: Time) -> Result<Vec<(AccountNo, SecretNo)>, StoreFault> {
        let rows = self.read(&DUE, &[now.into()]).await?;
        rows.iter().map(|row| Ok((AccountNo(row.small(0)?), SecretNo(row.small(1)?)))).collect()
    }

    /// The day on which each of an account's secrets was last used, from the epoch in the platform's zone.
    pub async fn secret_uses_of_account(
        &self,
        account: AccountNo,
    ) -> Result<Vec<(SecretNo, u32)>, StoreFault> {
        let rows = self.read(&USES, &[account.into()]).await?;
        rows.iter().map(|row| Ok((SecretNo(row.small(0)?), row.small(1)?))).collect()
    }

    /// Addresses not on an account's list that came lately, the last first.
    pub async fn strangers_of_account(
        &self,
        account: AccountNo,
        limit: i64,
    ) -> Result<Vec<StrangerRow>, StoreFault> {
        let rows = self.read(&STRANGERS, &[account.into(), limit.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(StrangerRow {
                    address: row.text(0)?,
                    refused: row.int(1)? != 0,
                    count: row.small(2)?,
                    first_at: row.time(3)?,
                    last_at: row.time(4)?,
                })
            })
            .collect()
    }

    /// Who fetched an account's tokens, the newest first, before a place, at most `limit`.
    pub async fn fetches_of_account(
        &self,
        account: AccountNo,
        before: Option<FetchPlace>,
        limit: i64,
    ) -> Result<Vec<FetchRow>, StoreFault> {
        let first =
            FetchPlace { step: i64::MAX, kind: 0, secret: SecretNo(0), forced: 0, address: String::new() };
        let at = before.unwrap_or(first);
        let params: [Value; 7] = [
            account.into(),
            at.step.into(),
            at.kind.into(),
            at.secret.into(),
            at.forced.into(),
            at.address.into(),
            limit.into(),
        ];
        self.read(&FETCHES, &params).await?.iter().map(fetch).collect()
    }

    /// What one secret fetched since a time, the newest hundred.
    pub async fn fetches_of_secret(
        &self,
        account: AccountNo,
        secret: SecretNo,
        since: Time,
    ) -> Result<Vec<FetchRow>, StoreFault> {
        let step = since.millis().div_euclid(STEP);
        let params: [Value; 3] = [account.into(), step.into(), secret.into()];
        self.read(&FETCHES_OF_SECRET, &params).await?.iter().map(fetch).collect()
    }

    /// The first fetch of one line of tokens after a token of it was issued.
    pub async fn fetch_after(
        &self,
        account: AccountNo,
        (kind, secret): (TokenKind, SecretNo),
        issued: Time,
    ) -> Result<Option<FetchRow>, StoreFault> {
        // A stable token is repeated at every fetch; only a forced one ends it.
        let forced = u8::from(kind == TokenKind::Stable);
        let step = issued.millis().div_euclid(STEP);
        let params: [Value; 6] =
            [account.into(), step.into(), kind.number().into(), secret.into(), forced.into(), issued.into()];
        self.read_one(&FETCH_AFTER, &params).await?.as_ref().map(fetch).transpose()
    }
}
