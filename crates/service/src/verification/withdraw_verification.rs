//! A verification that waits is taken off the reviewers' desk.

use vermilion_model::{CaseKind, Seq};

use super::read_verification::{VerificationView, read_verification};
use crate::may::ManageRegister;
use crate::register::withdraw_petition;
use crate::{Desk, Failure, May};

/// Takes it back.
///
/// # Errors
/// `NothingPending`.
pub async fn withdraw_verification(
    desk: &Desk,
    may: &May<ManageRegister>,
) -> Result<(Seq, VerificationView), Failure> {
    let seq = withdraw_petition(desk, may, CaseKind::SubjectVerification).await?;
    Ok((seq, read_verification(desk, may).await?))
}
