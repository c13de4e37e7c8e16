//! The newest key with which a mini program's client and its server encrypt between themselves.

use vermilion_model::fact::Pair;
use vermilion_model::{Id, Refusal, Time, User};
use vermilion_seal::UserKey;

use super::HostCaller;
use crate::wechat::user_key;
use crate::{Desk, Failure};

/// The key, and when it was read. A user who never logged in to the mini program has none.
pub async fn read_user_key(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    app_id: &str,
) -> Result<(UserKey, Time), Failure> {
    let account = by.mini_program(desk, app_id)?.no;
    by.living_user(desk, user).await?;
    let now = desk.now();
    let ordinal = desk.read.ordinal_of_pair(account, user).await?.ok_or(Refusal::NoSession)?;
    let key = user_key(desk, Pair { account, ordinal }, now, 0);
    Ok((key.ok_or_else(|| Failure::broken("no key to derive from"))?, now))
}
