//! Versions of the catalogue: what another would change for whom, and putting it in force.

mod affected;
mod applied;
mod apply_catalogue;
mod calls_changed;
mod preview_catalogue;
mod see_catalogue;

pub use affected::AccountAffected;
pub use applied::catalogue_in_force;
pub use apply_catalogue::apply_catalogue;
pub use preview_catalogue::{Preview, preview_catalogue};
pub use see_catalogue::{AppliedVersion, CatalogueView, see_catalogue};
