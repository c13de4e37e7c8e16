//! Web authorization: a code for a service account's server, after the page that asked the user.

use vermilion_decide::{Ask, decide};
use vermilion_model::{AccountNo, AccountType, CodeKind, Id, OAuthScope, Scope, Span, User};

use super::issue_code::{CODE_LIFE, Draw, Issued, issue_code};
use super::pair::pair;
use super::{HostCaller, give_consent};
use crate::{Desk, Failure};

/// How long a website's code may be spent. Source: contract, codes.
const WEBSITE_LIFE: Span = Span::mins(10);

/// What the user was asked.
#[derive(Debug, Clone, Copy)]
pub struct OAuthAsked<'a> {
    /// The service account's AppID, as sent.
    pub app_id: &'a str,
    /// The OAuth scope's wire name, as sent.
    pub scope: &'a str,
    /// The version of the privacy notice that the user was shown; 0 where none was.
    pub notice: u32,
}

/// Draws an OAuth code. Where the scope shows a profile, the user's agreement is the consent; it is
/// recorded where none stands.
pub async fn issue_oauth_code(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    asked: OAuthAsked<'_>,
) -> Result<Issued, Failure> {
    let scope = OAuthScope::from_name(asked.scope).ok_or_else(|| Failure::field("/scope", "unknown"))?;
    let account = by.listed(desk, asked.app_id, AccountType::ServiceAccount)?.no;
    by.living_user(desk, user).await?;
    let now = desk.now();
    may_authorize(desk, account, now)?;
    let pair = pair(desk, user, account, now).await?;
    if scope.shows_profile() {
        give_consent::once(desk, (by, user, pair), (Scope::UserInfo, asked.notice), now).await?;
    }
    let life = if scope == OAuthScope::Login { WEBSITE_LIFE } else { CODE_LIFE };
    let draw = Draw { life, scope: scope.number(), ..Draw::plain(CodeKind::OAuth) };
    issue_code(desk, draw, pair, now).await
}

/// The page is not shown for an account that could do nothing with the code.
fn may_authorize(desk: &Desk, account: AccountNo, now: vermilion_model::Time) -> Result<(), Failure> {
    let exchange = desk.catalogue.call_by_path("/sns/oauth2/access_token");
    let call = exchange.ok_or_else(|| Failure::broken("the catalogue lacks a call"))?.no;
    let ask = Ask { uptime: desk.uptime(), day: desk.day(now), ..Ask::own(account, call) };
    decide(&desk.in_force, &ask, now)?;
    Ok(())
}
