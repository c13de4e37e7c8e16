//! The login-state signature (登录态签名): proves that a server knows a user's session key.

use aws_lc_rs::hmac::{HMAC_SHA256, Key, sign, verify};

use super::SessionKey;

/// Lower-case hex of HMAC-SHA-256 under the session key's *text*.
///
/// The message is empty for calls without a body, the exact body for the others.
pub fn login_signature(key: &SessionKey, message: &[u8]) -> String {
    hex::encode(sign(&hmac_key(key), message))
}

/// Whether `given` is that signature, in either letter case.
///
/// Any bytes may be given; what is not hex is a wrong signature, not a bad request.
pub fn login_signature_is(given: &[u8], key: &SessionKey, message: &[u8]) -> bool {
    let mut tag = [0; 32];
    hex::decode_to_slice(given, &mut tag).is_ok() && verify(&hmac_key(key), message, &tag).is_ok()
}

fn hmac_key(key: &SessionKey) -> Key {
    Key::new(HMAC_SHA256, key.text().as_bytes())
}
