//! 冻结 and 解冻: the secrets stop working, and work again.

use vermilion_model::Seq;
use vermilion_model::fact::{Actor, SecretsFrozen, SecretsUnfrozen};

use crate::may::ManageSettings;
use crate::{Desk, Failure, May};

/// Freezes; a stopped account may, too, since it only takes away. `Stale` when they are frozen.
pub async fn freeze_secrets(desk: &Desk, may: &May<ManageSettings>) -> Result<Seq, Failure> {
    let act = SecretsFrozen { account: may.account() };
    desk.record(desk.now(), Actor::Member(may.by.member), act).await
}

/// Unfreezes; `Stale` when they are not frozen.
pub async fn unfreeze_secrets(desk: &Desk, may: &May<ManageSettings>) -> Result<Seq, Failure> {
    may.standing(desk)?;
    let act = SecretsUnfrozen { account: may.account() };
    desk.record(desk.now(), Actor::Member(may.by.member), act).await
}
