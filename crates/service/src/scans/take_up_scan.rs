//! The browser that shows a code asks how far it has come, and takes up what was confirmed.

use vermilion_model::fact::traffic::{ScanState, Traffic};
use vermilion_model::fact::{Actor, HostUserBound};
use vermilion_model::{HostApp, Id, Refusal, User};
use vermilion_seal::SecretText;
use vermilion_store::ScanRow;

use super::{digest, living};
use crate::factors::tell_changed;
use crate::members::{MemberView, OpenedSession, enter};
use crate::{Desk, Failure, Kind};

/// How far it has come.
#[derive(Debug)]
pub enum TakenUp {
    /// Nobody answered yet; or the user refused.
    State(ScanState),
    /// Signed in.
    Session(MemberView, OpenedSession),
    /// Bound.
    Bound,
}

/// Asks, and takes up what was confirmed; of two who ask at once one does.
///
/// # Errors
/// `Missing` when the code is unknown, used or too old, or another browser's; `NotBound` when the binding ended
/// meanwhile; `BoundAlready` when the user or the member was bound meanwhile.
pub async fn take_up_scan(
    desk: &Desk,
    ticket: &SecretText,
    browser: &SecretText,
) -> Result<TakenUp, Failure> {
    let missing = || Failure::Missing(Kind::Scan);
    let row = living(desk, ticket).await?;
    if row.browser != digest(desk, b"browser", browser) {
        return Err(missing());
    }
    if row.state != ScanState::Confirmed {
        return Ok(TakenUp::State(row.state));
    }
    let (Some(host_app), Some(user)) = (row.host_app, row.user) else {
        return Err(Failure::broken("a confirmed scan lacks its user"));
    };
    match desk.note(Traffic::ScanSpent { scan: row.scan, at: desk.now() }).await {
        Err(Failure::Stale) => return Err(missing()),
        other => other?,
    }
    match row.member {
        Some(_) => bind(desk, &row, host_app, user).await,
        None => sign_in(desk, user).await,
    }
}

async fn sign_in(desk: &Desk, user: Id<User>) -> Result<TakenUp, Failure> {
    let member = desk.read.member_bound_to(user).await?.ok_or(Refusal::NotBound)?;
    let (_, view) = MemberView::by_id(desk, member).await?;
    let session = enter::open_session(desk, member, desk.now()).await?;
    Ok(TakenUp::Session(view, session))
}

async fn bind(desk: &Desk, row: &ScanRow, host_app: Id<HostApp>, user: Id<User>) -> Result<TakenUp, Failure> {
    let member = row.member.ok_or(Failure::Missing(Kind::Scan))?;
    match desk.record(desk.now(), Actor::Member(member), HostUserBound { member, host_app, user }).await {
        Err(Failure::Stale) => return Err(Refusal::BoundAlready.into()),
        other => other?,
    };
    tell_changed(desk, member).await;
    Ok(TakenUp::Bound)
}
