//! Which catalogue a node has in force.

use vermilion_model::{Catalogue, CatalogueFault, Time};
use vermilion_store::Engine;

use crate::StartFault;

/// The catalogue that a node which starts at a time has in force: the newest that an operator had applied, and the
/// one that the binary carries where none was. A later binary never takes the place of what was applied: what it
/// would change for whom is looked at first.
///
/// # Errors
/// The one applied names calls that this binary does not know: a node that left them out would allow and
/// refuse other things than its neighbours.
pub async fn catalogue_in_force(engine: &Engine, at: Time) -> Result<Catalogue, StartFault> {
    let applied = engine.catalogue_at(at).await?;
    Ok(read(applied.map(|row| row.text).as_deref())?)
}

pub(super) fn read(applied: Option<&str>) -> Result<Catalogue, CatalogueFault> {
    Catalogue::with_capabilities(applied.unwrap_or(Catalogue::embedded_text()))
}
