//! `encryptedData`: a user's data, encrypted under the session key, with its watermark.

use aes::Aes128;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use cbc::cipher::KeyIvInit;
use serde::Deserialize;
use vermilion_model::{AppId, Time};

use super::SessionKey;
use crate::cipher;
use crate::digest::sha256;
use crate::json::Object;

/// Largest `encryptedData` that is decrypted, in characters.
const MAX_TEXT: usize = 64 * 1024;

/// The cipher's own block; user data, unlike messages, pads to it.
const BLOCK: u8 = 16;

/// What a client receives: both texts are base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncryptedData {
    /// The field `encryptedData`.
    pub encrypted_data: String,
    /// The field `iv`.
    pub iv: String,
}

/// Whose data it is and when it was handed over (数据水印); receivers compare the AppID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Watermark {
    /// The account whose client asked.
    pub appid: AppId,
    /// When, to the second.
    pub at: Time,
}

impl EncryptedData {
    /// SHA-256 of the base64 text, and of the bytes it stands for: by one of them a server asks whether it
    /// is genuine.
    pub fn hashes(&self) -> [[u8; 32]; 2] {
        let bytes = STANDARD.decode(&self.encrypted_data).unwrap_or_default();
        [sha256(self.encrypted_data.as_bytes()), sha256(&bytes)]
    }
}

/// Wrong key, wrong IV, damaged text or another account's data; which of them is not told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("encrypted data cannot be used")]
pub struct NotDecryptable;

/// Encrypts an object, closing it with its watermark, under a random IV.
pub fn encrypt(key: &SessionKey, iv: [u8; 16], data: Object, mark: Watermark) -> EncryptedData {
    let watermark = Object::new().int("timestamp", mark.at.secs()).text("appid", mark.appid.as_str());
    let plain = data.object("watermark", watermark).finish();
    let mode = cbc::Encryptor::<Aes128>::new(&(*key.bytes()).into(), &iv.into());
    let sealed = cipher::seal(mode, plain, BLOCK);
    EncryptedData { encrypted_data: STANDARD.encode(sealed), iv: STANDARD.encode(iv) }
}

/// Decrypts to the JSON text, after comparing the watermark's AppID.
pub fn decrypt(key: &SessionKey, data: &EncryptedData, appid: AppId) -> Result<String, NotDecryptable> {
    if data.encrypted_data.len() > MAX_TEXT {
        return Err(NotDecryptable);
    }
    let decoded = |text: &str| STANDARD.decode(text).map_err(|_| NotDecryptable);
    let iv: [u8; 16] = decoded(&data.iv)?.try_into().map_err(|_| NotDecryptable)?;
    let mode = cbc::Decryptor::<Aes128>::new(&(*key.bytes()).into(), &iv.into());
    let plain = cipher::open(mode, decoded(&data.encrypted_data)?, BLOCK).ok_or(NotDecryptable)?;
    let text = String::from_utf8(plain).map_err(|_| NotDecryptable)?;
    let marked: Marked<'_> = serde_json::from_str(&text).map_err(|_| NotDecryptable)?;
    if marked.watermark.appid == appid.as_str() { Ok(text) } else { Err(NotDecryptable) }
}

#[derive(Deserialize)]
struct Marked<'a> {
    #[serde(borrow)]
    watermark: Mark<'a>,
}

#[derive(Deserialize)]
struct Mark<'a> {
    #[serde(borrow)]
    appid: std::borrow::Cow<'a, str>,
}
