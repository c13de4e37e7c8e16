//! What a restore does with the rows it put back: a new incarnation must be mistaken for no earlier one.

use vermilion_model::fact::{Act, Actor, Fact, IncarnationRaised};
use vermilion_model::{Incarnation, Time};

use super::backup::LANE;
use super::scan::Gap;
use crate::chain::Chain;
use crate::cursor::Cursor;
use crate::engine::Loader;
use crate::meta::Meta;
use crate::{Sql, Stmt, StoreFault, facts, statements};

/// Makes the store what the archived one was, but for its incarnation.
static PUT_META: Sql = Sql::both(
    "insert into meta (one, store_id, kind, incarnation, lanes, created_at) values (1, $1, $2, $3, $4, $5) \
     on conflict (one) do update set store_id = excluded.store_id, kind = excluded.kind, \
     incarnation = excluded.incarnation, lanes = excluded.lanes, created_at = excluded.created_at",
);
static PUT_LANE: Sql = Sql::both(
    "insert into lane (lane, number, mac) values ($1, $2, $3) \
     on conflict (lane) do update set number = excluded.number, mac = excluded.mac",
);

// An account without ranges was opened in the life that ends: all its ordinals are of that one.
static END_FIRST_LIFE: Sql = Sql::both(
    "insert into incarnation_range (account, incarnation, first_ordinal) \
     select a.no, $1, 1 from account a \
     where not exists (select 1 from incarnation_range r where r.account = a.no)",
);
static BEGIN_LIFE: Sql = Sql::both(
    "insert into incarnation_range (account, incarnation, first_ordinal) select a.no, $1, 1 from account a",
);
// Ordinals from 2^31 up are of OpenIDs that stand in a table; they are of no life.
static BEHIND_PAIRS: Sql = Sql::both(
    "insert into incarnation_range (account, incarnation, first_ordinal) \
     select account, $1, max(ordinal) + 1 from pair where ordinal < 2147483648 group by account \
     on conflict (account, incarnation) do update set first_ordinal = excluded.first_ordinal \
     where incarnation_range.first_ordinal < excluded.first_ordinal",
);
static BEHIND_CONSENTS: Sql = Sql::both(
    "insert into incarnation_range (account, incarnation, first_ordinal) \
     select account, $1, max(ordinal) + 1 from consent where ordinal < 2147483648 group by account \
     on conflict (account, incarnation) do update set first_ordinal = excluded.first_ordinal \
     where incarnation_range.first_ordinal < excluded.first_ordinal",
);
static BEHIND_BLOCKS: Sql = Sql::both(
    "insert into incarnation_range (account, incarnation, first_ordinal) \
     select cast(substr(name, 9) as bigint), $1, next from block where substr(name, 1, 8) = 'ordinal:' \
     on conflict (account, incarnation) do update set first_ordinal = excluded.first_ordinal \
     where incarnation_range.first_ordinal < excluded.first_ordinal",
);
static RAISE_BLOCKS: Sql = Sql::both(
    "insert into block (name, next) \
     select 'ordinal:' || cast(account as text), first_ordinal from incarnation_range where incarnation = $1 \
     on conflict (name) do update set next = excluded.next where block.next < excluded.next",
);

static NOTE_GAP: Sql =
    Sql::both("insert into gap (incarnation, after, before) values ($1, $2, $3) on conflict do nothing");

/// Which ordinals are of the life that ended, and which of the one that begins.
pub(crate) fn lives(ended: Incarnation, begun: Incarnation) -> Vec<Stmt> {
    vec![
        Stmt::new(&END_FIRST_LIFE, [ended.into()]),
        Stmt::new(&BEGIN_LIFE, [begun.into()]),
        Stmt::new(&BEHIND_PAIRS, [begun.into()]),
        Stmt::new(&BEHIND_CONSENTS, [begun.into()]),
        Stmt::new(&BEHIND_BLOCKS, [begun.into()]),
        Stmt::new(&RAISE_BLOCKS, [begun.into()]),
    ]
}

pub(crate) fn note_gap(incarnation: Incarnation, gap: &Gap) -> Stmt {
    Stmt::new(&NOTE_GAP, [incarnation.into(), gap.after.into(), gap.before.into()])
}

/// Chains the new incarnation behind what was restored, and sets head and meta; answers the head.
pub(crate) async fn raise(
    loader: &mut Loader,
    (chain, meta): (&Chain, &Meta),
    (end, now): (&Cursor, Time),
) -> Result<Cursor, StoreFault> {
    let act = Act::from(IncarnationRaised { incarnation: meta.incarnation });
    let fact = Fact { at: now, actor: Actor::CommandLine, act };
    let draft =
        facts::lower(&fact).entry.ok_or_else(|| StoreFault::Chain("a fact without an entry".into()))?;
    let entry = chain.append(end, &draft).map_err(|fault| StoreFault::Chain(fault.to_string()))?;
    let head = Cursor { seq: entry.seq, mac: entry.mac };
    let is = [
        meta.store_id.into(),
        meta.kind.as_str().into(),
        meta.incarnation.into(),
        meta.lanes.into(),
        meta.made_at.into(),
    ];
    let stmts = vec![
        Stmt::new(&statements::ENTRY_INSERT, entry.params()),
        Stmt::new(&PUT_LANE, [LANE.into(), head.seq.number.into(), head.mac.into()]),
        Stmt::new(&PUT_META, is),
    ];
    loader.run(stmts).await?;
    Ok(head)
}
