//! `/wxa/getpaidunionid`: the UnionID of a user who paid. No payment is known here, so it ends at the order.

use super::{Caller, Obstacle, bound};
use crate::Desk;

/// Why there is none: the account is not bound, or the order is no payment.
pub fn refuse_paid_union_id(desk: &Desk, caller: &Caller) -> Obstacle {
    let account = desk.in_force.account(caller.account).map_err(Obstacle::from);
    match account.and_then(|account| bound(&account)) {
        Ok(_) => Obstacle::TradeUnknown,
        Err(obstacle) => obstacle,
    }
}
