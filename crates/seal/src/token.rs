//! Access tokens (调用凭证) and their relatives: claims and one MAC, verified without a look-up.
//!
//! Permanent layout: a prefix of four characters that tells the kind, then 54 bytes as 72 characters
//! of URL-safe base64: kind u8, key id u8, incarnation u16, account u32, epoch u32, secret number
//! u16, issued i64 in ms, subject u32, detail u32, nonce of 8 bytes, all big-endian, and the first 16
//! bytes of a keyed BLAKE3 over them. Claims are readable by the token's holder, who knows them.
//!
//! This is one of the four places where speed lives: verifying neither allocates nor locks.

use std::fmt;

use subtle::ConstantTimeEq;
use vermilion_model::{AccountNo, Entropy, Incarnation, SecretNo, Time, TokenKind};

use crate::KeyBytes;
use crate::key_set::KeySet;
use crate::layout::{Put, Take, head, url_bytes, url_text};
use crate::text::Ascii;

/// What a token says. How long it lives, and whether its epoch and incarnation still hold, the caller knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenClaims {
    /// What it allows.
    pub kind: TokenKind,
    /// The account that calls with it.
    pub account: AccountNo,
    /// The store's incarnation when it was issued; an earlier one is refused.
    pub incarnation: Incarnation,
    /// The epoch of (account, kind, secret) when it was issued; an earlier one is refused.
    pub epoch: u32,
    /// The secret that fetched it.
    pub secret: SecretNo,
    /// When it was issued.
    pub issued: Time,
    /// The second party the kind speaks of: an account's number or a user's ordinal; else zero.
    pub subject: u32,
    /// The kind's own: OAuth scopes, an authorization's number; else zero.
    pub detail: u32,
}

/// The 76 characters. Whoever has them may call, so they do not print.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenText(Ascii<76>);

impl TokenText {
    /// The 76 characters.
    pub fn expose(&self) -> &str {
        self.0.as_str()
    }
}
impl fmt::Debug for TokenText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenText(..)")
    }
}

/// Why a token was not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// The text has not the shape of a token.
    #[error("not a token")]
    Malformed,
    /// The shape is right but we did not make it, or its key is gone.
    #[error("a forged token")]
    Forged,
}

/// Issues and verifies tokens.
#[derive(Debug)]
pub struct Tokens(KeySet<KeyBytes>);

impl Tokens {
    pub(crate) const fn new(keys: KeySet<KeyBytes>) -> Tokens {
        Tokens(keys)
    }

    pub(crate) fn key(key: &KeyBytes) -> KeyBytes {
        key.derive("vermilion 1 token mac")
    }

    /// The number of the key that signs now; a stable token's row keeps it.
    pub fn signing_key(&self, now: Time) -> u8 {
        self.0.signing(now).0
    }

    /// A new token, no text like any other.
    pub fn issue(&self, claims: &TokenClaims, entropy: &dyn Entropy) -> TokenText {
        let (id, key) = self.0.signing(claims.issued);
        spell(id, key, claims, entropy.bytes())
    }

    /// The one token of these claims under that key, the same on every node; `None` when the ring no
    /// longer holds the key and a new token must be made.
    pub fn stable(&self, key_id: u8, claims: &TokenClaims) -> Option<TokenText> {
        self.0.get(key_id).map(|key| spell(key_id, key, claims, [0; 8]))
    }

    /// The one token of these claims under that key that names a numbered row: the number stands in place
    /// of the nonce. `None` when the ring no longer holds the key.
    pub fn numbered(&self, key_id: u8, claims: &TokenClaims, number: i64) -> Option<TokenText> {
        self.0.get(key_id).map(|key| spell(key_id, key, claims, number.to_be_bytes()))
    }

    /// What a token says, if we made it.
    ///
    /// # Errors
    /// `TokenFault`; nothing is told about a token that we did not make.
    pub fn verify(&self, text: &str) -> Result<TokenClaims, TokenFault> {
        self.open(text).map(|(claims, _)| claims)
    }

    /// Likewise, and the number that [`Tokens::numbered`] put into it.
    ///
    /// # Errors
    /// `TokenFault`; nothing is told about a token that we did not make.
    pub fn verify_numbered(&self, text: &str) -> Result<(TokenClaims, i64), TokenFault> {
        self.open(text).map(|(claims, nonce)| (claims, i64::from_be_bytes(nonce)))
    }

    #[inline]
    fn open(&self, text: &str) -> Result<(TokenClaims, [u8; 8]), TokenFault> {
        let (prefix, text) = text.as_bytes().split_first_chunk().ok_or(TokenFault::Malformed)?;
        let kind = TokenKind::of_prefix(*prefix).ok_or(TokenFault::Malformed)?;
        let bytes: [u8; 54] = url_bytes(text).ok_or(TokenFault::Malformed)?;
        let mut take = Take::new(&bytes);
        let body: [u8; 38] = take.take().ok_or(TokenFault::Malformed)?;
        let mut fields = Take::new(&body);
        if fields.byte() != Some(kind.number()) {
            return Err(TokenFault::Forged);
        }
        let key = fields.byte().and_then(|id| self.0.get(id)).ok_or(TokenFault::Forged)?;
        // In constant time, and all sixteen bytes at once.
        let shown: [u8; 16] = take.take().ok_or(TokenFault::Malformed)?;
        if !bool::from(u128::from_ne_bytes(mac(key, &body)).ct_eq(&u128::from_ne_bytes(shown))) {
            return Err(TokenFault::Forged);
        }
        read(kind, fields).ok_or(TokenFault::Malformed)
    }
}

fn mac(key: &KeyBytes, body: &[u8; 38]) -> [u8; 16] {
    head(&blake3::keyed_hash(key.expose(), body))
}

fn spell(id: u8, key: &KeyBytes, claims: &TokenClaims, nonce: [u8; 8]) -> TokenText {
    let body = Put::<38>::new()
        .put(&[claims.kind.number(), id])
        .put(&claims.incarnation.0.to_be_bytes())
        .put(&claims.account.0.to_be_bytes())
        .put(&claims.epoch.to_be_bytes())
        .put(&claims.secret.0.to_be_bytes())
        .put(&claims.issued.millis().to_be_bytes())
        .put(&claims.subject.to_be_bytes())
        .put(&claims.detail.to_be_bytes())
        .put(&nonce)
        .done();
    let text: [u8; 72] = url_text(&Put::<54>::new().put(&body).put(&mac(key, &body)).done());
    TokenText(Ascii(Put::new().put(claims.kind.prefix().as_bytes()).put(&text).done()))
}

fn read(kind: TokenKind, mut fields: Take<'_>) -> Option<(TokenClaims, [u8; 8])> {
    let claims = TokenClaims {
        kind,
        incarnation: Incarnation(u16::from_be_bytes(fields.take()?)),
        account: AccountNo(u32::from_be_bytes(fields.take()?)),
        epoch: u32::from_be_bytes(fields.take()?),
        secret: SecretNo(u16::from_be_bytes(fields.take()?)),
        issued: Time::from_millis(i64::from_be_bytes(fields.take()?)),
        subject: u32::from_be_bytes(fields.take()?),
        detail: u32::from_be_bytes(fields.take()?),
    };
    Some((claims, fields.take()?))
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
