//! Says everything that is wrong with an offer before it is made.

use super::check::check;
use crate::authorizations::{Finding, Form};
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, May};

/// Every finding at once; none means that it can be offered.
pub async fn preflight_delegation(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    form: &Form,
) -> Result<Vec<Finding>, Failure> {
    Ok(check(desk, may, form, desk.now()).await?.verdict.findings)
}
