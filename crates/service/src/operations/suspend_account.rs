//! 封禁: the platform stops an account, and lets it act again.

use vermilion_model::fact::{AccountRestored, AccountSuspended, Act, Actor};
use vermilion_model::{AccountNo, FieldFault, Seq};

use super::host_app::account;
use crate::accounts::AccountView;
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay, notices};

/// Longest reason, in characters.
const LONGEST: usize = 64;

/// Stops it: none of its calls is allowed any more. Nothing is committed when it is stopped already.
///
/// # Errors
/// A fault at `/reason`, which is a code: the audit log keeps no free text.
pub async fn suspend_account(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    app_id: &str,
    reason: &str,
) -> Result<(Option<Seq>, AccountView), Failure> {
    let (no, reason) = (account(desk, app_id)?.no, code(reason)?);
    let act = AccountSuspended { account: no, reason };
    settle(desk, may, (no, "account_suspended"), act.into()).await
}

/// Lets it act again. Nothing is committed when it is not stopped.
///
/// # Errors
/// As when it is stopped.
pub async fn restore_account(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    app_id: &str,
    reason: &str,
) -> Result<(Option<Seq>, AccountView), Failure> {
    let (no, reason) = (account(desk, app_id)?.no, code(reason)?);
    let act = AccountRestored { account: no, reason };
    settle(desk, may, (no, "account_restored"), act.into()).await
}

async fn settle(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    (account, notice): (AccountNo, &'static str),
    act: Act,
) -> Result<(Option<Seq>, AccountView), Failure> {
    let seq = match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Ok(seq) => {
            notices::to_administrators(desk, account, notice).await;
            Some(seq)
        }
        // It stands so already.
        Err(Failure::Stale) => None,
        Err(failure) => return Err(failure),
    };
    Ok((seq, AccountView::by_no(desk, account).await?))
}

pub(super) fn code(typed: &str) -> Result<String, FieldFault> {
    let at = |code| FieldFault::new("/reason", code);
    let sound = typed.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    match typed.len() {
        0 => Err(at("required")),
        1..=LONGEST if sound => Ok(typed.to_owned()),
        1..=LONGEST => Err(at("format")),
        _ => Err(at("too_long").with("max", &LONGEST)),
    }
}
