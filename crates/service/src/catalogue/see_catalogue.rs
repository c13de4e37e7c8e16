//! Which version is in force, and which will be.

use vermilion_model::{Catalogue, Time};

use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// The versions.
#[derive(Debug)]
pub struct CatalogueView {
    /// The version in force on this node.
    pub in_force: u32,
    /// The version that came with the binary.
    pub bundled: u32,
    /// The newest version, in force on each node from its next start; its text.
    pub newest: (u32, String),
    /// Those that operators applied, the newest first.
    pub applied: Vec<AppliedVersion>,
}

/// A version that an operator applied.
#[derive(Debug)]
pub struct AppliedVersion {
    /// Its number.
    pub version: u32,
    /// The version that it follows.
    pub before: u32,
    /// When.
    pub at: Time,
}

/// Reads the versions.
pub async fn see_catalogue(desk: &Desk, _: &PlatformMay<Operate>) -> Result<CatalogueView, Failure> {
    let rows = desk.read.catalogues().await?;
    let bundled = Catalogue::embedded().map_err(Failure::broken)?.version;
    let newest = rows.first().map(|row| (row.version, row.text.clone()));
    let applied = rows.iter().map(|row| AppliedVersion {
        version: row.version,
        before: row.before,
        at: row.applied_at,
    });
    Ok(CatalogueView {
        in_force: desk.catalogue.version,
        bundled,
        applied: applied.collect(),
        newest: newest.unwrap_or_else(|| (bundled, Catalogue::embedded_text().to_owned())),
    })
}
