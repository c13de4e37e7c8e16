//! Statements of whose hands a case is in, and what they have looked at.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Case, Id, Member, Time};

use super::traffic::{guarded, unguarded};
use super::{Table, key, stmt};
use crate::{Lowered, Sql};

static TAKE_CASE: Sql = Sql::both(
    "update review_case set taken_by = $2, taken_until = $4 where id = $1 and state = 'open' \
     and asked_at is null and (taken_by is null or taken_by = $2 or taken_until < $3)",
);
static GIVE_CASE_BACK: Sql = Sql::both(
    "update review_case set taken_by = null, taken_until = null where id = $1 and taken_by = $2 and state = 'open'",
);
static HAND_CASE_OVER: Sql = Sql::both(
    "update review_case set taken_by = $3, taken_until = $5 where id = $1 and taken_by = $2 and taken_until > $4 \
     and state = 'open' and asked_at is null",
);
static CHECK_CASE: Sql = Sql::both(
    "insert into case_check (review_case, member, checks, at) values ($1, $2, $3, $4) \
     on conflict (review_case, member) do update set checks = excluded.checks, at = excluded.at",
);

/// A fact about who holds a case as statements; of others there are none here.
pub(super) fn lower(fact: &Traffic) -> Lowered {
    match fact {
        Traffic::CaseTaken { case, by, at, until } => case_taken(*case, *by, *at, *until),
        Traffic::CaseGivenBack { case, by } => guarded(
            key(Table::ReviewCase, case.bytes().as_slice()),
            stmt!(GIVE_CASE_BACK, *case, *by),
            Vec::new(),
        ),
        Traffic::CaseHandedOver { case, from, to, at, until } => guarded(
            key(Table::ReviewCase, case.bytes().as_slice()),
            stmt!(HAND_CASE_OVER, *case, *from, *to, *at, *until),
            Vec::new(),
        ),
        Traffic::CaseChecked { case, by, checks, at } => {
            let checks = serde_json::to_string(checks).unwrap_or_default();
            let write = stmt!(CHECK_CASE, *case, *by, checks, *at);
            unguarded(key(Table::ReviewCase, case.bytes().as_slice()), vec![write])
        }
        _ => Lowered::default(),
    }
}

fn case_taken(case: Id<Case>, by: Id<Member>, at: Time, until: Time) -> Lowered {
    let root = key(Table::ReviewCase, case.bytes().as_slice());
    guarded(root, stmt!(TAKE_CASE, case, by, at, until), Vec::new())
}
