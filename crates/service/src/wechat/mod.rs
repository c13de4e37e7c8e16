//! What an account's server asks through the WeChat API. Hot paths: no allocation that can be spared,
//! no disk but where a code is spent.

mod admit;
mod check_session;
mod exchange_code;
mod fetch_stable_token;
mod fetch_ticket;
mod fetch_token;
mod hand_phone_number;
mod obstacle;
mod secret_calls;
mod user_of_open_id;

pub use admit::{Caller, admit, token_shown};
pub use check_session::{check_session, session_of};
pub(crate) use exchange_code::open_code;
pub use exchange_code::{Session, exchange_code};
pub use fetch_stable_token::{Refresh, fetch_stable_token};
pub use fetch_ticket::{Ticket, TicketFor, fetch_ticket};
pub use fetch_token::{Credential, Fetched, fetch_token};
pub use hand_phone_number::{Phone, hand_phone_number};
pub use obstacle::Obstacle;
pub(crate) use secret_calls::SecretCalls;
pub use user_of_open_id::user_of_open_id;
