//! 上架 and 下架: which account may run in which host app.

use vermilion_model::fact::{AccountListed, AccountUnlisted, Act, Actor};
use vermilion_model::{HostApp, Id, Seq};

use super::host_app::{account, host_app};
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// Lists an account; nothing is committed when it is listed already.
pub async fn list_account(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    id: Id<HostApp>,
    app_id: &str,
) -> Result<Option<Seq>, Failure> {
    let host_app = host_app(desk, id).await?.host_app;
    let account = account(desk, app_id)?.no;
    settle(desk, may, AccountListed { host_app, account }.into()).await
}

/// Takes it out: its users get no codes there any more. Nothing is committed when it is not listed.
pub async fn unlist_account(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    id: Id<HostApp>,
    app_id: &str,
) -> Result<Option<Seq>, Failure> {
    let host_app = host_app(desk, id).await?.host_app;
    let account = account(desk, app_id)?.no;
    settle(desk, may, AccountUnlisted { host_app, account }.into()).await
}

async fn settle(desk: &Desk, may: &PlatformMay<Operate>, act: Act) -> Result<Option<Seq>, Failure> {
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Ok(seq) => Ok(Some(seq)),
        Err(Failure::Stale) => Ok(None),
        Err(failure) => Err(failure),
    }
}
