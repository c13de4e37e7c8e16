//! Reads about authorizations and their revisions.

use std::collections::HashMap;

use vermilion_model::{
    AccountNo, Authorization, Capabilities, CapabilityNo, Case, CodedReason, Giver, Id, InEffect, Member,
    Offered, Pending, Revision, Time,
};

use super::cases::json;
use crate::{Engine, Row, Sql, StoreFault};

macro_rules! columns {
    () => {
        "a.id, a.account, a.giver, a.version, a.revisions, a.effective_revision, a.effective_at, a.until, \
         a.pending_revision, a.pending_case, a.created_at, a.revoked_at, r.capabilities, \
         r.until, a.suspended_at \
         from authz a left join revision r on r.id = a.pending_revision"
    };
}

static BY_ID: Sql = Sql::both(concat!("select ", columns!(), " where a.id = $1"));
static OF_ACCOUNT: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where a.account = $1 and a.giver = 0 and a.id > $2 order by a.id limit $3"
));
// Those that one account gave, or received from others.
static GIVEN: Sql =
    Sql::both(concat!("select ", columns!(), " where a.giver = $1 and a.id > $2 order by a.id limit $3"));
static RECEIVED: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where a.account = $1 and a.giver <> 0 and a.id > $2 order by a.id limit $3"
));
// Those of everybody that nobody revoked.
static LIVING: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where a.revoked_at is null and a.id > $1 order by a.id limit $2"
));
static CAPABILITIES_BETWEEN: Sql =
    Sql::both("select authz, capability from authz_capability where authz > $1 and authz <= $2");
static CAPABILITIES_GIVEN: Sql = Sql::both(
    "select c.authz, c.capability from authz a join authz_capability c on c.authz = a.id where a.giver = $1",
);
static CAPABILITIES_OF: Sql =
    Sql::both("select capability from authz_capability where authz = $1 order by capability");
static CAPABILITIES_OF_ACCOUNT: Sql = Sql::both(
    "select c.authz, c.capability from authz a join authz_capability c on c.authz = a.id where a.account = $1",
);
// The newest case says how it stands; an appeal that was taken back or left says nothing.
macro_rules! revision_columns {
    () => {
        "r.id, r.authz, r.number, r.capabilities, r.until, r.sealed, r.submitted_at, r.submitted_by, r.outcome, \
         r.decided_at, c.id, c.due_at, c.reasons, c.sealed_text, c.asked_at, c.opened_at \
         from revision r left join review_case c on c.id = (select k.id from review_case k \
           where k.revision = r.id and (k.appeal_of is null or k.state not in ('withdrawn', 'lapsed')) \
           order by k.id desc limit 1)"
    };
}

static REVISIONS: Sql = Sql::both(concat!(
    "select ",
    revision_columns!(),
    " where r.authz = $1 order by r.number desc limit 100"
));
// The newest, which may wait, and the one before it, which was decided.
static NEWEST_REVISIONS: Sql = Sql::both(concat!(
    "select ",
    revision_columns!(),
    " join authz a on a.id = r.authz where a.account = $1 and a.giver = 0 and a.id > $2 and r.number >= a.revisions - 1 \
     order by r.authz, r.number desc limit $3"
));

/// An authorization with the times its page shows.
#[derive(Debug, Clone)]
pub struct AuthorizationRow {
    /// As the model steps it.
    pub authorization: Authorization,
    /// When the effective revision was approved.
    pub effective_at: Option<Time>,
    /// When it was made.
    pub created_at: Time,
}

/// One submission; its document is sealed under the account's key.
#[derive(Debug, Clone)]
pub struct RevisionRow {
    /// Its id.
    pub revision: Id<Revision>,
    /// Of which authorization.
    pub authorization: Id<Authorization>,
    /// Its number within the authorization.
    pub number: u32,
    /// What it asked for.
    pub capabilities: Capabilities,
    /// Until when.
    pub until: Option<Time>,
    /// The document, sealed.
    pub sealed: Vec<u8>,
    /// When it was submitted.
    pub submitted_at: Time,
    /// By whom.
    pub submitted_by: Id<Member>,
    /// `approved`, `rejected`, `withdrawn`, `lapsed`; nothing while it waits.
    pub outcome: Option<String>,
    /// When that was.
    pub decided_at: Option<Time>,
    /// The case about it; nothing where nobody reviews.
    pub case: Option<RevisionCase>,
}

/// What the applicant may know of the case about a submission.
#[derive(Debug, Clone)]
pub struct RevisionCase {
    /// Its id.
    pub case: Id<Case>,
    /// When it must be decided.
    pub due_at: Time,
    /// Why it was rejected.
    pub reasons: Vec<CodedReason>,
    /// The reviewer's words, sealed.
    pub sealed_text: Option<Vec<u8>>,
    /// Since when it waits for the applicant.
    pub asked_at: Option<Time>,
    /// When it came to the desk.
    pub opened_at: Time,
}

pub(super) fn capability_list(row: &Row, column: usize) -> Result<Capabilities, StoreFault> {
    serde_json::from_str(&row.text(column)?)
        .map_err(|_| StoreFault::Shape { column, expected: "a list of capabilities" })
}

fn authorization(row: &Row, held: Capabilities) -> Result<AuthorizationRow, StoreFault> {
    let until = row.opt_time(7)?;
    let effective = row.opt_id(5)?.map(|revision| InEffect { revision, capabilities: held, until });
    let (mut pending, mut offered) = (None, None);
    if let Some(revision) = row.opt_id(8)? {
        let capabilities = capability_list(row, 12)?;
        match row.opt_id(9)? {
            Some(case) => pending = Some(Pending { revision, case, capabilities }),
            None => offered = Some(Offered { revision, capabilities, until: row.opt_time(13)? }),
        }
    }
    Ok(AuthorizationRow {
        authorization: Authorization {
            id: row.id(0)?,
            account: AccountNo(row.small(1)?),
            giver: Giver::from_number(row.small(2)?),
            version: row.int(3)?,
            revisions: row.small(4)?,
            effective,
            pending,
            offered,
            suspended_at: row.opt_time(14)?,
            revoked_at: row.opt_time(11)?,
        },
        effective_at: row.opt_time(6)?,
        created_at: row.time(10)?,
    })
}

fn held(rows: &[Row]) -> Result<HashMap<Id<Authorization>, Capabilities>, StoreFault> {
    let mut held: HashMap<Id<Authorization>, Capabilities> = HashMap::new();
    for row in rows {
        let set = held.entry(row.id(0)?).or_default();
        *set = set.and(Capabilities::one(CapabilityNo(row.small(1)?)));
    }
    Ok(held)
}

fn revision(row: &Row) -> Result<RevisionRow, StoreFault> {
    Ok(RevisionRow {
        revision: row.id(0)?,
        authorization: row.id(1)?,
        number: row.small(2)?,
        capabilities: capability_list(row, 3)?,
        until: row.opt_time(4)?,
        sealed: row.blob(5)?,
        submitted_at: row.time(6)?,
        submitted_by: row.id(7)?,
        outcome: row.opt_text(8)?,
        decided_at: row.opt_time(9)?,
        case: row.opt_id(10)?.map(|case| revision_case(row, case)).transpose()?,
    })
}

fn revision_case(row: &Row, case: Id<Case>) -> Result<RevisionCase, StoreFault> {
    Ok(RevisionCase {
        case,
        due_at: row.time(11)?,
        reasons: row.opt_text(12)?.map_or(Ok(Vec::new()), |text| json(&text, 12))?,
        sealed_text: row.opt_blob(13)?.filter(|text| !text.is_empty()),
        asked_at: row.opt_time(14)?,
        opened_at: row.time(15)?,
    })
}

impl Engine {
    /// One authorization.
    pub async fn authorization_by_id(
        &self,
        id: Id<Authorization>,
    ) -> Result<Option<AuthorizationRow>, StoreFault> {
        let mut snapshot = self.snapshot().await?;
        let rows = snapshot.read(&BY_ID, &[id.into()]).await?;
        let Some(row) = rows.first() else { return Ok(None) };
        let held = snapshot.read(&CAPABILITIES_OF, &[id.into()]).await?;
        let held = held
            .iter()
            .map(|row| row.small(0).map(CapabilityNo))
            .collect::<Result<Capabilities, StoreFault>>()?;
        authorization(row, held).map(Some)
    }

    /// What the platform granted an account, after one, oldest first, at most `limit`.
    pub async fn authorizations_of_account(
        &self,
        account: AccountNo,
        after: Option<Id<Authorization>>,
        limit: i64,
    ) -> Result<Vec<AuthorizationRow>, StoreFault> {
        self.many((&OF_ACCOUNT, &CAPABILITIES_OF_ACCOUNT), account, (after, limit)).await
    }

    /// What an account gave to others after one, oldest first, at most `limit`.
    pub async fn delegations_given(
        &self,
        giver: AccountNo,
        after: Option<Id<Authorization>>,
        limit: i64,
    ) -> Result<Vec<AuthorizationRow>, StoreFault> {
        self.many((&GIVEN, &CAPABILITIES_GIVEN), giver, (after, limit)).await
    }

    /// What an account received from others after one, oldest first, at most `limit`.
    pub async fn delegations_received(
        &self,
        account: AccountNo,
        after: Option<Id<Authorization>>,
        limit: i64,
    ) -> Result<Vec<AuthorizationRow>, StoreFault> {
        self.many((&RECEIVED, &CAPABILITIES_OF_ACCOUNT), account, (after, limit)).await
    }

    /// Every authorization of everybody that nobody revoked, after one, by id, at most `limit`.
    pub async fn authorizations_after(
        &self,
        after: Option<Id<Authorization>>,
        limit: i64,
    ) -> Result<Vec<AuthorizationRow>, StoreFault> {
        let after = after.unwrap_or(Id::from_bytes([0; 16]));
        let mut snapshot = self.snapshot().await?;
        let rows = snapshot.read(&LIVING, &[after.into(), limit.into()]).await?;
        let Some(last) = rows.last() else { return Ok(Vec::new()) };
        let last: Id<Authorization> = last.id(0)?;
        let held = held(&snapshot.read(&CAPABILITIES_BETWEEN, &[after.into(), last.into()]).await?)?;
        rows.iter()
            .map(|row| authorization(row, held.get(&row.id(0)?).copied().unwrap_or_default()))
            .collect()
    }

    async fn many(
        &self,
        (rows, capabilities): (&'static Sql, &'static Sql),
        account: AccountNo,
        (after, limit): (Option<Id<Authorization>>, i64),
    ) -> Result<Vec<AuthorizationRow>, StoreFault> {
        let after = after.unwrap_or(Id::from_bytes([0; 16]));
        let mut snapshot = self.snapshot().await?;
        let rows = snapshot.read(rows, &[account.into(), after.into(), limit.into()]).await?;
        let held = held(&snapshot.read(capabilities, &[account.into()]).await?)?;
        rows.iter()
            .map(|row| authorization(row, held.get(&row.id(0)?).copied().unwrap_or_default()))
            .collect()
    }

    /// Every submission of an authorization, the newest first.
    pub async fn revisions_of_authorization(
        &self,
        id: Id<Authorization>,
    ) -> Result<Vec<RevisionRow>, StoreFault> {
        self.read(&REVISIONS, &[id.into()]).await?.iter().map(revision).collect()
    }

    /// Of each of an account's authorizations after one, the two newest submissions, the newest first;
    /// of at most `limit` authorizations.
    pub async fn newest_revisions_of_account(
        &self,
        account: AccountNo,
        after: Option<Id<Authorization>>,
        limit: i64,
    ) -> Result<Vec<RevisionRow>, StoreFault> {
        let after = after.unwrap_or(Id::from_bytes([0; 16]));
        let params = [account.into(), after.into(), limit.saturating_mul(2).into()];
        self.read(&NEWEST_REVISIONS, &params).await?.iter().map(revision).collect()
    }
}
