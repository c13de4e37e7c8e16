//! How a mini program comes to its users' nicknames and avatars.

use vermilion_model::fact::{Actor, ProfilePolicySet};
use vermilion_model::{AccountType, ProfilePolicy, Refusal, Seq};

use crate::may::{ManageSettings, See};
use crate::{Desk, Failure, May};

/// What its owner chose.
pub async fn profile_policy(desk: &Desk, may: &May<See>) -> Result<ProfilePolicy, Failure> {
    Ok(desk.read.profile_policy(may.account()).await?)
}

/// Chooses; nothing is committed where it is so already. It holds for the next profile that is asked for.
pub async fn set_profile_policy(
    desk: &Desk,
    may: &May<ManageSettings>,
    policy: ProfilePolicy,
) -> Result<Option<Seq>, Failure> {
    may.standing(desk)?;
    let account = may.account();
    if desk.in_force.account(account)?.account_type != AccountType::MiniProgram {
        return Err(Refusal::NotForAccountType.into());
    }
    if desk.read.profile_policy(account).await? == policy {
        return Ok(None);
    }
    let act = ProfilePolicySet { account, policy };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Ok(seq) => Ok(Some(seq)),
        // Chosen by somebody else in the same moment.
        Err(Failure::Stale) => Ok(None),
        Err(failure) => Err(failure),
    }
}
