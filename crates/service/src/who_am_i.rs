//! Who is signed in, and where they have a role.

use vermilion_model::{AccountType, AppId, Id, Member, PlatformRole, Role, Standing};
use vermilion_seal::Place;
use vermilion_store::AccountRow;

use crate::members::agreement_due;
use crate::people::{AccountBox, MemberBox};
use crate::register::overlay;
use crate::{Desk, Failure, Kind, SignedIn};

/// The signed-in member.
#[derive(Debug)]
pub struct Me {
    /// The id.
    pub member: Id<Member>,
    /// What the member's key opens.
    pub person: MemberBox,
    /// Roles on the platform.
    pub platform_roles: Vec<PlatformRole>,
    /// Accounts in which they hold a role.
    pub accounts: Vec<Membership>,
    /// The agreement's version that they are asked to agree to, if any.
    pub agreement_due: Option<u32>,
    /// How many notices they have not read.
    pub unread: i64,
}

/// A role in one account.
#[derive(Debug)]
pub struct Membership {
    /// Which account.
    pub app_id: AppId,
    /// Its type.
    pub account_type: AccountType,
    /// Its name.
    pub name: String,
    /// The role.
    pub role: Role,
    /// Whether it may act.
    pub standing: Standing,
}

/// Reads who is signed in.
pub async fn who_am_i(desk: &Desk, by: SignedIn) -> Result<Me, Failure> {
    let row = desk.read.member_by_id(by.member).await?.ok_or(Failure::SignedOut)?;
    let place = Place { table: "member", row: by.member.bytes() };
    let person = desk.vault.read(by.member.bytes(), place, &row.sealed).await?.ok_or(Failure::SignedOut)?;
    let platform_roles = desk.read.platform_roles(by.member).await?;
    let mut accounts = Vec::new();
    for (no, role) in desk.read.roles_of_member(by.member).await? {
        let row = desk.read.account_by_no(no).await?.ok_or(Failure::Missing(Kind::Account))?;
        accounts.push(Membership {
            app_id: row.app_id,
            account_type: row.account_type,
            name: account_box(desk, &row).await?.name,
            role,
            standing: desk.in_force.account(no)?.standing,
        });
    }
    let agreement_due = agreement_due(desk, by.member).await?;
    let unread = desk.read.notices_unread(by.member).await?;
    Ok(Me { member: by.member, person, platform_roles, accounts, agreement_due, unread })
}

/// Opens what is sealed of an account: what it was opened with, and what its register says since. Of one that
/// was erased nothing is left.
pub async fn account_box(desk: &Desk, row: &AccountRow) -> Result<AccountBox, Failure> {
    if row.erased_at.is_some() {
        return Ok(AccountBox::default());
    }
    let key = desk.vault.key(&row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    let place = Place { table: "account", row: &row.owner };
    let mut known = desk.vault.open(&key, place, &row.sealed)?;
    overlay(desk, &key, &mut known, &desk.read.register_of_account(row.account).await?)?;
    Ok(known)
}
