//! One receiver's address, keys and choices: from a message to the request that carries it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vermilion_model::Time;

use super::{Format, Message, MessageKeys, message_signature, seal, server_signature};
use crate::query::encode;

/// What a receiver wants to see of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// The fields alone (明文模式).
    Plain,
    /// The fields and, beside them, the whole encrypted (兼容模式); for testing only.
    Compatible,
    /// The ciphertext alone (安全模式).
    Secure,
}

/// The one field that stays readable in an encrypted envelope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee<'a> {
    /// Messages and events of an account: its original id, `ToUserName`.
    ToUserName(&'a str),
    /// Authorization events of a third-party platform: its AppID, `AppId`.
    AppId(&'a str),
}

/// One receiver. `token` signs, `keys` encrypt; neither is ever printed.
#[derive(Clone, Copy)]
pub struct Channel<'a> {
    /// The receiver's token (令牌).
    pub token: &'a str,
    /// Keys; plain mode does not use them.
    pub keys: &'a MessageKeys,
    /// Whom the ciphertext is for: the AppID, or the component's AppID.
    pub receive_id: &'a str,
    /// The readable field.
    pub addressee: Addressee<'a>,
    /// JSON or XML.
    pub format: Format,
    /// Plain, compatible or secure.
    pub mode: Mode,
}

/// What is new with every push.
#[derive(Debug, Clone, Copy)]
pub struct Stamp<'a> {
    /// When it is sent, to the second.
    pub at: Time,
    /// A random number.
    pub nonce: u32,
    /// Twelve random bytes, for the front of the plaintext.
    pub random: [u8; 12],
    /// The user whose message it is; events of the account itself have none.
    pub openid: Option<&'a str>,
}

/// A push ready to be sent. `Debug` shows the body's size only.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Parameters to append to the receiver's URL, encoded, without a leading `?` or `&`.
    pub query: String,
    /// The body; its content type is the format's.
    pub body: Vec<u8>,
}

impl std::fmt::Debug for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Delivery").field("bytes", &self.body.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Channel<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Channel")
            .field("receive_id", &self.receive_id)
            .field("format", &self.format)
            .field("mode", &self.mode)
            .finish_non_exhaustive()
    }
}

impl Channel<'_> {
    /// Puts a message into this receiver's envelope.
    pub fn deliver(&self, message: &Message, stamp: &Stamp<'_>) -> Delivery {
        let plain = message.render(self.format);
        let (timestamp, nonce) = (stamp.at.secs().to_string(), stamp.nonce.to_string());
        let mut query = self.signed_query(&timestamp, &nonce);
        if let Some(openid) = stamp.openid {
            query.push_str("&openid=");
            encode(&mut query, openid);
        }
        if self.mode == Mode::Plain {
            return Delivery { query, body: plain };
        }
        let encrypted = seal(&self.keys.current, self.receive_id, printable(stamp.random), &plain);
        query.push_str("&encrypt_type=aes&msg_signature=");
        query.push_str(&message_signature(self.token, &timestamp, &nonce, &encrypted));
        let fields = if self.mode == Mode::Compatible { message.clone() } else { self.envelope() };
        Delivery { query, body: fields.text("Encrypt", encrypted).render(self.format) }
    }

    /// The query of a server URL check (服务器地址校验); the receiver must answer `echostr`, bare.
    pub fn check_url(&self, at: Time, nonce: u32, echostr: &str) -> String {
        let mut query = self.signed_query(&at.secs().to_string(), &nonce.to_string());
        query.push_str("&echostr=");
        encode(&mut query, echostr);
        query
    }

    fn signed_query(&self, timestamp: &str, nonce: &str) -> String {
        let signature = server_signature(self.token, timestamp, nonce);
        format!("signature={signature}&timestamp={timestamp}&nonce={nonce}")
    }

    fn envelope(&self) -> Message {
        match self.addressee {
            Addressee::ToUserName(id) => Message::new().text("ToUserName", id),
            Addressee::AppId(id) => Message::new().text("AppId", id),
        }
    }
}

/// Sixteen characters: receivers have been seen to read these bytes as text.
fn printable(random: [u8; 12]) -> [u8; 16] {
    let mut text = [b'0'; 16];
    // Twelve bytes are exactly sixteen characters, so this cannot fall short.
    let _ = URL_SAFE_NO_PAD.encode_slice(random, &mut text);
    text
}
