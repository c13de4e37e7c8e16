//! Statements of facts about users and what they allowed.

use vermilion_model::fact::{ConsentGiven, ConsentWithdrawn, UserClosed, UserErased};
use vermilion_model::{Id, OAuthScope, Scope, Time, User};

use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

// The user's row is the root: nothing is allowed in the name of a user who is gone.
static LIVING_USER: Sql =
    Sql::both("update usr set created_at = created_at where id = $1 and closed_at is null");
static GIVE: Sql = Sql::both(
    "insert into consent (account, ordinal, scope, usr, notice, granted_at) values ($1, $2, $3, $4, $5, $6) \
     on conflict (account, ordinal, scope) do update set notice = excluded.notice, \
     granted_at = excluded.granted_at, withdrawn_at = null",
);
static WITHDRAW: Sql = Sql::both(
    "update consent set withdrawn_at = $4 \
     where account = $1 and ordinal = $2 and scope = $3 and withdrawn_at is null",
);
static WITHDRAW_ALL: Sql =
    Sql::both("update consent set withdrawn_at = $2 where usr = $1 and withdrawn_at is null");
// Closing again is how pairs come in that were made while the first closing was on its way.
static CLOSE: Sql = Sql::both("update usr set closed_at = coalesce(closed_at, $2) where id = $1");
// I10: the sealed row is emptied and its key destroyed, in one commit.
static ERASE: Sql = Sql::both(
    "update usr set erased_at = $2, closed_at = coalesce(closed_at, $2), external_digest = null, sealed = $3 \
     where id = $1 and erased_at is null",
);
static DESTROY_KEY: Sql = Sql::both("delete from person_key where person = $1");

// What the user took back ends what stood on it; a grant that shows no profile stands on nothing.
static END_GRANTS: Sql = Sql::both(
    "update oauth_grant set ended_at = $4 \
     where account = $1 and ordinal = $2 and scope <> $3 and ended_at is null",
);
static END_ALL_GRANTS: Sql = Sql::both(
    "update oauth_grant set ended_at = $2 where ended_at is null \
     and (account, ordinal) in (select account, ordinal from pair where usr = $1)",
);

fn one(user: Id<User>, guard: Stmt, writes: Vec<Stmt>) -> Parts {
    Parts {
        keys: vec![key(Table::Usr, user.bytes().as_slice())],
        guards: vec![guard],
        writes,
        subjects: format!("user:{user}"),
    }
}

pub(super) fn given(act: &ConsentGiven, at: Time) -> Parts {
    let give = stmt!(GIVE, act.account, act.ordinal, act.scope.number(), act.user, act.notice, at);
    let mut parts = one(act.user, stmt!(LIVING_USER, act.user), vec![give]);
    parts.subjects = format!("account:{} {}", act.account.0, parts.subjects);
    parts
}

pub(super) fn withdrawn(act: &ConsentWithdrawn, at: Time) -> Parts {
    let guard = stmt!(WITHDRAW, act.account, act.ordinal, act.scope.number(), at);
    let end = (act.scope == Scope::UserInfo)
        .then(|| stmt!(END_GRANTS, act.account, act.ordinal, OAuthScope::Base.number(), at));
    let mut parts = one(act.user, guard, end.into_iter().collect());
    parts.subjects = format!("account:{} {}", act.account.0, parts.subjects);
    parts
}

pub(super) fn closed(act: &UserClosed, at: Time) -> Parts {
    let writes = vec![stmt!(WITHDRAW_ALL, act.user, at), stmt!(END_ALL_GRANTS, act.user, at)];
    one(act.user, stmt!(CLOSE, act.user, at), writes)
}

pub(super) fn erased(act: &UserErased, at: Time) -> Parts {
    one(
        act.user,
        stmt!(ERASE, act.user, at, Vec::<u8>::new()),
        vec![
            stmt!(WITHDRAW_ALL, act.user, at),
            stmt!(END_ALL_GRANTS, act.user, at),
            stmt!(DESTROY_KEY, act.user),
        ],
    )
}
