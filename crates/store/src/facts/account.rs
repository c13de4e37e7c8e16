//! Statements of facts about accounts, secrets and tokens.

use vermilion_model::fact::{
    AccountClosed, AccountOpened, AccountRestored, AccountSuspended, ProfilePolicySet, SecretIssued,
    SecretReset, SecretRetired, SecretsFrozen, SecretsUnfrozen, TokensEnded,
};
use vermilion_model::{AccountNo, Digest, ItsTokens, Role, SecretNo, Time, TokenKind};

use super::{Parts, Table, key, member, petition, stmt};
use crate::{Sql, Stmt};

static OPEN: Sql = Sql::both(
    "insert into account (no, app_id, type, owner, name_digest, sealed, version, last_secret, created_at) \
     values ($1, $2, $3, $4, $5, $6, 1, 0, $7) on conflict do nothing",
);
static AWAIT: Sql = Sql::both("update account set pending_since = $2 where no = $1");
// No name stands twice, in use or asked for; holding one's own again changes nothing.
static HOLD_NAME: Sql = Sql::both(
    "insert into held_name (digest, account, since) values ($1, $2, $3) \
     on conflict (digest) do update set account = excluded.account where held_name.account = excluded.account",
);
static JOIN: Sql = Sql::both(
    "insert into membership (account, member, role, since) values ($1, $2, $3, $4) on conflict do nothing",
);
static SUSPEND: Sql = Sql::both(
    "update account set suspended_at = $2, suspended_reason = $3, version = version + 1 \
     where no = $1 and suspended_at is null",
);
static RESTORE: Sql = Sql::both(
    "update account set suspended_at = null, suspended_reason = null, version = version + 1 \
     where no = $1 and suspended_at is not null",
);
// Whoever kept it meanwhile keeps it.
static CLOSE: Sql = Sql::both(
    "update account set closed_at = $2, name_digest = null, version = version + 1 \
     where no = $1 and closed_at is null and closing_until is not null and closing_until <= $2",
);
static LET_NAMES_GO: Sql = Sql::both("delete from held_name where account = $1");
static UNBIND_ALL: Sql = Sql::both("delete from binding where account = $1");
static FREEZE: Sql = Sql::both(
    "update account set secrets_frozen_at = $2, version = version + 1 \
     where no = $1 and secrets_frozen_at is null",
);
static UNFREEZE: Sql = Sql::both(
    "update account set secrets_frozen_at = null, version = version + 1 \
     where no = $1 and secrets_frozen_at is not null",
);
static NEXT_SECRET: Sql = Sql::both(
    "update account set last_secret = $2, version = version + 1 \
     where no = $1 and last_secret = $3 and closed_at is null",
);
static ADD_SECRET: Sql = Sql::both(
    "insert into secret (account, no, digest, digest_key, name, created_at) \
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
);
static RETIRE_LOWER: Sql =
    Sql::both("update secret set retired_at = $3 where account = $1 and no < $2 and retired_at is null");
static END_LOWER_TOKENS: Sql = Sql::both(
    "insert into epoch (account, kind, secret, epoch) \
     select account, $3, no, $4 from secret where account = $1 and no < $2 \
     on conflict (account, kind, secret) do update set epoch = excluded.epoch",
);
// Holds the account's row, so that of two retired at once the second sees the first.
static CHANGE: Sql =
    Sql::both("update account set version = version + 1 where no = $1 and closed_at is null");
static SET_PROFILE_POLICY: Sql = Sql::both(
    "insert into profile_policy (account, policy, since) values ($1, $2, $3) on conflict (account) do update \
     set policy = excluded.policy, since = excluded.since where profile_policy.policy <> excluded.policy",
);
// The last living one stays.
static RETIRE: Sql = Sql::both(
    "update secret set retired_at = $3 where account = $1 and no = $2 and retired_at is null \
     and exists (select 1 from secret s where s.account = $1 and s.no <> $2 and s.retired_at is null)",
);
// A raise is monotone: of two at once exactly one wins, and none ever goes back.
static RAISE_EPOCH: Sql = Sql::both(
    "insert into epoch (account, kind, secret, epoch) values ($1, $2, $3, $4) \
     on conflict (account, kind, secret) do update set epoch = excluded.epoch \
     where epoch.epoch < excluded.epoch",
);
static SET_STABLE: Sql = Sql::both(
    "insert into stable (account, secret, epoch, issued, key) values ($1, $2, $3, $4, $5) \
     on conflict (account, secret) do update set epoch = excluded.epoch, issued = excluded.issued, \
     key = excluded.key",
);

/// The epoch past which no token of a secret lives: it ended together with its tokens.
const LAST_EPOCH: u32 = u32::MAX;
const KINDS: [TokenKind; 2] = [TokenKind::Plain, TokenKind::Stable];

fn one(account: AccountNo, guard: Stmt, writes: Vec<Stmt>) -> Parts {
    Parts {
        keys: vec![key(Table::Account, account.0.to_be_bytes())],
        guards: vec![guard],
        writes,
        subjects: format!("account:{}", account.0),
    }
}

pub(super) fn opened(act: &AccountOpened, at: Time) -> Parts {
    let guard = stmt!(
        OPEN,
        act.account,
        act.app_id,
        act.account_type.word(),
        act.row.owner,
        act.row.name_digest.as_slice(),
        act.row.sealed.as_slice(),
        at
    );
    let writes = vec![
        member::keep_key(act.row.owner, &act.row.wrapped_key, at),
        stmt!(JOIN, act.account, act.administrator, Role::Administrator.word(), at),
    ];
    let mut parts = one(act.account, guard, writes);
    parts.keys.push(key(Table::HeldName, act.row.name_digest.as_slice()));
    parts.guards.push(hold_name(&act.row.name_digest, act.account, at));
    if let Some(asked) = &act.admission {
        // Its root is the account's, which is among the keys.
        let asked = petition::submitted(asked, at);
        parts.guards.extend(asked.guards);
        parts.writes.push(stmt!(AWAIT, act.account, at));
        parts.writes.extend(asked.writes);
        parts.subjects = asked.subjects;
    }
    parts
}

/// The guard of a name: nobody else holds it.
pub(super) fn hold_name(digest: &[u8], account: AccountNo, at: Time) -> Stmt {
    stmt!(HOLD_NAME, digest, account, at)
}

pub(super) fn suspended(act: &AccountSuspended, at: Time) -> Parts {
    one(act.account, stmt!(SUSPEND, act.account, at, act.reason.as_str()), Vec::new())
}

pub(super) fn restored(act: &AccountRestored) -> Parts {
    one(act.account, stmt!(RESTORE, act.account), Vec::new())
}

pub(super) fn closed(act: &AccountClosed, at: Time) -> Parts {
    let writes = vec![stmt!(LET_NAMES_GO, act.account), stmt!(UNBIND_ALL, act.account)];
    one(act.account, stmt!(CLOSE, act.account, at), writes)
}

pub(super) fn profile_policy_set(act: &ProfilePolicySet, at: Time) -> Parts {
    let guard = stmt!(SET_PROFILE_POLICY, act.account, act.policy.word(), at);
    one(act.account, guard, vec![stmt!(CHANGE, act.account)])
}

pub(super) fn frozen(act: &SecretsFrozen, at: Time) -> Parts {
    one(act.account, stmt!(FREEZE, act.account, at), Vec::new())
}

pub(super) fn unfrozen(act: &SecretsUnfrozen) -> Parts {
    one(act.account, stmt!(UNFREEZE, act.account), Vec::new())
}

// The number is the guard: of two secrets made at once from the same page exactly one is.
pub(super) fn next_secret(account: AccountNo, secret: SecretNo) -> Stmt {
    stmt!(NEXT_SECRET, account, secret, SecretNo(secret.0.saturating_sub(1)))
}

pub(super) fn add_secret(
    account: AccountNo,
    secret: SecretNo,
    digest: &Digest,
    name: &str,
    at: Time,
) -> Stmt {
    stmt!(ADD_SECRET, account, secret, digest.bytes, digest.key, name, at)
}

pub(super) fn secret_issued(act: &SecretIssued, at: Time) -> Parts {
    let writes = vec![add_secret(act.account, act.secret, &act.digest, &act.name, at)];
    one(act.account, next_secret(act.account, act.secret), writes)
}

pub(super) fn secret_reset(act: &SecretReset, at: Time) -> Parts {
    let mut writes = vec![stmt!(RETIRE_LOWER, act.account, act.secret, at)];
    if act.tokens == ItsTokens::EndToo {
        writes.extend(
            KINDS.map(|kind| stmt!(END_LOWER_TOKENS, act.account, act.secret, kind.number(), LAST_EPOCH)),
        );
    }
    writes.push(add_secret(act.account, act.secret, &act.digest, &act.name, at));
    one(act.account, next_secret(act.account, act.secret), writes)
}

/// Holds the account's row, so that of two changes at once the second sees the first.
pub(super) fn change(account: AccountNo) -> Stmt {
    stmt!(CHANGE, account)
}

/// I4: no token that this secret fetched lives any more.
pub(super) fn end_tokens(account: AccountNo, secret: SecretNo) -> Vec<Stmt> {
    KINDS.map(|kind| raise_epoch(account, kind, secret, LAST_EPOCH)).into()
}

pub(super) fn secret_retired(act: &SecretRetired, at: Time) -> Parts {
    let writes = match act.tokens {
        ItsTokens::LiveOn => Vec::new(),
        ItsTokens::EndToo => end_tokens(act.account, act.secret),
    };
    Parts {
        guards: vec![stmt!(CHANGE, act.account), stmt!(RETIRE, act.account, act.secret, at)],
        ..one(act.account, stmt!(CHANGE, act.account), writes)
    }
}

fn raise_epoch(account: AccountNo, kind: TokenKind, secret: SecretNo, epoch: u32) -> Stmt {
    stmt!(RAISE_EPOCH, account, kind.number(), secret, epoch)
}

pub(super) fn tokens_ended(act: &TokensEnded) -> Parts {
    let writes = act
        .stable
        .iter()
        .map(|row| stmt!(SET_STABLE, act.account, act.secret, act.epoch, row.issued, row.key))
        .collect();
    one(act.account, raise_epoch(act.account, act.kind, act.secret, act.epoch), writes)
}
