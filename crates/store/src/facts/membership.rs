//! Statements of facts about who acts in an account.

use vermilion_model::fact::{
    MembershipBegun, MembershipEnded, MembershipOfferWithdrawn, MembershipOffered, MembershipRoleChanged,
};
use vermilion_model::{AccountNo, Id, Invitation, Time};

use super::{Parts, Table, key, mail, member, stmt};
use crate::{GuardKey, Sql, Stmt};

static OFFER: Sql = Sql::both(
    "insert into invitation (id, role, digest, email_digest, sealed, created_at, expires_at, account) \
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
);
static WITHDRAW: Sql = Sql::both(
    "update invitation set withdrawn_at = $3, sealed = $4 where id = $1 and account = $2 \
     and spent_at is null and withdrawn_at is null",
);
static JOIN: Sql = Sql::both(
    "insert into membership (account, member, role, since) values ($1, $2, $3, $4) on conflict do nothing",
);
// The account's row is the root: of two administrators who leave at once the second sees the first gone.
static HOLD: Sql = Sql::both("update account set version = version + 1 where no = $1 and closed_at is null");
// Of an account that is closed everybody may go.
static HOLD_EVEN_CLOSED: Sql = Sql::both("update account set version = version + 1 where no = $1");
static CHANGE_ROLE: Sql = Sql::both(
    "update membership set role = $3 where account = $1 and member = $2 and role <> $3 \
     and (role <> 'administrator' or exists (select 1 from membership o where o.account = $1 \
     and o.member <> $2 and o.role = 'administrator'))",
);
static LEAVE: Sql = Sql::both(
    "delete from membership where account = $1 and member = $2 \
     and (role <> 'administrator' or exists (select 1 from membership o where o.account = $1 \
     and o.member <> $2 and o.role = 'administrator') \
     or exists (select 1 from account where no = $1 and closed_at is not null))",
);

pub(super) fn account_root(account: AccountNo) -> GuardKey {
    key(Table::Account, account.0.to_be_bytes())
}

fn invitation_root(invitation: Id<Invitation>) -> GuardKey {
    key(Table::Invitation, invitation.bytes().as_slice())
}

fn hold(account: AccountNo) -> Stmt {
    stmt!(HOLD, account)
}

/// The root of who administers an account.
pub(super) fn hold_even_closed(account: AccountNo) -> Stmt {
    stmt!(HOLD_EVEN_CLOSED, account)
}

pub(super) fn offered(act: &MembershipOffered, at: Time) -> Parts {
    let (row, account) = (&act.row, act.account);
    Parts {
        keys: vec![invitation_root(act.invitation)],
        guards: vec![stmt!(
            OFFER,
            act.invitation,
            act.role.word(),
            row.digest.as_slice(),
            row.email_digest.as_slice(),
            row.sealed.as_slice(),
            at,
            act.expires_at,
            account
        )],
        writes: row.mail.iter().map(mail::queue).collect(),
        subjects: format!("account:{} invitation:{}", account.0, act.invitation),
    }
}

pub(super) fn offer_withdrawn(act: &MembershipOfferWithdrawn, at: Time) -> Parts {
    Parts {
        keys: vec![invitation_root(act.invitation)],
        guards: vec![stmt!(WITHDRAW, act.invitation, act.account, at, Vec::<u8>::new())],
        writes: Vec::new(),
        subjects: format!("account:{} invitation:{}", act.account.0, act.invitation),
    }
}

pub(super) fn begun(act: &MembershipBegun, at: Time) -> Parts {
    let mut keys = vec![invitation_root(act.invitation), account_root(act.account)];
    let mut guards = vec![member::spend_invitation(act.invitation, at), hold(act.account)];
    let mut writes = Vec::new();
    if let Some(row) = &act.row {
        keys.push(key(Table::Member, row.email_digest.as_slice()));
        guards.push(member::make_member(act.member, row, act.agreement.unwrap_or(0), at));
        writes.push(member::keep_key(*act.member.bytes(), &row.wrapped_key, at));
    }
    guards.push(stmt!(JOIN, act.account, act.member, act.role.word(), at));
    let subjects = format!("account:{} invitation:{} member:{}", act.account.0, act.invitation, act.member);
    Parts { keys, guards, writes, subjects }
}

pub(super) fn role_changed(act: &MembershipRoleChanged) -> Parts {
    Parts {
        keys: vec![account_root(act.account)],
        guards: vec![hold(act.account), stmt!(CHANGE_ROLE, act.account, act.member, act.role.word())],
        writes: Vec::new(),
        subjects: format!("account:{} member:{}", act.account.0, act.member),
    }
}

pub(super) fn ended(act: &MembershipEnded) -> Parts {
    Parts {
        keys: vec![account_root(act.account)],
        guards: vec![hold_even_closed(act.account), stmt!(LEAVE, act.account, act.member)],
        writes: Vec::new(),
        subjects: format!("account:{} member:{}", act.account.0, act.member),
    }
}
