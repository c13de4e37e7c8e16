//! Accounts: opening more of them, their pages, their secrets.

mod account_view;
mod draw_account;
mod freeze_secrets;
mod issue_secret;
mod list_secrets;
mod open_account;
mod reset_secret;
mod retire_secret;
mod see_account;
mod set_profile_policy;

pub use account_view::AccountView;
pub(crate) use draw_account::{Opening, Wanted, check_wanted, draw_account, free_name};
pub use freeze_secrets::{freeze_secrets, unfreeze_secrets};
pub use issue_secret::{IssuedSecret, issue_secret};
pub use list_secrets::list_secrets;
pub use open_account::open_account;
pub use reset_secret::{Reset, reset_secret};
pub use retire_secret::retire_secret;
pub use see_account::see_account;
pub use set_profile_policy::{profile_policy, set_profile_policy};
