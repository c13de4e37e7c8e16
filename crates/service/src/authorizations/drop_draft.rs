//! Throws a draft away.

use vermilion_model::Id;
use vermilion_model::fact::traffic::{Draft, Traffic};

use super::checked::draft_row;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, Kind, May};

/// Throws a draft away; what was submitted of it stays.
pub async fn drop_draft(desk: &Desk, may: &May<ManageAuthorizations>, id: Id<Draft>) -> Result<(), Failure> {
    draft_row(desk, may, id).await?;
    match desk.note(Traffic::DraftDropped(id)).await {
        // Another tab threw it away, or submitted it.
        Err(Failure::Stale) => Err(Failure::Missing(Kind::Draft)),
        done => done,
    }
}
