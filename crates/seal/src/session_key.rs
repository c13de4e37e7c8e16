//! Session keys (会话密钥): derived when asked for, never stored.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use subtle::ConstantTimeEq;
use vermilion_model::{AccountNo, Incarnation, Ordinal, Time};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::key_set::KeySet;
use crate::layout::{Put, head};
use crate::text::Ascii;
use crate::{KeyBytes, Serial};

/// Whose session, and which: the login's serial, or a reset's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionOf {
    /// The store's incarnation.
    pub incarnation: Incarnation,
    /// The account.
    pub account: AccountNo,
    /// The user within it.
    pub ordinal: Ordinal,
    /// The serial of the login or reset that the session began with.
    pub serial: Serial,
}

/// Sixteen bytes shared by the user's device and the account's server.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SessionKey([u8; 16]);

impl SessionKey {
    /// The key of the AES-128-CBC that carries a user's data.
    pub const fn expose(&self) -> &[u8; 16] {
        &self.0
    }

    /// The 24 characters of base64 that the wire carries and that signatures are made with.
    pub fn text(&self) -> SessionKeyText {
        let mut text = [0; 24];
        let written = STANDARD.encode_slice(self.0, &mut text);
        debug_assert_eq!(written, Ok(24));
        SessionKeyText(Ascii(text))
    }

    /// Compares in constant time.
    pub fn matches(&self, other: &SessionKey) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}
impl fmt::Debug for SessionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKey(..)")
    }
}

/// A session key in base64.
#[derive(Clone, Copy)]
pub struct SessionKeyText(Ascii<24>);

impl SessionKeyText {
    /// The 24 characters.
    pub fn expose(&self) -> &str {
        self.0.as_str()
    }
}
impl fmt::Debug for SessionKeyText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionKeyText(..)")
    }
}

/// Derives session keys.
#[derive(Debug)]
pub struct Sessions(pub(crate) KeySet<KeyBytes>);

impl Sessions {
    pub(crate) const fn new(keys: KeySet<KeyBytes>) -> Sessions {
        Sessions(keys)
    }

    pub(crate) fn key(key: &KeyBytes) -> KeyBytes {
        key.derive("vermilion 1 session key")
    }

    /// The number of the key from which sessions that begin now are derived; the row keeps it.
    pub fn signing_key(&self, now: Time) -> u8 {
        self.0.signing(now).0
    }

    /// The session key, or `None` when the ring no longer holds that key: the session is over.
    pub fn derive(&self, key_id: u8, of: &SessionOf) -> Option<SessionKey> {
        let message = Put::<19>::new()
            .put(&[key_id])
            .put(&of.incarnation.0.to_be_bytes())
            .put(&of.account.0.to_be_bytes())
            .put(&of.ordinal.0.to_be_bytes())
            .put(&of.serial.to_be_bytes())
            .done();
        let key = self.0.get(key_id)?;
        Some(SessionKey(head(&blake3::keyed_hash(key.expose(), &message))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions() -> Sessions {
        let key = |seed| Sessions::key(&KeyBytes::new([seed; 32]));
        Sessions::new(KeySet::new(vec![(1, Time::ZERO, key(7)), (2, Time::from_secs(100), key(7))]).unwrap())
    }

    fn of() -> SessionOf {
        SessionOf {
            incarnation: Incarnation(1),
            account: AccountNo(42),
            ordinal: Ordinal(7),
            serial: Serial::new(1000).unwrap(),
        }
    }

    #[test]
    fn golden_vector_holds_for_ever() {
        assert_eq!(sessions().derive(1, &of()).unwrap().text().expose(), "G5mCmUcuA3umZFjSDUIcoQ==");
    }

    #[test]
    fn every_part_changes_the_key() {
        let key = |id, of: SessionOf| *sessions().derive(id, &of).unwrap().expose();
        let others = [
            key(2, of()),
            key(1, SessionOf { incarnation: Incarnation(2), ..of() }),
            key(1, SessionOf { account: AccountNo(43), ..of() }),
            key(1, SessionOf { ordinal: Ordinal(8), ..of() }),
            key(1, SessionOf { serial: Serial::new(1001).unwrap(), ..of() }),
        ];
        assert!(others.iter().all(|other| *other != key(1, of())));
    }

    #[test]
    fn a_dropped_key_ends_its_sessions_and_old_ones_are_kept() {
        assert!(sessions().derive(3, &of()).is_none());
        assert_eq!(sessions().signing_key(Time::from_secs(159)), 1);
        assert_eq!(sessions().signing_key(Time::from_secs(160)), 2);
        assert!(sessions().derive(1, &of()).is_some());
    }

    #[test]
    fn it_does_not_print() {
        let key = sessions().derive(1, &of()).unwrap();
        assert_eq!(format!("{key:?} {:?}", key.text()), "SessionKey(..) SessionKeyText(..)");
        assert!(key.matches(&key.clone()));
    }
}
