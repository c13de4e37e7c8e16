//! Reads what an account gave to others and received from them.

use vermilion_model::{Authorization, Id};

use super::side::{Concerned, Side, concerned};
use super::view::{DelegationView, view};
use crate::{Desk, Failure, May};

/// One side's delegations after one, oldest first, at most `limit`.
pub async fn read_delegations<R>(
    desk: &Desk,
    may: &May<R>,
    (side, after): (Side, Option<Id<Authorization>>),
    limit: i64,
) -> Result<Vec<DelegationView>, Failure> {
    let rows = match side {
        Side::Given => desk.read.delegations_given(may.account(), after, limit).await?,
        Side::Received => desk.read.delegations_received(may.account(), after, limit).await?,
    };
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let giver = vermilion_model::AccountNo(row.authorization.giver.number());
        views.push(view(desk, &Concerned { row, giver, side }).await?);
    }
    Ok(views)
}

/// One of them, with every revision.
pub async fn read_delegation<R>(
    desk: &Desk,
    may: &May<R>,
    id: Id<Authorization>,
) -> Result<DelegationView, Failure> {
    view(desk, &concerned(desk, may, id).await?).await
}
