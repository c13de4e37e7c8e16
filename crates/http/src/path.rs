//! Ids in paths: what is not one is not there.

use vermilion_model::Id;
use vermilion_service::{Failure, Kind};

use crate::problem::Problem;

/// Reads an id; a text that is none names nothing.
pub(crate) fn id<T>(text: &str, kind: Kind) -> Result<Id<T>, Problem> {
    text.parse().map_err(|_| Problem::Failed(Failure::Missing(kind)))
}
