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
    /// What operators call it.
    pub host_app_name: String,
    /// Since when.
    pub since: Time,
}

/// One's own, if any.
pub async fn read_binding(desk: &Desk, by: SignedIn) -> Result<Option<Binding>, Failure> {
    let Some((host_app, _, since)) = desk.read.host_binding(by.member).await? else { return Ok(None) };
    let row = desk.read.host_app_by_id(host_app).await?;
    Ok(Some(Binding { host_app, host_app_name: row.map(|row| row.name).unwrap_or_default(), since }))
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
