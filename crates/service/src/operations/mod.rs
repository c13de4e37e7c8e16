//! What operators do: stop and release accounts, run host apps and say what may run in them.

mod accept_clock;
mod host_app;
mod host_key;
mod list_accounts;
mod list_authorizations;
mod list_host_apps;
mod listing;
mod make_host_app;
mod suspend_account;
mod suspend_authorization;

pub use accept_clock::accept_clock;
pub(crate) use host_app::account as account_of;
pub use host_key::{IssuedKey, issue_host_key, revoke_host_key};
pub use list_accounts::{AccountPage, WhichAccounts, list_accounts};
pub use list_authorizations::{HeldView, list_authorizations};
pub use list_host_apps::{HostAppView, list_host_apps};
pub use listing::{list_account, unlist_account};
pub use make_host_app::{MadeHostApp, make_host_app};
pub use suspend_account::{restore_account, suspend_account};
pub use suspend_authorization::{restore_authorization, suspend_authorization};
