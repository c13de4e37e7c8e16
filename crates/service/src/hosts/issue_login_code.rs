//! `wx.login`: a code for the mini program's server, through the host app.

use vermilion_model::{CodeKind, Id, User};

use super::HostCaller;
use super::issue_code::{Draw, Issued, issue_code};
use super::pair::pair;
use crate::{Desk, Failure};

/// Draws a login code of a user for a mini program that is listed here.
pub async fn issue_login_code(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    app_id: &str,
) -> Result<Issued, Failure> {
    let account = by.mini_program(desk, app_id)?.no;
    by.living_user(desk, user).await?;
    let now = desk.now();
    let pair = pair(desk, user, account, now).await?;
    issue_code(desk, Draw::plain(CodeKind::Login), pair, now).await
}
