//! Everything that must not be forged, guessed or read: the key ring, tokens, keyed digests, sealed
//! boxes, password hashing.
//!
//! It knows the model's words and is handed keys, times and entropy. Deliberately absent: files, the
//! store, a clock, threads (password hashing is slow; callers run it on a bounded pool), WeChat's
//! wire formats and its message encryption, and any decision: a token that verifies here may still
//! be of an ended epoch, a code may be spent.
//!
//! The formats are permanent; golden vectors in each file's tests hold them still.

mod audit;
mod code;
mod digest;
mod entropy;
mod key_maker;
mod key_set;
mod layout;
mod master;
mod master_file;
pub mod mint;
mod numbered_keys;
mod openid;
pub mod password;
mod person;
mod ring;
mod ring_row;
mod sealed;
mod secret;
mod session_key;
mod text;
mod token;
mod totp;
mod user_key;

pub use audit::{ArchiveSeal, AuditKeys, ChainEntry, ChainFault, ChainTip, Head, HeadFault, Link};
pub use code::{CodeClaims, CodeFault, CodeText, Codes, Serial};
pub use digest::{DigestOf, Digests, content_digest};
pub use entropy::{SeededEntropy, SystemEntropy};
pub use key_maker::{KeyMaker, Old};
pub use key_set::SIGNS_AFTER;
pub use master::{MasterFault, MasterKeys};
pub use openid::{Holder, NotOurId, OpenId, OpenIds, UserIdKind, UserNo};
pub use person::PersonKey;
pub use ring::{Ring, RingFault};
pub use ring_row::{KeyKind, RingRow};
pub use sealed::{BoxFault, Boxes, Place};
pub use secret::{KeyBytes, SecretBytes, SecretText};
pub use session_key::{SessionKey, SessionKeyText, SessionOf, Sessions};
pub use token::{TokenClaims, TokenFault, TokenText, Tokens};
pub use totp::TotpSecret;
pub use user_key::{USER_KEY_LIFE, UserKey, UserKeyOf};
