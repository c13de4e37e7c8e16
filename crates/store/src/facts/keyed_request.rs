//! Statements of requests that carry a key of their sender's.

use vermilion_model::Digest;
use vermilion_model::fact::traffic::{RequestAnswered, RequestBegun, Traffic};

use super::traffic::{guarded, unguarded};
use super::{Table, key, stmt};
use crate::{GuardKey, Lowered, Sql};

// The insert is the claim: one of two who send the same at once gets it.
static BEGIN: Sql = Sql::both(
    "insert into keyed_request (place, caller, content, begun_at) values ($1, $2, $3, $4) on conflict do nothing",
);
static ANSWER: Sql = Sql::both(
    "update keyed_request set answered_at = $2, answer = $3 where place = $1 and answered_at is null",
);
static RELEASE: Sql = Sql::both("delete from keyed_request where place = $1 and answered_at is null");

// I10: what was answered to others may name who was erased.
pub(super) static FORGET_ANSWERS: Sql =
    Sql::both("update keyed_request set answer = null where answer is not null");
pub(super) static FORGET_REQUESTS: Sql = Sql::both("delete from keyed_request where caller = $1");

fn root(place: &Digest) -> GuardKey {
    key(Table::KeyedRequest, place.to_bytes())
}

fn begun(begun: &RequestBegun) -> Lowered {
    let (place, content) = (begun.place.to_bytes(), begun.content.to_bytes());
    let guard = stmt!(BEGIN, place.as_slice(), begun.caller.as_slice(), content.as_slice(), begun.at);
    guarded(root(&begun.place), guard, Vec::new())
}

fn answered(answered: &RequestAnswered) -> Lowered {
    let place = answered.place.to_bytes();
    let answer = stmt!(ANSWER, place.as_slice(), answered.at, answered.answer.clone());
    unguarded(root(&answered.place), vec![answer])
}

/// A fact of these as statements; of any other, nothing.
pub(super) fn lower(fact: &Traffic) -> Lowered {
    match fact {
        Traffic::RequestBegun(fact) => begun(fact),
        Traffic::RequestAnswered(fact) => answered(fact),
        Traffic::RequestReleased(place) => {
            unguarded(root(place), vec![stmt!(RELEASE, place.to_bytes().as_slice())])
        }
        _ => Lowered::default(),
    }
}
