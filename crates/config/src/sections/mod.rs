//! The sections, one a file.

mod accounts;
mod keys;
mod log;
mod metrics;
mod platform;
mod review;
mod server;
mod sessions;
mod store;

pub use accounts::Accounts;
pub use keys::Keys;
pub use log::Log;
pub use metrics::Metrics;
pub use platform::Platform;
pub use review::Review;
pub use server::Server;
pub use sessions::Sessions;
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
        Sessions::described(),
    ]
}
