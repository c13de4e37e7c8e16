//! A new account: its name checked, its numbers drawn, its words sealed.

use vermilion_model::fact::{AccountOpened, NewAccount};
use vermilion_model::{Account, AccountName, AccountNo, AccountType, AppId, FieldFault, Id, Member, Time};
use vermilion_seal::Place;

use crate::admission::{NewAccountOf, ask_registration};
use crate::faults::{Faults, given};
use crate::people::AccountBox;
use crate::register::protected_in;
use crate::{Desk, Failure};

/// What somebody wants to open, without fault.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) account_type: AccountType,
    pub(crate) name: AccountName,
}

/// Who opens what.
#[derive(Debug)]
pub(crate) struct Opening<'a> {
    pub(crate) administrator: Id<Member>,
    pub(crate) wanted: &'a Wanted,
    /// What its owner says it is for, where reviewers are to admit it.
    pub(crate) statement: Option<&'a str>,
}

/// Checks type and name, and whether the name is free.
pub(crate) async fn check_wanted(
    desk: &Desk,
    account_type: &str,
    name: &str,
    faults: &mut Faults,
) -> Result<Option<Wanted>, Failure> {
    let account_type = faults.take(read_type(account_type));
    // How long a name may be does not depend on the type; what it may contain does.
    let named_for = account_type.unwrap_or(AccountType::ServiceAccount);
    let name = faults.take(AccountName::parse(name, named_for, "/account_name"));
    if let Some(name) = &name {
        faults.take(free_name(desk, name).await?);
        faults.take(unprotected(desk, name).await?);
    }
    Ok(account_type.zip(name).map(|(account_type, name)| Wanted { account_type, name }))
}

fn read_type(word: &str) -> Result<AccountType, FieldFault> {
    given(word, "/account_type")?;
    AccountType::from_word(word).ok_or_else(|| FieldFault::new("/account_type", "unknown"))
}

/// Whether it contains no protected word.
async fn unprotected(desk: &Desk, name: &AccountName) -> Result<Result<(), FieldFault>, Failure> {
    let found = protected_in(desk, name.as_str(), None).await?;
    Ok(found
        .map_or(Ok(()), |word| Err(FieldFault::new("/account_name", "protected_word").with("word", &word))))
}

/// Whether nobody holds the name; the unique index has the last word.
pub(crate) async fn free_name(desk: &Desk, name: &AccountName) -> Result<Result<(), FieldFault>, Failure> {
    let held = desk.read.account_by_name(&desk.name_digest(name)).await?;
    Ok(if held.is_some() { Err(FieldFault::new("/account_name", "taken")) } else { Ok(()) })
}

/// The fact of opening, under numbers that are probably free; the store refuses taken ones.
pub(crate) fn draw_account(desk: &Desk, now: Time, opening: &Opening<'_>) -> Result<AccountOpened, Failure> {
    let owner = *desk.id::<Account>(now).bytes();
    let (key, wrapped_key) = desk.vault.make(&owner)?;
    let words = AccountBox {
        name: opening.wanted.name.as_str().to_owned(),
        introduction: String::new(),
        avatar: None,
        category: None,
    };
    let sealed = desk.vault.seal(&key, Place { table: "account", row: &owner }, &words)?;
    let of = NewAccountOf {
        account: draw_number(desk),
        account_type: opening.wanted.account_type,
        version: 1,
        name: &words.name,
        by: opening.administrator,
        key: &key,
    };
    let admission = opening.statement.map(|said| ask_registration(desk, &of, said, now)).transpose()?;
    let admission = admission.map(Box::new);
    Ok(AccountOpened {
        account: of.account,
        app_id: AppId::from_random(desk.entropy.bytes()),
        account_type: opening.wanted.account_type,
        administrator: opening.administrator,
        admission,
        row: NewAccount { wrapped_key, owner, name_digest: desk.name_digest(&opening.wanted.name), sealed },
    })
}

/// 31 random bits that are not all zero.
fn draw_number(desk: &Desk) -> AccountNo {
    loop {
        let number = u32::from_be_bytes(desk.entropy.bytes()) >> 1;
        if number != 0 {
            return AccountNo(number);
        }
    }
}
