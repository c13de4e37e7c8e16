//! An account's AppSecrets, without what they are.

use vermilion_store::SecretRow;

use crate::may::ManageSettings;
use crate::{Desk, Failure, May};

/// The newest hundred, living and retired.
pub async fn list_secrets(desk: &Desk, may: &May<ManageSettings>) -> Result<Vec<SecretRow>, Failure> {
    Ok(desk.read.secrets_of_account(may.account()).await?)
}
