//! The sections, one a file.

mod accounts;
mod evidence;
mod keys;
mod log;
mod mail;
mod metrics;
mod platform;
mod registration;
mod review;
mod server;
mod sessions;
mod sms;
mod store;

pub use accounts::Accounts;
pub use evidence::Evidence;
pub use keys::Keys;
pub use log::Log;
pub use mail::Mail;
pub use metrics::Metrics;
pub use platform::Platform;
pub use registration::Registration;
pub use review::Review;
pub use server::Server;
pub use sessions::Sessions;
pub use sms::Sms;
pub use store::Store;

use crate::section::Described;

/// Every section's description, in the order in which the file is documented.
pub(crate) fn described() -> Vec<Described> {
    vec![
        Server::described(),
        Store::described(),
        Keys::described(),
        Metrics::described(),
        Log::described(),
        Platform::described(),
        Accounts::described(),
        Review::described(),
        Evidence::described(),
        Sessions::described(),
        Registration::described(),
        Mail::described(),
        Sms::described(),
    ]
}
