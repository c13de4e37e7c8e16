//! What an account's server asks through the WeChat API. Hot paths: no allocation that can be spared,
//! no disk but where a code is spent.

mod admit;
mod asking;
mod check_callback;
mod check_encrypted;
mod check_session;
mod exchange_code;
mod fetch_stable_token;
mod fetch_ticket;
mod fetch_token;
mod hand_phone_number;
mod living_person;
pub mod oauth;
mod obstacle;
mod read_user_keys;
mod refuse_paid_union_id;
mod reset_session;
mod secret_calls;
mod union_id;
mod user_of_open_id;

pub use admit::{Caller, admit, token_shown};
pub use asking::Asking;
pub use check_callback::{Reached, check_callback};
pub use check_encrypted::check_encrypted;
pub use check_session::{LivingSession, SessionProof, check_session, session_of};
pub(crate) use exchange_code::open_code;
pub use exchange_code::{Session, exchange_code};
pub use fetch_stable_token::{Refresh, fetch_stable_token};
pub use fetch_ticket::{Ticket, TicketFor, fetch_ticket};
pub use fetch_token::{Credential, Fetched, fetch_token};
pub use hand_phone_number::{Phone, hand_phone_number};
pub use obstacle::Obstacle;
pub use read_user_keys::read_user_keys;
pub(crate) use read_user_keys::user_key;
pub use refuse_paid_union_id::refuse_paid_union_id;
pub use reset_session::reset_session;
pub(crate) use secret_calls::SecretCalls;
pub(crate) use union_id::{bound, union_id};
pub use user_of_open_id::user_of_open_id;
