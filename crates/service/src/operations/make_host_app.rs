//! A new host app, with its first key.

use vermilion_model::fact::{Actor, HostAppMade};
use vermilion_model::{HostApp, Id};

use super::host_key::{IssuedKey, issue};
use crate::faults::label;
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// Longest name, in characters.
const LONGEST: usize = 40;

/// A host app just made.
#[derive(Debug)]
pub struct MadeHostApp {
    /// Its id.
    pub host_app: Id<HostApp>,
    /// Its name.
    pub name: String,
    /// Its first key.
    pub key: IssuedKey,
}

/// Makes one. If the key cannot be made after it, the host app is there without: issue one then.
///
/// # Errors
/// A fault at `/name`.
pub async fn make_host_app(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    name: &str,
) -> Result<MadeHostApp, Failure> {
    let name = label(name, LONGEST, "/name")?;
    let now = desk.now();
    let host_app = desk.id(now);
    desk.record(now, Actor::Member(may.by.member), HostAppMade { host_app, name: name.clone() }).await?;
    let key = issue(desk, may, host_app).await?;
    Ok(MadeHostApp { host_app, name, key })
}
