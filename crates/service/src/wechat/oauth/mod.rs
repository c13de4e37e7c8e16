//! Web authorization 网页授权: the `sns` chain of service accounts and their websites.
//!
//! A grant is one row, named by the serial of the code that it began with; both of its tokens are derived
//! from the row, so that an access token can get more time and stay the same text on every node. What the
//! user took back ended the row, in the same commit.

mod exchange;
mod grant;
mod profile;
mod refresh;

pub use exchange::exchange_oauth_code;
pub use grant::{OAuthCaller, OAuthTokens};
pub use profile::{OAuthProfile, check_oauth_token, read_oauth_profile};
pub use refresh::refresh_oauth_token;
