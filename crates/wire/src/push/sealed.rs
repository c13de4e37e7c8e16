//! The ciphertext of a message: random bytes, length, message, receiver's id; padded to 32.

use aes::Aes256;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::KeyIvInit;

use super::{MessageKey, NotUsable};
use crate::cipher;

/// Messages pad to two blocks of the cipher.
const BLOCK: u8 = 32;

/// Random bytes and length in front of the message.
const HEAD: usize = 20;

/// Encrypts a message for `receive_id`: an AppID, or a component's AppID. The result is base64.
pub fn seal(key: &MessageKey, receive_id: &str, random: [u8; 16], message: &[u8]) -> String {
    let mut plain = Vec::with_capacity(HEAD + message.len() + receive_id.len() + usize::from(BLOCK));
    plain.extend_from_slice(&random);
    // A message is bounded far below 2³² bytes by whoever renders it.
    plain.extend_from_slice(&u32::try_from(message.len()).unwrap_or(u32::MAX).to_be_bytes());
    plain.extend_from_slice(message);
    plain.extend_from_slice(receive_id.as_bytes());
    let mode = cbc::Encryptor::<Aes256>::new(&(*key.bytes()).into(), &key.iv().into());
    STANDARD.encode(cipher::seal(mode, plain, BLOCK))
}

/// Decrypts a message and compares whom it is for.
///
/// The caller has checked the message signature before: without it this function would tell a
/// stranger whether a padding is right.
pub fn open(key: &MessageKey, receive_id: &str, encrypted: &str) -> Result<Vec<u8>, NotUsable> {
    // Some encoders break lines; the signature covered the text as it came.
    let joined: String = encrypted.split_ascii_whitespace().collect();
    let sealed = STANDARD.decode(joined).map_err(|_| NotUsable)?;
    let mode = cbc::Decryptor::<Aes256>::new(&(*key.bytes()).into(), &key.iv().into());
    let plain = cipher::open(mode, sealed, BLOCK).ok_or(NotUsable)?;
    let (head, rest) = plain.split_at_checked(HEAD).ok_or(NotUsable)?;
    let length: [u8; 4] = head.last_chunk().copied().ok_or(NotUsable)?;
    let length = usize::try_from(u32::from_be_bytes(length)).map_err(|_| NotUsable)?;
    let (message, to) = rest.split_at_checked(length).ok_or(NotUsable)?;
    if to == receive_id.as_bytes() { Ok(message.to_vec()) } else { Err(NotUsable) }
}
