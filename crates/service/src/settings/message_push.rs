//! 消息推送: read and set. Nothing is delivered yet.

use serde::{Deserialize, Serialize};
use vermilion_model::fact::MessagePushSet;
use vermilion_model::{AccountNo, FieldFault, MessagePush, PushFormat, PushMode, Seq};
use vermilion_seal::{Place, SecretText, mint};
use vermilion_store::{MESSAGE_PUSH, SettingRow};

use super::settle::{Versioned, opened, save, unchanged};
use crate::faults::Faults;
use crate::may::ManageSettings;
use crate::{Desk, Failure, May};

/// Longest address.
const LONGEST_URL: usize = 512;
/// Letters and digits of a token. Source: WeChat's form.
const TOKEN: std::ops::RangeInclusive<usize> = 3..=32;
/// Letters and digits of an EncodingAESKey. Source: contract, crypto.
const KEY: usize = 43;

/// As typed.
#[derive(Debug)]
pub struct PushForm {
    /// Where to.
    pub url: String,
    /// What messages are signed with.
    pub token: SecretText,
    /// What they are encrypted with; nothing keeps the present one, or draws the first.
    pub encoding_aes_key: Option<SecretText>,
    /// `xml` or `json`.
    pub format: String,
    /// `plain`, `compatible` or `safe`.
    pub mode: String,
}

/// The setting, opened for who may change it.
#[derive(Debug)]
pub struct PushView {
    /// What is no secret.
    pub setting: Versioned<MessagePush>,
    /// The token.
    pub token: SecretText,
    /// The key.
    pub encoding_aes_key: SecretText,
}

/// What is sealed.
#[derive(Serialize, Deserialize, Default, Clone)]
struct PushBox {
    token: String,
    key: String,
    /// The key before: messages sealed under it are still on their way when it changes.
    previous: Option<String>,
}

/// The setting as it stands; nothing typed yet has empty texts.
pub async fn read_message_push(desk: &Desk, may: &May<ManageSettings>) -> Result<PushView, Failure> {
    let row = desk.read.setting_of_account(may.account(), MESSAGE_PUSH).await?;
    let held = unsealed(desk, may.account(), row.as_ref())?;
    let (token, encoding_aes_key) = (SecretText::new(held.token), SecretText::new(held.key));
    Ok(PushView { setting: opened(row.as_ref())?, token, encoding_aes_key })
}

/// Where an account's messages go, once something delivers them.
pub async fn push_url(desk: &Desk, account: AccountNo) -> Result<Option<String>, Failure> {
    let row = desk.read.setting_of_account(account, MESSAGE_PUSH).await?;
    let setting: Versioned<MessagePush> = opened(row.as_ref())?;
    Ok((!setting.value.url.is_empty()).then_some(setting.value.url))
}

/// Sets it; token and key are sealed under the ring's keys, which the master key wraps (I9).
///
/// # Errors
/// Faults at the fields; `VersionPassed`.
pub async fn set_message_push(
    desk: &Desk,
    may: &May<ManageSettings>,
    seen: i64,
    form: PushForm,
) -> Result<(Seq, PushView), Failure> {
    may.standing(desk)?;
    let value = read(&form)?;
    let account = may.account();
    let row = unchanged(desk, (account, MESSAGE_PUSH), seen).await?;
    let held = unsealed(desk, account, row.as_ref())?;
    let key = match &form.encoding_aes_key {
        Some(typed) => typed.expose().to_owned(),
        None if held.key.is_empty() => mint::encoding_aes_key(&*desk.entropy).expose().to_owned(),
        None => held.key.clone(),
    };
    let previous = if key == held.key { held.previous } else { Some(held.key) }.filter(|key| !key.is_empty());
    let sealing = PushBox { token: form.token.expose().to_owned(), key, previous };
    let json = serde_json::to_vec(&sealing).map_err(Failure::broken)?;
    let sealed = desk.ring.load().boxes.seal(place(&account.0.to_be_bytes()), &json, &*desk.entropy)?;
    let now = desk.now();
    let act = MessagePushSet { account, version: seen, push: value.clone(), sealed };
    let seq = save(desk, may, (MESSAGE_PUSH, seen, now), act).await?;
    let setting = Versioned { version: seen + 1, saved_at: Some(now), value };
    let encoding_aes_key = SecretText::new(sealing.key);
    Ok((seq, PushView { setting, token: form.token, encoding_aes_key }))
}

fn place(account: &[u8; 4]) -> Place<'_> {
    Place { table: "setting.message_push", row: account }
}

fn unsealed(desk: &Desk, account: AccountNo, row: Option<&SettingRow>) -> Result<PushBox, Failure> {
    let Some(sealed) = row.and_then(|row| row.sealed.as_deref()) else { return Ok(PushBox::default()) };
    let json = desk.ring.load().boxes.open(place(&account.0.to_be_bytes()), sealed)?;
    serde_json::from_slice(json.expose()).map_err(Failure::broken)
}

fn read(form: &PushForm) -> Result<MessagePush, Failure> {
    let mut faults = Faults::default();
    let url = faults.take(read_url(&form.url));
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let token = form.token.expose();
    if token.is_empty() {
        faults.push(FieldFault::new("/token", "required"));
    } else if !TOKEN.contains(&token.len()) || !plain(token) {
        faults.push(FieldFault::new("/token", "format"));
    }
    if let Some(key) = &form.encoding_aes_key
        && (key.expose().len() != KEY || !plain(key.expose()))
    {
        faults.push(FieldFault::new("/encoding_aes_key", "format"));
    }
    let format = PushFormat::from_word(&form.format).ok_or_else(|| FieldFault::new("/format", "unknown"));
    let mode = PushMode::from_word(&form.mode).ok_or_else(|| FieldFault::new("/mode", "unknown"));
    let (format, mode) = (faults.take(format), faults.take(mode));
    faults.done()?;
    let whole = url.zip(format).zip(mode);
    let ((url, format), mode) = whole.ok_or_else(|| Failure::broken("a form without fault lacks a field"))?;
    Ok(MessagePush { url, format, mode })
}

/// `http` or `https`, a host, no user and no fragment.
fn read_url(typed: &str) -> Result<String, FieldFault> {
    let typed = typed.trim();
    let wrong = || FieldFault::new("/url", "url");
    if typed.is_empty() {
        return Err(FieldFault::new("/url", "required"));
    }
    if typed.len() > LONGEST_URL {
        return Err(FieldFault::new("/url", "too_long").with("max", &LONGEST_URL));
    }
    let (scheme, rest) = typed.split_once("://").ok_or_else(wrong)?;
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    let sound = matches!(scheme, "http" | "https")
        && !host.is_empty()
        && !host.contains('@')
        && typed.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'<' | b'>' | b'"'));
    if sound { Ok(typed.to_owned()) } else { Err(wrong()) }
}
