//! The one question: may this account make this call for this user now?
//!
//! [`InForce`] is what is in force now, in memory: accounts, secrets' digests, token epochs and
//! marks, authorizations, consents, quota blocks. [`decide`] answers from it, [`explain()`] asks the
//! same function and lists its steps; there is no second copy of the rules. Facts reach `InForce`
//! through [`InForce::apply`], the store's rows through [`InForce::stand`].
//!
//! Knows `model` only. Deliberately absent: I/O, async, a clock, randomness, keys and MACs (what
//! comes in was verified by `seal`), wire codes and sentences (those hang on [`Reason::code`]),
//! names and other personal data. Refuses whatever it does not know.

mod apply;
mod ask;
mod code;
mod explain;
mod in_force;
mod reason;
mod recorder;
mod secret;
mod token;

pub use ask::{Allowed, Ask, decide};
pub use code::CODE_LATITUDE;
pub use explain::{Explanation, Line, explain};
pub use in_force::{
    AccountState, Block, Chunk, Grant, InForce, LivingSecret, Misfit, PAIRS_A_CHUNK, ServedCall, StableToken,
    WITHDRAWALS_KEPT, block_size,
};
pub use reason::Reason;
pub use recorder::{Source, Step};
pub use secret::Fetcher;
pub use token::{DISPLACED_AFTER, ENDED, Issued, TOKEN_LIFE, TokenView};
