//! Single-use codes (登录凭证 and its relatives): sealed serials, so that issuing one writes nothing.
//!
//! Permanent layout, 48 bytes as 64 characters of URL-safe base64: 6 bits the digit `0`, 8 bits key
//! id, 2 zero bits; two AES-256 blocks in CBC; the first 14 bytes of a keyed BLAKE3 over all before.
//! The first block is (kind u8, incarnation u16, serial u56, issued u48 in ms), the second (account
//! u32, ordinal u32, other u32, scope u8, session key id u8, life u16 in s), big-endian.
//!
//! The first block needs no random start value: no two codes share a serial within an incarnation,
//! so it never repeats, and what it encrypts to is the start value of the second.

use std::fmt;

use aes::Aes256;
use aes::cipher::{Array, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit, consts::U16};
use subtle::ConstantTimeEq;
use vermilion_model::{AccountNo, CodeKind, Incarnation, Ordinal, Span, Time};

use crate::KeyBytes;
use crate::key_set::KeySet;
use crate::layout::{Put, Take, head, narrow, url_bytes, url_text, widen};
use crate::text::Ascii;

/// The value of the digit `0` in base64, in the top six of sixteen bits.
const DIGIT_0: u16 = 52 << 10;

/// The number by which a code is spent: below 2⁵⁶, from a block leased durably, never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serial(u64);

impl Serial {
    /// `None` from 2⁵⁶ up and below zero.
    pub fn new(number: i64) -> Option<Serial> {
        u64::try_from(number).ok().filter(|n| n >> 56 == 0).map(Serial)
    }

    /// The number, as stored.
    pub const fn get(self) -> i64 {
        self.0.cast_signed()
    }

    pub(crate) const fn to_be_bytes(self) -> [u8; 8] {
        self.0.to_be_bytes()
    }
}

/// What a code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CodeClaims {
    /// What it is for.
    pub kind: CodeKind,
    /// The store's incarnation when it was issued; the caller refuses an earlier one.
    pub incarnation: Incarnation,
    /// The account it was issued to.
    pub account: AccountNo,
    /// The user within that account; zero where the kind knows no user.
    pub ordinal: Ordinal,
    /// The number by which it is spent.
    pub serial: Serial,
    /// When it was issued.
    pub issued: Time,
    /// How long it may be spent: whole seconds, at most 65,535; more is cut to that.
    pub life: Span,
    /// The second account the kind speaks of; zero where there is none.
    pub other: AccountNo,
    /// The OAuth scope or the act, in the catalogue's numbers; zero where the kind has none.
    pub scope: u8,
    /// The key from which its session key is derived, settled when it is issued.
    pub session_key_id: u8,
}

impl CodeClaims {
    /// The first moment at which it may no longer be spent.
    pub const fn expires(&self) -> Time {
        self.issued.plus(self.life)
    }
}

/// The 64 characters. Whoever has them may spend the code, so they do not print.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CodeText(Ascii<64>);

impl CodeText {
    /// The 64 characters.
    pub fn expose(&self) -> &str {
        self.0.as_str()
    }
}
impl fmt::Debug for CodeText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CodeText(..)")
    }
}

/// Why a code was not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeFault {
    /// The text has not the shape of a code.
    #[error("not a code")]
    Malformed,
    /// The shape is right but we did not make it, or its key is gone.
    #[error("a forged code")]
    Forged,
    /// We made it, for something else.
    #[error("a code of another kind")]
    OtherKind(CodeKind),
    /// We made it, and its time is over.
    #[error("an expired code")]
    Expired(CodeClaims),
}

pub(crate) struct CodeKey {
    cipher: Aes256,
    mac: KeyBytes,
}

impl CodeKey {
    pub(crate) fn new(key: &KeyBytes) -> CodeKey {
        let cipher = Aes256::new(&(*key.derive("vermilion 1 code cipher").expose()).into());
        CodeKey { cipher, mac: key.derive("vermilion 1 code mac") }
    }

    fn mac(&self, body: &[u8; 34]) -> [u8; 14] {
        head(&blake3::keyed_hash(self.mac.expose(), body))
    }
}

/// Seals and opens codes.
#[derive(Debug)]
pub struct Codes(KeySet<CodeKey>);

impl Codes {
    pub(crate) const fn new(keys: KeySet<CodeKey>) -> Codes {
        Codes(keys)
    }

    /// The text of a code. The same claims under the same key give the same text.
    pub fn seal(&self, claims: &CodeClaims) -> CodeText {
        let (id, key) = self.0.signing(claims.issued);
        let (first, second) = blocks(claims);
        let mut first: Array<u8, U16> = first.into();
        key.cipher.encrypt_block(&mut first);
        let mut second = xor(second, first.into()).into();
        key.cipher.encrypt_block(&mut second);
        let header = (DIGIT_0 | (u16::from(id) << 2)).to_be_bytes();
        let body = Put::<34>::new().put(&header).put(&first).put(&second).done();
        CodeText(Ascii(url_text(&Put::<48>::new().put(&body).put(&key.mac(&body)).done())))
    }

    /// What a code of the expected kind says. Whether it was spent, withdrawn or is of an earlier
    /// incarnation is for the caller to ask.
    ///
    /// # Errors
    /// `CodeFault`; nothing is told about a code that we did not make.
    pub fn open(&self, expected: CodeKind, text: &str, now: Time) -> Result<CodeClaims, CodeFault> {
        let bytes: [u8; 48] = url_bytes(text.as_bytes()).ok_or(CodeFault::Malformed)?;
        let claims = self.unseal(&bytes)?;
        if claims.kind != expected {
            return Err(CodeFault::OtherKind(claims.kind));
        }
        if now >= claims.expires() { Err(CodeFault::Expired(claims)) } else { Ok(claims) }
    }

    fn unseal(&self, bytes: &[u8; 48]) -> Result<CodeClaims, CodeFault> {
        let mut take = Take::new(bytes);
        let body: [u8; 34] = take.take().ok_or(CodeFault::Malformed)?;
        let mac = take.rest();
        let mut take = Take::new(&body);
        let header = u16::from_be_bytes(take.take().ok_or(CodeFault::Malformed)?);
        let id = u8::try_from((header & !DIGIT_0) >> 2).map_err(|_| CodeFault::Malformed)?;
        if header != DIGIT_0 | (u16::from(id) << 2) {
            return Err(CodeFault::Malformed);
        }
        let key = self.0.get(id).ok_or(CodeFault::Forged)?;
        if !bool::from(key.mac(&body).as_slice().ct_eq(mac)) {
            return Err(CodeFault::Forged);
        }
        let sealed: [u8; 16] = take.take().ok_or(CodeFault::Malformed)?;
        let mut first: Array<u8, U16> = sealed.into();
        key.cipher.decrypt_block(&mut first);
        let mut second: Array<u8, U16> = take.take::<16>().ok_or(CodeFault::Malformed)?.into();
        key.cipher.decrypt_block(&mut second);
        read(&first.into(), &xor(second.into(), sealed)).ok_or(CodeFault::Forged)
    }
}

fn xor(a: [u8; 16], b: [u8; 16]) -> [u8; 16] {
    (u128::from_be_bytes(a) ^ u128::from_be_bytes(b)).to_be_bytes()
}

fn blocks(claims: &CodeClaims) -> ([u8; 16], [u8; 16]) {
    let issued = u64::try_from(claims.issued.millis()).unwrap_or(0).min((1 << 48) - 1);
    let life = u16::try_from(claims.life.as_secs()).unwrap_or(u16::MAX);
    let first = Put::new()
        .put(&[claims.kind.number()])
        .put(&claims.incarnation.0.to_be_bytes())
        .put(&narrow::<7>(claims.serial.0))
        .put(&narrow::<6>(issued));
    let second = Put::new()
        .put(&claims.account.0.to_be_bytes())
        .put(&claims.ordinal.0.to_be_bytes())
        .put(&claims.other.0.to_be_bytes())
        .put(&[claims.scope, claims.session_key_id])
        .put(&life.to_be_bytes());
    (first.done(), second.done())
}

fn read(first: &[u8; 16], second: &[u8; 16]) -> Option<CodeClaims> {
    let (mut first, mut second) = (Take::new(first), Take::new(second));
    Some(CodeClaims {
        kind: CodeKind::from_number(first.byte()?)?,
        incarnation: Incarnation(u16::from_be_bytes(first.take()?)),
        serial: Serial(widen(first.take::<7>()?)),
        issued: Time::from_millis(widen(first.take::<6>()?).cast_signed()),
        account: AccountNo(u32::from_be_bytes(second.take()?)),
        ordinal: Ordinal(u32::from_be_bytes(second.take()?)),
        other: AccountNo(u32::from_be_bytes(second.take()?)),
        scope: second.byte()?,
        session_key_id: second.byte()?,
        life: Span::secs(i64::from(u16::from_be_bytes(second.take()?))),
    })
}

#[cfg(test)]
#[path = "code_tests.rs"]
mod tests;
