//! Reads about accounts and their secrets.

use vermilion_model::{
    AccountNo, AccountType, AppId, Id, Member, Petition, ProfilePolicy, Role, SecretNo, Standing,
    SubjectType, Time,
};

use crate::{Engine, Row, Sql, StoreFault, Value};

macro_rules! columns {
    () => {
        "no, app_id, type, owner, sealed, version, last_secret, created_at, secrets_frozen_at, suspended_at, closed_at, \
         frozen_at, closing_at, closing_until, erased_at, subject_type, subject, verified_at, verified_until, \
         verification, suspended_reason"
    };
}

static BY_APP_ID: Sql = Sql::both(concat!("select ", columns!(), " from account where app_id = $1"));
static BY_NO: Sql = Sql::both(concat!("select ", columns!(), " from account where no = $1"));
static BY_NAME: Sql =
    Sql::both("select a.app_id from held_name h join account a on a.no = h.account where h.digest = $1");
static AFTER: Sql =
    Sql::both(concat!("select ", columns!(), " from account where app_id > $1 order by app_id limit $2"));
static OF_TYPE: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " from account where type = $3 and app_id > $1 order by app_id limit $2"
));
// Each standing as `AccountState::standing` has it, by an index of its own; most accounts are in good standing.
static GOOD: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " from account where suspended_at is null and closed_at is null and closing_until is null \
     and frozen_at is null and pending_since is null and app_id > $1 order by app_id limit $2"
));
static GOOD_OF_TYPE: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " from account where suspended_at is null and closed_at is null and closing_until is null \
     and frozen_at is null and pending_since is null and type = $3 and app_id > $1 order by app_id limit $2"
));
static FROZEN: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " from account where frozen_at is not null and closing_until is null and suspended_at is null and closed_at is null \
     and pending_since is null and app_id > $1 and ($3 = '' or type = $3) order by app_id limit $2"
));
static PENDING: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " from account where pending_since is not null and closing_until is null and suspended_at is null \
     and closed_at is null and app_id > $1 and ($3 = '' or type = $3) order by app_id limit $2"
));
static TO_CLOSE: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " from account where closing_until is not null and suspended_at is null and closed_at is null \
     and app_id > $1 and ($3 = '' or type = $3) order by app_id limit $2"
));
static SUSPENDED: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " from account where suspended_at is not null and closed_at is null \
     and app_id > $1 and ($3 = '' or type = $3) order by app_id limit $2"
));
static CLOSED: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " from account where closed_at is not null \
     and app_id > $1 and ($3 = '' or type = $3) order by app_id limit $2"
));
static CLOSING: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " from account where closing_until is not null and closing_until <= $1 and erased_at is null \
     order by closing_until limit $2"
));
static BOUND: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    ", since from binding b join account on no = b.account where b.open = $1 and app_id > $2 \
     order by app_id limit $3"
));
static COUNT_BOUND: Sql = Sql::both("select count(*) from binding where open = $1");
static ROLES_OF_MEMBER: Sql =
    Sql::both("select account, role from membership where member = $1 order by account limit 1000");
static ROLE: Sql = Sql::both("select role from membership where account = $1 and member = $2");
static ADMINISTRATORS: Sql = Sql::both(
    "select member from membership where account = $1 and role = 'administrator' order by member limit 100",
);
static SECRETS: Sql = Sql::both(
    "select no, name, created_at, retired_at from secret where account = $1 order by no desc limit 100",
);

/// An account as its row has it; name and introduction are sealed under its own key.
#[derive(Debug, Clone)]
pub struct AccountRow {
    /// Its number.
    pub account: AccountNo,
    /// Its AppID.
    pub app_id: AppId,
    /// Its type.
    pub account_type: AccountType,
    /// Under which id its key stands.
    pub owner: [u8; 16],
    /// Name and introduction, sealed.
    pub sealed: Vec<u8>,
    /// Raised by every change.
    pub version: i64,
    /// The highest secret number given.
    pub last_secret: SecretNo,
    /// When it was opened.
    pub created_at: Time,
    /// When its secrets were frozen.
    pub secrets_frozen_at: Option<Time>,
    /// When the platform stopped it.
    pub suspended_at: Option<Time>,
    /// Why, by code; nothing where it was stopped before reasons were kept here.
    pub suspended_reason: Option<String>,
    /// When its owner closed it.
    pub closed_at: Option<Time>,
    /// When its owner froze it.
    pub frozen_at: Option<Time>,
    /// When its owner began to close it, and when it will be closed.
    pub closing: Option<(Time, Time)>,
    /// When it was erased: nothing sealed of it opens any more (I10).
    pub erased_at: Option<Time>,
    /// Who stands behind it, once verified.
    pub subject: Option<VerifiedSubject>,
}

/// A verified subject 主体 of an account.
#[derive(Debug, Clone)]
pub struct VerifiedSubject {
    /// Of which type.
    pub subject_type: SubjectType,
    /// Keyed digest of type and code: equal for accounts of one subject.
    pub digest: Vec<u8>,
    /// When it was verified.
    pub since: Time,
    /// Until when that holds.
    pub until: Time,
    /// What was submitted.
    pub petition: Id<Petition>,
}

/// One of an account's secrets, without its digest.
#[derive(Debug, Clone)]
pub struct SecretRow {
    /// Its number.
    pub secret: SecretNo,
    /// What the owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: Time,
    /// When it died.
    pub retired_at: Option<Time>,
}

impl AccountRow {
    fn from_row(row: &Row) -> Result<AccountRow, StoreFault> {
        Ok(AccountRow {
            account: AccountNo(row.small(0)?),
            app_id: app_id(row, 1)?,
            account_type: word(row, 2, AccountType::from_word)?,
            owner: row.array(3)?,
            sealed: row.blob(4)?,
            version: row.int(5)?,
            last_secret: SecretNo(row.small(6)?),
            created_at: row.time(7)?,
            secrets_frozen_at: row.opt_time(8)?,
            suspended_at: row.opt_time(9)?,
            suspended_reason: row.opt_text(20)?,
            closed_at: row.opt_time(10)?,
            frozen_at: row.opt_time(11)?,
            closing: row.opt_time(12)?.zip(row.opt_time(13)?),
            erased_at: row.opt_time(14)?,
            subject: VerifiedSubject::from_row(row)?,
        })
    }
}

impl VerifiedSubject {
    fn from_row(row: &Row) -> Result<Option<VerifiedSubject>, StoreFault> {
        let Some(digest) = row.opt_blob(16)? else { return Ok(None) };
        Ok(Some(VerifiedSubject {
            subject_type: word(row, 15, SubjectType::from_word)?,
            digest,
            since: row.time(17)?,
            until: row.time(18)?,
            petition: row.id(19)?,
        }))
    }
}

pub(super) fn app_id(row: &Row, column: usize) -> Result<AppId, StoreFault> {
    row.text(column)?.parse().map_err(|_| StoreFault::Shape { column, expected: "an AppID" })
}

/// A column that holds one of the model's words.
pub(super) fn word<T>(row: &Row, column: usize, parse: fn(&str) -> Option<T>) -> Result<T, StoreFault> {
    parse(&row.text(column)?).ok_or(StoreFault::Shape { column, expected: "a known word" })
}

static PROFILE_POLICY: Sql = Sql::both("select policy from profile_policy where account = $1");

impl Engine {
    /// How an account comes to its users' profiles; one that never chose asks.
    pub async fn profile_policy(&self, account: AccountNo) -> Result<ProfilePolicy, StoreFault> {
        let Some(row) = self.read_one(&PROFILE_POLICY, &[account.into()]).await? else {
            return Ok(ProfilePolicy::default());
        };
        let expected = "a profile policy";
        ProfilePolicy::from_word(&row.text(0)?).ok_or(StoreFault::Shape { column: 0, expected })
    }

    /// The account of this AppID.
    pub async fn account_by_app_id(&self, app_id: AppId) -> Result<Option<AccountRow>, StoreFault> {
        self.read_one(&BY_APP_ID, &[app_id.into()]).await?.as_ref().map(AccountRow::from_row).transpose()
    }

    /// The account of this number.
    pub async fn account_by_no(&self, no: AccountNo) -> Result<Option<AccountRow>, StoreFault> {
        self.read_one(&BY_NO, &[no.into()]).await?.as_ref().map(AccountRow::from_row).transpose()
    }

    /// The AppID of the account that holds or asks for a name, given as the keyed digest of the folded name.
    pub async fn account_by_name(&self, digest: &[u8]) -> Result<Option<AppId>, StoreFault> {
        self.read_one(&BY_NAME, &[digest.into()]).await?.map(|row| app_id(&row, 0)).transpose()
    }

    /// Accounts by AppID, after one, at most `limit`; of one standing, of one type, or all.
    pub async fn accounts_after(
        &self,
        (standing, account_type): (Option<Standing>, Option<AccountType>),
        after: &str,
        limit: i64,
    ) -> Result<Vec<AccountRow>, StoreFault> {
        let of_type = account_type.map_or("", AccountType::word);
        let params: [Value; 3] = [after.into(), limit.into(), of_type.into()];
        let of_any_type = params.get(..2).unwrap_or(&params);
        let rows = match (standing, account_type) {
            (None, None) => self.read(&AFTER, of_any_type).await?,
            (None, Some(_)) => self.read(&OF_TYPE, &params).await?,
            (Some(Standing::Good), None) => self.read(&GOOD, of_any_type).await?,
            (Some(Standing::Good), Some(_)) => self.read(&GOOD_OF_TYPE, &params).await?,
            (Some(Standing::Frozen), _) => self.read(&FROZEN, &params).await?,
            (Some(Standing::Pending), _) => self.read(&PENDING, &params).await?,
            (Some(Standing::Closing), _) => self.read(&TO_CLOSE, &params).await?,
            (Some(Standing::Suspended), _) => self.read(&SUSPENDED, &params).await?,
            (Some(Standing::Closed), _) => self.read(&CLOSED, &params).await?,
        };
        rows.iter().map(AccountRow::from_row).collect()
    }

    /// Accounts whose time to be kept is over and that are not erased yet, at most `limit`.
    pub async fn accounts_closing_until(&self, now: Time, limit: i64) -> Result<Vec<AccountRow>, StoreFault> {
        self.read(&CLOSING, &[now.into(), limit.into()]).await?.iter().map(AccountRow::from_row).collect()
    }

    /// The accounts bound to an open-platform account, with since when, by AppID after one, at most `limit`.
    pub async fn accounts_bound_to(
        &self,
        open: AccountNo,
        after: &str,
        limit: i64,
    ) -> Result<Vec<(AccountRow, Time)>, StoreFault> {
        let rows = self.read(&BOUND, &[open.into(), after.into(), limit.into()]).await?;
        rows.iter().map(|row| Ok((AccountRow::from_row(row)?, row.time(21)?))).collect()
    }

    /// How many accounts are bound to one.
    pub async fn count_bound_to(&self, open: AccountNo) -> Result<i64, StoreFault> {
        self.read_one(&COUNT_BOUND, &[open.into()]).await?.map_or(Ok(0), |row| row.int(0))
    }

    /// The accounts in which a member holds a role.
    pub async fn roles_of_member(&self, member: Id<Member>) -> Result<Vec<(AccountNo, Role)>, StoreFault> {
        let rows = self.read(&ROLES_OF_MEMBER, &[member.into()]).await?;
        rows.iter().map(|row| Ok((AccountNo(row.small(0)?), word(row, 1, Role::from_word)?))).collect()
    }

    /// A member's role in one account.
    pub async fn role_in_account(
        &self,
        account: AccountNo,
        member: Id<Member>,
    ) -> Result<Option<Role>, StoreFault> {
        let params: [Value; 2] = [account.into(), member.into()];
        self.read_one(&ROLE, &params).await?.map(|row| word(&row, 0, Role::from_word)).transpose()
    }

    /// Who administers an account, at most a hundred.
    pub async fn administrators_of_account(&self, account: AccountNo) -> Result<Vec<Id<Member>>, StoreFault> {
        self.read(&ADMINISTRATORS, &[account.into()]).await?.iter().map(|row| row.id(0)).collect()
    }

    /// An account's secrets, the newest first.
    pub async fn secrets_of_account(&self, account: AccountNo) -> Result<Vec<SecretRow>, StoreFault> {
        let rows = self.read(&SECRETS, &[account.into()]).await?;
        rows.iter()
            .map(|row| {
                Ok(SecretRow {
                    secret: SecretNo(row.small(0)?),
                    name: row.text(1)?,
                    created_at: row.time(2)?,
                    retired_at: row.opt_time(3)?,
                })
            })
            .collect()
    }
}
