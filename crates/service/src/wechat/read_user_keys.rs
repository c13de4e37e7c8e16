//! `/wxa/business/getuserencryptkey`: the newest three of a user's encryption keys.

use vermilion_model::Time;
use vermilion_model::fact::Pair;
use vermilion_seal::{UserKey, UserKeyOf};

use super::SessionProof;
use crate::Desk;

/// How many are told.
const TOLD: u32 = 3;

/// The newest first.
pub fn read_user_keys(desk: &Desk, proof: SessionProof, now: Time) -> Vec<UserKey> {
    (0..TOLD).filter_map(|before| user_key(desk, proof.pair, now, before)).collect()
}

/// One of a user's keys: so many before the newest.
pub(crate) fn user_key(desk: &Desk, pair: Pair, now: Time, before: u32) -> Option<UserKey> {
    let of = UserKeyOf { incarnation: desk.incarnation, account: pair.account, ordinal: pair.ordinal };
    desk.ring.load().sessions.user_key(&of, now, before)
}
