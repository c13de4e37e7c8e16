//! As which host app's user a member signs in by scanning.

use vermilion_model::fact::{Actor, HostUserUnbound};
use vermilion_model::{HostApp, Id, Seq, Time};

use crate::factors::tell_changed;
use crate::{Desk, Failure, SignedIn};

/// The binding.
#[derive(Debug)]
pub struct Binding {
    /// Of which host app.
    pub host_app: Id<HostApp>,
    /// Since when.
    pub since: Time,
}

/// One's own, if any.
pub async fn read_binding(desk: &Desk, by: SignedIn) -> Result<Option<Binding>, Failure> {
    let bound = desk.read.host_binding(by.member).await?;
    Ok(bound.map(|(host_app, _, since)| Binding { host_app, since }))
}

/// Ends it; nothing is committed when there is none.
pub async fn unbind(desk: &Desk, by: SignedIn) -> Result<Option<Seq>, Failure> {
    let act = HostUserUnbound { member: by.member };
    match desk.record(desk.now(), Actor::Member(by.member), act).await {
        Ok(seq) => {
            tell_changed(desk, by.member).await;
            Ok(Some(seq))
        }
        Err(Failure::Stale) => Ok(None),
        Err(failure) => Err(failure),
    }
}
