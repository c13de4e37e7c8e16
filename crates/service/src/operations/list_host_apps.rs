//! Host apps with their keys' numbers and what is listed in them.

use vermilion_model::AppId;
use vermilion_store::{HostAppRow, HostKeyRow};

use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// A host app as operators see it.
#[derive(Debug)]
pub struct HostAppView {
    /// Id, name, since when.
    pub row: HostAppRow,
    /// Its keys, without what they are.
    pub keys: Vec<HostKeyRow>,
    /// What may run in it.
    pub listed: Vec<AppId>,
}

/// Every host app; there are few.
pub async fn list_host_apps(desk: &Desk, _: &PlatformMay<Operate>) -> Result<Vec<HostAppView>, Failure> {
    let mut views = Vec::new();
    for row in desk.read.host_apps().await? {
        let keys = desk.read.keys_of_host_app(row.host_app).await?;
        let mut listed = Vec::new();
        for account in desk.read.accounts_in_host_app(row.host_app).await? {
            listed.push(desk.in_force.account(account)?.app_id);
        }
        views.push(HostAppView { row, keys, listed });
    }
    Ok(views)
}
