//! `/sns/auth` and `/sns/userinfo`: what a user's token is good for.

use vermilion_decide::Reason;
use vermilion_model::CallNo;
use vermilion_seal::OpenId;

use super::super::living_person::living_person;
use super::super::union_id::union_id;
use super::super::{Obstacle, admit, user_of_open_id};
use super::grant::OAuthCaller;
use crate::Desk;

/// A user as a web authorization shows them.
pub struct OAuthProfile {
    /// The nickname, if the host app gave one.
    pub nickname: Option<String>,
    /// The avatar, likewise.
    pub avatar_url: Option<String>,
    /// The user's id across accounts, where the account is bound.
    pub union_id: Option<OpenId>,
}

impl OAuthProfile {
    /// The UnionID's text, where there is one.
    pub fn union_id(&self) -> Option<&str> {
        self.union_id.as_ref().map(OpenId::as_str)
    }
}

impl std::fmt::Debug for OAuthProfile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OAuthProfile(..)")
    }
}

/// Whether the token is this user's.
pub fn check_oauth_token(desk: &Desk, by: &OAuthCaller, call: CallNo, open_id: &str) -> Result<(), Obstacle> {
    admit(desk, &by.caller, call, Some(by.pair.ordinal))?;
    let user = user_of_open_id(desk, by.caller.account, open_id)?;
    if user == by.pair.ordinal { Ok(()) } else { Err(Obstacle::OpenIdUnknown) }
}

/// The user's profile, where the token's scope shows it.
pub async fn read_oauth_profile(
    desk: &Desk,
    by: &OAuthCaller,
    call: CallNo,
    open_id: &str,
) -> Result<OAuthProfile, Obstacle> {
    check_oauth_token(desk, by, call, open_id)?;
    if !by.scope.shows_profile() {
        return Err(Obstacle::ScopeTooSmall);
    }
    let union_id = union_id(desk, by.pair, by.caller.now).await?;
    let person = living_person(desk, by.pair).await?.ok_or(Reason::UserGone)?;
    Ok(OAuthProfile { nickname: person.nickname, avatar_url: person.avatar_url, union_id })
}
