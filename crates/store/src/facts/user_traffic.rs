//! Statements of traffic about users' data and web authorizations.

use vermilion_model::fact::traffic::{DataSealed, OAuthRenewed, OAuthSpent, UserChanged};
use vermilion_model::{CodeKind, Scope};

use super::traffic::{NOTE_ACT, SPEND, guarded, unguarded};
use super::{Table, key, stmt};
use crate::{Lowered, Sql, Stmt};

static KEEP_HASHES: Sql = Sql::both(
    "insert into sealed_data (serial, account, text_hash, raw_hash, at) values ($1, $2, $3, $4, $5) \
     on conflict do nothing",
);
static BEGIN_GRANT: Sql = Sql::both(
    "insert into oauth_grant (serial, account, ordinal, scope, secret, refresh_key, created_at, key, issued, until) \
     values ($1, $2, $3, $4, $5, $6, $7, $6, $7, $8)",
);
// What shows a profile stands on a consent that stands; the lock keeps a withdrawal on the other connection
// waiting, or waits for it. Without one the code is spent and nothing begins.
static BEGIN_PROFILE_GRANT: Sql = Sql::each(
    "insert into oauth_grant (serial, account, ordinal, scope, secret, refresh_key, created_at, key, issued, until) \
     select $1, account, ordinal, $4, $5, $6, $7, $6, $7, $8 from consent \
     where account = $2 and ordinal = $3 and scope = $9 and withdrawn_at is null",
    "insert into oauth_grant (serial, account, ordinal, scope, secret, refresh_key, created_at, key, issued, until) \
     select $1, account, ordinal, $4, $5, $6, $7, $6, $7, $8 from consent \
     where account = $2 and ordinal = $3 and scope = $9 and withdrawn_at is null for share",
);
static RENEW_GRANT: Sql = Sql::both(
    "update oauth_grant set key = $3, issued = $4, until = $5 \
     where serial = $1 and until = $2 and ended_at is null",
);

// I10: nothing is written of a user who is gone.
static CHANGE_USER: Sql =
    Sql::both("update usr set sealed = $3 where id = $1 and sealed = $2 and closed_at is null");

pub(super) fn user_changed(changed: &UserChanged) -> Lowered {
    let guard = stmt!(CHANGE_USER, changed.user, changed.before.as_slice(), changed.sealed.as_slice());
    guarded(key(Table::Usr, changed.user.bytes().as_slice()), guard, Vec::new())
}

pub(super) fn data_sealed(sealed: &DataSealed) -> Lowered {
    let (text, raw) = (sealed.text_hash.as_slice(), sealed.raw_hash.as_slice());
    let keep = stmt!(KEEP_HASHES, sealed.serial, sealed.account, text, raw, sealed.at);
    let note = sealed
        .act
        .map(|kind| stmt!(NOTE_ACT, sealed.serial, sealed.account, sealed.ordinal, kind.number(), sealed.at));
    unguarded(key(Table::Login, sealed.serial.to_be_bytes()), std::iter::once(keep).chain(note).collect())
}

pub(super) fn oauth_spent(spent: &OAuthSpent) -> Lowered {
    let kind = CodeKind::OAuth.number();
    let guard = stmt!(SPEND, spent.serial, kind, spent.key, spent.account, spent.ordinal, spent.at);
    let mut grant = vec![
        spent.serial.into(),
        spent.account.into(),
        spent.ordinal.into(),
        spent.scope.number().into(),
        spent.secret.into(),
        spent.key.into(),
        spent.at.into(),
        spent.until.into(),
    ];
    let begin = if spent.scope.shows_profile() {
        grant.push(Scope::UserInfo.number().into());
        Stmt::new(&BEGIN_PROFILE_GRANT, grant)
    } else {
        Stmt::new(&BEGIN_GRANT, grant)
    };
    guarded(key(Table::Login, spent.serial.to_be_bytes()), guard, vec![begin])
}

pub(super) fn oauth_renewed(renewed: &OAuthRenewed) -> Lowered {
    let guard =
        stmt!(RENEW_GRANT, renewed.serial, renewed.before, renewed.key, renewed.issued, renewed.until);
    guarded(key(Table::Login, renewed.serial.to_be_bytes()), guard, Vec::new())
}
