//! `getUserProfile` and `getUserInfo`: whether a container must ask the user before it calls for the data.

use vermilion_model::{Id, ProfilePolicy, Scope, User};

use super::HostCaller;
use crate::{Desk, Failure};

/// How a user's profile stands with one mini program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Profile {
    /// What the mini program's owner chose.
    pub policy: ProfilePolicy,
    /// Whether the user allows it to see the profile.
    pub allowed: bool,
}

/// Reads both.
pub async fn read_profile_policy(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    app_id: &str,
) -> Result<Profile, Failure> {
    let account = by.mini_program(desk, app_id)?;
    by.living_user(desk, user).await?;
    let ordinal = desk.read.ordinal_of_pair(account.no, user).await?;
    let bits = ordinal.map_or(0, |ordinal| account.consent_bits(ordinal));
    let allowed = bits & Scope::UserInfo.bit().unwrap_or(0) != 0;
    Ok(Profile { policy: desk.read.profile_policy(account.no).await?, allowed })
}
