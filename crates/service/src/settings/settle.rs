//! What every setting has in common: a version, so that two tabs never overwrite each other.

use serde::de::DeserializeOwned;
use vermilion_model::fact::{Act, Actor};
use vermilion_model::{AccountNo, Seq, Time};
use vermilion_store::SettingRow;

use crate::may::ManageSettings;
use crate::{Desk, Failure, May};

/// A setting and its version; version 0 was never set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versioned<T> {
    /// Raised by every change.
    pub version: i64,
    /// When it was saved.
    pub saved_at: Option<Time>,
    /// What it is.
    pub value: T,
}

/// A setting's row, opened; what is not set has its default.
pub(super) fn opened<T: DeserializeOwned + Default>(
    row: Option<&SettingRow>,
) -> Result<Versioned<T>, Failure> {
    let Some(row) = row else { return Ok(Versioned { version: 0, saved_at: None, value: T::default() }) };
    let value = serde_json::from_str(&row.value).map_err(Failure::broken)?;
    Ok(Versioned { version: row.version, saved_at: Some(row.saved_at), value })
}

/// The present version, if it is the one that was on the screen.
pub(super) async fn unchanged(
    desk: &Desk,
    (account, kind): (AccountNo, &str),
    seen: i64,
) -> Result<Option<SettingRow>, Failure> {
    let row = desk.read.setting_of_account(account, kind).await?;
    let present = row.as_ref().map_or(0, |row| row.version);
    if present == seen { Ok(row) } else { Err(Failure::VersionPassed { present }) }
}

/// Records the change, at `now`; a version that passed meanwhile is told as such.
pub(super) async fn save(
    desk: &Desk,
    may: &May<ManageSettings>,
    (kind, seen, now): (&str, i64, Time),
    act: impl Into<Act>,
) -> Result<Seq, Failure> {
    match desk.record(now, Actor::Member(may.by.member), act).await {
        Err(Failure::Stale) => {
            unchanged(desk, (may.account(), kind), seen).await?;
            Err(Failure::Stale)
        }
        saved => saved,
    }
}
