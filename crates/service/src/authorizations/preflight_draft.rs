//! Says everything that is wrong with a draft before it is submitted.

use vermilion_model::Id;
use vermilion_model::fact::traffic::Draft;

use super::check::Finding;
use super::checked::checked;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May};

/// Every finding at once; none means that it can be submitted.
pub async fn preflight_draft(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<Draft>,
) -> Result<Vec<Finding>, Failure> {
    Ok(checked(desk, may, id, desk.now()).await?.verdict.findings)
}
