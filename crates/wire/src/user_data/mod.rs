//! What a mini program's client carries to its server under the session key: signed raw data,
//! encrypted data, and the login-state signature.

mod encrypted;
mod login_state;
mod session_key;

pub use encrypted::{EncryptedData, NotDecryptable, Watermark, decrypt, encrypt};
pub use login_state::{login_signature, login_signature_is};
pub use session_key::{NotASessionKey, SessionKey};

use crate::digest;

/// The signature of `rawData` (field `signature`): lower-case hex of SHA-1 over the bytes and the
/// session key's text.
pub fn raw_data_signature(raw_data: &[u8], key: &SessionKey) -> String {
    digest::sha1_hex(&[raw_data, key.text().as_bytes()])
}

/// Whether `given`, any bytes, is the signature of `raw_data`.
pub fn raw_data_signature_is(given: &[u8], raw_data: &[u8], key: &SessionKey) -> bool {
    digest::same_hex(&raw_data_signature(raw_data, key), given)
}

#[cfg(test)]
mod tests;
