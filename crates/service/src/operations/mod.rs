//! What operators do: stop and release accounts, run host apps and say what may run in them.

mod accept_clock;
mod calendar;
mod host_app;
mod host_key;
mod list_accounts;
mod list_authorizations;
mod list_host_apps;
mod listing;
mod make_host_app;
mod publish_agreement;
mod review_reasons;
mod suspend_account;
mod suspend_authorization;

pub use accept_clock::accept_clock;
pub use calendar::{CalendarView, WrittenYear, read_calendar, set_calendar_year};
pub(crate) use host_app::account as account_of;
pub use host_key::{IssuedKey, issue_host_key, revoke_host_key};
pub use list_accounts::{AccountPage, WhichAccounts, list_accounts};
pub use list_authorizations::{HeldView, list_authorizations};
pub use list_host_apps::{HostAppView, list_host_apps};
pub use listing::{list_account, unlist_account};
pub use make_host_app::{MadeHostApp, make_host_app};
pub use publish_agreement::{Agreements, Asks, list_agreements, publish_agreement};
pub use review_reasons::{WrittenReason, list_reasons, retire_reason, set_reason};
pub use suspend_account::{restore_account, suspend_account};
pub use suspend_authorization::{restore_authorization, suspend_authorization};
pub use vermilion_store::AgreementRow;
