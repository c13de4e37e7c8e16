//! Accounts: opening more of them, their pages, their secrets.

mod account_view;
mod bind_account;
mod close_account;
mod draw_account;
mod freeze_account;
mod freeze_secrets;
mod issue_secret;
mod open_account;
mod plan_retirement;
mod read_fetches;
mod read_secrets;
mod replace_leaked;
mod reset_secret;
mod retire_secret;
mod see_account;
mod set_profile_policy;

pub use account_view::AccountView;
pub use bind_account::{BoundAccount, bind_account, list_bindings, unbind_account};
pub use close_account::{close_account, keep_account, tend_accounts};
pub(crate) use draw_account::{Opening, Wanted, check_wanted, draw_account, free_name};
pub use freeze_account::{freeze_account, unfreeze_account};
pub use freeze_secrets::{freeze_secrets, unfreeze_secrets};
pub use issue_secret::{IssuedSecret, issue_secret};
pub use open_account::open_account;
pub use plan_retirement::{plan_retirement, retire_due};
pub use read_fetches::{EndedBy, ended_by, read_fetches, secret_names};
pub use read_secrets::{SecretView, read_secrets};
pub use replace_leaked::{Replaced, replace_leaked};
pub use reset_secret::{Reset, reset_secret};
pub use retire_secret::retire_secret;
pub use see_account::see_account;
pub use set_profile_policy::{profile_policy, set_profile_policy};
pub use vermilion_store::{FetchPlace, FetchRow};
