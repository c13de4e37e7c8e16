//! A user's encryption keys (用户加密密钥): what a client and its account's server encrypt with between
//! themselves. Derived when asked for, never stored; a new one every hour, on every node the same.
//!
//! Permanent: the first 24 bytes of a keyed BLAKE3 over (key id u8, incarnation u16, account u32, ordinal
//! u32, version u32), big-endian: sixteen of key, eight whose hex is the start value.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use vermilion_model::{AccountNo, Incarnation, Ordinal, Span, Time};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Sessions;
use crate::layout::{Put, head};

/// How long a key is the newest one. Source: contract, tokens.
pub const USER_KEY_LIFE: Span = Span::hours(1);

/// Whose key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserKeyOf {
    /// The store's incarnation.
    pub incarnation: Incarnation,
    /// The account.
    pub account: AccountNo,
    /// The user within it.
    pub ordinal: Ordinal,
}

/// One key of a user.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct UserKey {
    key: [u8; 16],
    start: [u8; 8],
    /// Its version: hours since the epoch.
    #[zeroize(skip)]
    pub version: u32,
    /// Since when it is the newest.
    #[zeroize(skip)]
    pub created_at: Time,
}

impl UserKey {
    /// The key in base64.
    pub fn expose(&self) -> String {
        STANDARD.encode(self.key)
    }

    /// The start value (`iv`): sixteen characters, used as they are.
    pub fn start_value(&self) -> String {
        format!("{:016x}", u64::from_be_bytes(self.start))
    }

    /// How long it stays the newest; zero once it is not.
    pub fn left(&self, now: Time) -> Span {
        let left = self.created_at.plus(USER_KEY_LIFE).since(now);
        left.max(Span::ZERO)
    }
}
impl fmt::Debug for UserKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserKey(version {})", self.version)
    }
}

impl Sessions {
    /// The key that is the newest at `now`, or the one so many versions before it; `None` when the ring no
    /// longer holds what it was derived from.
    pub fn user_key(&self, of: &UserKeyOf, now: Time, before: u32) -> Option<UserKey> {
        let version = u32::try_from(now.secs() / USER_KEY_LIFE.as_secs()).ok()?.checked_sub(before)?;
        let created_at = Time::from_secs(i64::from(version) * USER_KEY_LIFE.as_secs());
        // Settled by when the hour began, so that every node derives the same.
        let (id, key) = self.0.signing(created_at);
        let message = Put::<15>::new()
            .put(&[id])
            .put(&of.incarnation.0.to_be_bytes())
            .put(&of.account.0.to_be_bytes())
            .put(&of.ordinal.0.to_be_bytes())
            .put(&version.to_be_bytes())
            .done();
        let hash = blake3::keyed_hash(key.derive("vermilion 1 user encrypt key").expose(), &message);
        let bytes: [u8; 24] = hash.as_bytes().first_chunk().copied()?;
        let start = bytes.last_chunk().copied()?;
        Some(UserKey { key: head(&hash), start, version, created_at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KeyBytes;
    use crate::key_set::KeySet;

    const NOW: Time = Time::from_secs(1_800_000_100);

    fn sessions() -> Sessions {
        let key = Sessions::key(&KeyBytes::new([7; 32]));
        Sessions::new(KeySet::new(vec![(1, Time::ZERO, key)]).unwrap())
    }

    fn of(ordinal: u32) -> UserKeyOf {
        UserKeyOf { incarnation: Incarnation(1), account: AccountNo(42), ordinal: Ordinal(ordinal) }
    }

    #[test]
    fn golden_vector_holds_for_ever() {
        let key = sessions().user_key(&of(7), NOW, 0).unwrap();
        assert_eq!(
            (key.expose().as_str(), key.start_value().as_str()),
            ("fFpfKcxpmJ5zsxYXC3z91Q==", "4f84f990a79950b8")
        );
        assert_eq!((key.version, key.created_at), (500_000, Time::from_secs(1_800_000_000)));
    }

    #[test]
    fn an_hour_has_one_key_and_the_one_before_stays_known() {
        let (now, later) = (NOW, NOW.plus(Span::mins(60)));
        let at = |now, before| sessions().user_key(&of(7), now, before).unwrap();
        assert_eq!(at(now, 0).expose(), at(now.plus(Span::mins(50)), 0).expose());
        assert_eq!(at(now, 0).expose(), at(later, 1).expose());
        assert_ne!(at(now, 0).expose(), at(later, 0).expose());
        assert_eq!((at(now, 0).left(now), at(now, 0).left(later)), (Span::secs(3_500), Span::ZERO));
        assert_ne!(at(now, 0).expose(), sessions().user_key(&of(8), now, 0).unwrap().expose());
        assert_eq!(format!("{:?}", at(now, 0)), "UserKey(version 500000)");
    }
}
