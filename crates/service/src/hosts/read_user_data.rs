//! What a mini program's client carries to its server: a user's profile, to be sealed under a session key.

use vermilion_model::{AppId, Id, ProfilePolicy, Refusal, Scope, User};
use vermilion_seal::{Holder, OpenId, UserIdKind};

use super::under::{Sealing, Under, sealing};
use super::{HostCaller, read_user};
use crate::wechat::union_id;
use crate::{Desk, Failure};

/// A user as one account may see them.
#[derive(Debug)]
pub struct UserData {
    /// Whom it is for.
    pub app_id: AppId,
    /// The user's id within that account.
    pub open_id: OpenId,
    union_id: Option<OpenId>,
    /// The nickname, if the user lets the account see it.
    pub nickname: Option<String>,
    /// The avatar, likewise.
    pub avatar_url: Option<String>,
    /// Under which key, and when it was read.
    pub sealing: Sealing,
}

impl UserData {
    /// The user's id across accounts, where the account is bound to an open-platform account.
    pub fn union_id(&self) -> Option<&str> {
        self.union_id.as_ref().map(OpenId::as_str)
    }
}

/// Reads a user's data for the mini program that the code or the session is of.
pub async fn read_user_data(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    under: Under<'_>,
) -> Result<UserData, Failure> {
    let row = by.living_user(desk, user).await?;
    let sealing = sealing(desk, by, user, under).await?;
    let person = read_user::person(desk, user, &row.sealed).await?.ok_or(Refusal::UserGone)?;
    let union_id = union_id(desk, sealing.pair, sealing.at).await?;
    let account = &sealing.account;
    // What the user did not allow the account to see is not handed over, nor what its owner does not ask for.
    let allowed = account.consent_bits(sealing.pair.ordinal) & Scope::UserInfo.bit().unwrap_or(0) != 0;
    let sees = allowed && desk.read.profile_policy(account.no).await? == ProfilePolicy::Ask;
    let number = desk.lives.user(account.no, sealing.pair.ordinal);
    let holder = Holder::new(&account.app_id, account.no);
    Ok(UserData {
        app_id: account.app_id,
        open_id: desk.ring.load().open_ids.encode(UserIdKind::OpenId, holder, number),
        union_id,
        nickname: person.nickname.filter(|_| sees),
        avatar_url: person.avatar_url.filter(|_| sees),
        sealing,
    })
}
