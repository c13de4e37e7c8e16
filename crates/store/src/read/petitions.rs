//! Reads about petitions and what they put in force: the register, verification, protected words.

use vermilion_model::{AccountNo, Case, CaseKind, CodedReason, Id, Member, Petition, RegisterField, Time};

use super::accounts::word;
use super::cases::json;
use crate::{Engine, Row, Sql, StoreFault};

macro_rules! columns {
    () => {
        "p.id, p.account, p.kind, p.sealed, p.submitted_at, p.submitted_by, p.outcome, p.decided_at, p.review_case, \
         c.due_at, c.reasons, c.sealed_text from petition p left join review_case c on c.id = p.review_case"
    };
}

static BY_ID: Sql = Sql::both(concat!("select ", columns!(), " where p.id = $1"));
static NEWEST_OF_KIND: Sql = Sql::both(concat!(
    "select ",
    columns!(),
    " where p.account = $1 and p.kind = $2 order by p.submitted_at desc, p.id desc limit $3"
));
static REGISTER: Sql = Sql::both(
    "select r.field, r.petition, r.since, p.sealed from register r join petition p on p.id = r.petition \
     where r.account = $1 order by r.field",
);
// What was refused or taken back counts for nothing.
static COUNT: Sql = Sql::both(
    "select count(*) from petition where account = $1 and kind = $2 and submitted_at >= $3 \
     and (outcome is null or outcome = 'approved')",
);
static PROTECTED: Sql =
    Sql::both("select word, account, protected_at, freed_at from protected_word order by word limit 10000");
static OF_SUBJECT: Sql =
    Sql::both("select no, type from account where subject = $1 and closed_at is null order by no limit 1000");
// I7: whoever has a role in one account of a subject decides about none of them.
static INTERESTS: Sql = Sql::both(
    "select m.account from membership m where m.member = $1 \
     union select other.no from membership m join account mine on mine.no = m.account \
     join account other on other.subject = mine.subject where m.member = $1 \
     union select p.account from membership m join account mine on mine.no = m.account \
     join petition p on p.digest = mine.subject where m.member = $1 and p.outcome is null",
);

/// Something submitted beside authorizations, sealed under the account's key.
#[derive(Debug, Clone)]
pub struct PetitionRow {
    /// Its id.
    pub petition: Id<Petition>,
    /// Whose.
    pub account: AccountNo,
    /// Of which kind.
    pub kind: CaseKind,
    /// What was submitted, sealed.
    pub sealed: Vec<u8>,
    /// When.
    pub submitted_at: Time,
    /// By whom.
    pub submitted_by: Id<Member>,
    /// `approved`, `rejected` or `withdrawn`; nothing while it waits.
    pub outcome: Option<String>,
    /// When that was.
    pub decided_at: Option<Time>,
    /// The case about it; nothing where nobody reviewed.
    pub case: Option<PetitionCase>,
}

/// What the applicant may know of the case.
#[derive(Debug, Clone)]
pub struct PetitionCase {
    /// Its id.
    pub case: Id<Case>,
    /// When it must be decided.
    pub due_at: Time,
    /// Why it was rejected.
    pub reasons: Vec<CodedReason>,
    /// The reviewer's words, sealed.
    pub sealed_text: Option<Vec<u8>>,
}

/// A field of the register that was changed since the account was opened.
#[derive(Debug, Clone)]
pub struct RegisterRow {
    /// Which field.
    pub field: RegisterField,
    /// The petition that holds its value, sealed.
    pub petition: Id<Petition>,
    /// Since when.
    pub since: Time,
    /// The value, sealed.
    pub sealed: Vec<u8>,
}

/// A word that an operator protected or freed.
#[derive(Debug, Clone)]
pub struct ProtectedWordRow {
    /// The word, folded.
    pub word: String,
    /// The account that may use it all the same.
    pub account: Option<AccountNo>,
    /// When it was protected.
    pub protected_at: Time,
    /// When it was freed.
    pub freed_at: Option<Time>,
}

impl PetitionRow {
    fn from_row(row: &Row) -> Result<PetitionRow, StoreFault> {
        let case = match (row.opt_id(8)?, row.opt_time(9)?) {
            (Some(case), Some(due_at)) => Some(PetitionCase {
                case,
                due_at,
                reasons: row.opt_text(10)?.map_or(Ok(Vec::new()), |text| json(&text, 10))?,
                sealed_text: row.opt_blob(11)?.filter(|text| !text.is_empty()),
            }),
            _ => None,
        };
        Ok(PetitionRow {
            petition: row.id(0)?,
            account: AccountNo(row.small(1)?),
            kind: word(row, 2, CaseKind::from_word)?,
            sealed: row.blob(3)?,
            submitted_at: row.time(4)?,
            submitted_by: row.id(5)?,
            outcome: row.opt_text(6)?,
            decided_at: row.opt_time(7)?,
            case,
        })
    }
}

fn register_row(row: &Row) -> Result<RegisterRow, StoreFault> {
    Ok(RegisterRow {
        field: word(row, 0, RegisterField::from_word)?,
        petition: row.id(1)?,
        since: row.time(2)?,
        sealed: row.blob(3)?,
    })
}

fn protected_word(row: &Row) -> Result<ProtectedWordRow, StoreFault> {
    Ok(ProtectedWordRow {
        word: row.text(0)?,
        account: row.opt_int(1)?.map(|_| row.small(1).map(AccountNo)).transpose()?,
        protected_at: row.time(2)?,
        freed_at: row.opt_time(3)?,
    })
}

impl Engine {
    /// One petition.
    pub async fn petition_by_id(&self, id: Id<Petition>) -> Result<Option<PetitionRow>, StoreFault> {
        self.read_one(&BY_ID, &[id.into()]).await?.as_ref().map(PetitionRow::from_row).transpose()
    }

    /// An account's petitions of one kind, the newest first, at most `limit`.
    pub async fn petitions_of_kind(
        &self,
        account: AccountNo,
        kind: CaseKind,
        limit: i64,
    ) -> Result<Vec<PetitionRow>, StoreFault> {
        let params = [account.into(), kind.word().into(), limit.into()];
        self.read(&NEWEST_OF_KIND, &params).await?.iter().map(PetitionRow::from_row).collect()
    }

    /// How many petitions of one kind since a time hold or wait.
    pub async fn petitions_counted(
        &self,
        account: AccountNo,
        kind: CaseKind,
        since: Time,
    ) -> Result<u32, StoreFault> {
        let params = [account.into(), kind.word().into(), since.into()];
        self.read_one(&COUNT, &params).await?.map_or(Ok(0), |row| row.small(0))
    }

    /// The fields of an account's register that were changed since it was opened.
    pub async fn register_of_account(&self, account: AccountNo) -> Result<Vec<RegisterRow>, StoreFault> {
        self.read(&REGISTER, &[account.into()]).await?.iter().map(register_row).collect()
    }

    /// Every word that an operator protected or freed, at most ten thousand.
    pub async fn protected_words(&self) -> Result<Vec<ProtectedWordRow>, StoreFault> {
        self.read(&PROTECTED, &[]).await?.iter().map(protected_word).collect()
    }

    /// The living accounts of a subject, with their types.
    pub async fn accounts_of_subject(
        &self,
        digest: &[u8],
    ) -> Result<Vec<(AccountNo, vermilion_model::AccountType)>, StoreFault> {
        let rows = self.read(&OF_SUBJECT, &[digest.into()]).await?;
        let read = |row: &Row| {
            Ok((AccountNo(row.small(0)?), word(row, 1, vermilion_model::AccountType::from_word)?))
        };
        rows.iter().map(read).collect()
    }

    /// The accounts about which a member decides nothing (I7): those in which they hold a role, and every
    /// account of those accounts' subjects, verified or asking to be.
    pub async fn interests_of_member(&self, member: Id<Member>) -> Result<Vec<AccountNo>, StoreFault> {
        let rows = self.read(&INTERESTS, &[member.into()]).await?;
        rows.iter().map(|row| row.small(0).map(AccountNo)).collect()
    }
}
