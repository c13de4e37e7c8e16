//! What a host app does for its users: makes and closes them, draws their codes, records what they
//! allowed. The host app is believed about its own users and about nobody else's.

mod caller;
mod change_user;
mod close_user;
mod erase_user;
mod give_consent;
mod issue_code;
mod issue_login_code;
mod issue_oauth_code;
mod issue_phone_code;
mod list_consents;
mod make_user;
mod note_sealed;
mod pair;
mod read_phone_data;
mod read_profile_policy;
mod read_user;
mod read_user_data;
mod read_user_key;
mod under;
mod withdraw_consent;

pub use caller::HostCaller;
pub use change_user::{Part, UserChange, change_user};
pub use close_user::close_user;
pub use erase_user::erase_user;
pub use give_consent::{Asked, give_consent};
pub use issue_code::{CODE_LIFE, Issued};
pub use issue_login_code::issue_login_code;
pub use issue_oauth_code::{OAuthAsked, issue_oauth_code};
pub use issue_phone_code::issue_phone_code;
pub use list_consents::{Consent, list_consents};
pub use make_user::{Made, find_user, make_user};
pub use note_sealed::{Hashes, note_sealed};
pub(crate) use pair::pair as pair_of;
pub use read_phone_data::{PhoneData, read_phone_data};
pub use read_profile_policy::{Profile, read_profile_policy};
pub use read_user::{KnownUser, read_user};
pub use read_user_data::{UserData, read_user_data};
pub use read_user_key::read_user_key;
pub use under::{Sealing, Under};
pub use withdraw_consent::withdraw_consent;
