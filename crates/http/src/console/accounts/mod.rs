//! Accounts: opening another one, and their own pages.

pub(super) mod bindings;
pub(super) mod closing;
pub(super) mod freeze;
pub(super) mod open;
pub(super) mod registration;
pub(super) mod see;

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::accounts::AccountView;

use crate::when::rfc3339;

/// An account, as its members see it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountAnswer {
    app_id: String,
    account_type: &'static str,
    name: String,
    introduction: String,
    /// `good`, `frozen`, `closing`, `suspended` or `closed`.
    standing: &'static str,
    /// Why the platform suspended it: a code such as `fraud`.
    suspended_reason: Option<String>,
    /// `usable` or `frozen`.
    secrets_state: &'static str,
    created_at: String,
    /// Until when it can still be kept, while its owner closes it.
    closing_until: Option<String>,
    /// The open-platform account that it is bound to.
    bound_to: Option<String>,
    /// Raised by every change.
    version: i64,
}

impl From<AccountView> for AccountAnswer {
    fn from(view: AccountView) -> AccountAnswer {
        AccountAnswer {
            app_id: view.app_id.to_string(),
            account_type: view.account_type.word(),
            name: view.words.name,
            introduction: view.words.introduction,
            standing: view.standing.word(),
            suspended_reason: view.suspended_reason,
            secrets_state: view.secrets.word(),
            created_at: rfc3339(view.created_at),
            closing_until: view.closing_until.map(rfc3339),
            bound_to: view.bound_to.map(|app_id| app_id.to_string()),
            version: view.version,
        }
    }
}

#[cfg(test)]
mod ends_tests;
#[cfg(test)]
mod tests;
