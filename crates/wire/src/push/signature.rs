//! The two signatures of a push.

use crate::digest;

/// The signature of a server URL check (服务器地址校验), also sent with every push: lower-case hex
/// of SHA-1 over token, time and nonce sorted bytewise. It does not cover a body.
pub fn server_signature(token: &str, timestamp: &str, nonce: &str) -> String {
    digest::sorted_sha1_hex([token.as_bytes(), timestamp.as_bytes(), nonce.as_bytes()])
}

/// Whether `given`, any bytes, is that signature.
pub fn server_signature_is(given: &[u8], token: &str, timestamp: &str, nonce: &str) -> bool {
    digest::same_hex(&server_signature(token, timestamp, nonce), given)
}

/// The signature of an encrypted message (`msg_signature`): the same rule with the ciphertext's
/// base64 text as fourth part. This is the one that covers the body.
pub fn message_signature(token: &str, timestamp: &str, nonce: &str, encrypted: &str) -> String {
    digest::sorted_sha1_hex([token.as_bytes(), timestamp.as_bytes(), nonce.as_bytes(), encrypted.as_bytes()])
}
