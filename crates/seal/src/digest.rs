//! Keyed digests: what must be recognized but never read back (I9).
//!
//! Permanent: the keyed BLAKE3 of (purpose u8, length of *within* u32, *within*, secret). A row keeps
//! the digest with its key's number, 33 bytes.

use subtle::ConstantTimeEq;
use vermilion_model::Digest;
use zeroize::Zeroize;

use crate::KeyBytes;
use crate::key_set::KeySet;

/// What is digested; digests of two purposes never agree. The numbers are permanent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum DigestOf {
    /// An e-mail address, in the one spelling the model gives it.
    Email = 1,
    /// A phone number, likewise.
    Phone = 2,
    /// An account's AppSecret, within the account's number.
    AppSecret = 3,
    /// A console session's cookie.
    SessionCookie = 4,
    /// A host app's key.
    HostKey = 5,
    /// A code sent by e-mail, within the address it was sent to.
    EmailCode = 6,
    /// A code sent by SMS, within the number it was sent to.
    SmsCode = 7,
    /// A one-time link: an invitation, an activation, a new password.
    Link = 8,
    /// A refresh token that is looked up.
    RefreshToken = 9,
    /// A host app's own id of a user, within the host app's id.
    HostUser = 10,
    /// A document's number: a licence, an identity card.
    Document = 11,
    /// The content of evidence.
    Content = 12,
    /// An account's name, folded.
    AccountName = 13,
    /// A browser that somebody signed in with, within the address they signed in at.
    Device = 20,
    /// What a browser holds of something under way.
    Ceremony = 21,
    /// A recovery code, within the member's id.
    RecoveryCode = 22,
    /// A passkey's credential id.
    Credential = 23,
    /// What a QR code holds, or the browser that shows it.
    Scan = 24,
    /// Where a request with a key of its sender's was sent, and that key, within who sent it.
    RequestKey = 25,
    /// What such a request holds, within that.
    RequestContent = 26,
}

/// Makes and compares digests.
#[derive(Debug)]
pub struct Digests(KeySet<KeyBytes>);

impl Digests {
    pub(crate) const fn new(keys: KeySet<KeyBytes>) -> Digests {
        Digests(keys)
    }

    pub(crate) fn key(key: &KeyBytes) -> KeyBytes {
        key.derive("vermilion 1 digest")
    }

    /// The digest to store: the newest key's. `within` ties a secret to what it belongs to.
    pub fn digest(&self, of: DigestOf, within: &[u8], secret: &[u8]) -> Digest {
        let (id, key) = self.0.newest();
        Digest { key: id, bytes: keyed(key, of, within, secret) }
    }

    /// Every spelling that a row may hold, the newest first: look up each until one is found.
    pub fn candidates<'a>(
        &'a self,
        of: DigestOf,
        within: &'a [u8],
        secret: &'a [u8],
    ) -> impl Iterator<Item = Digest> + 'a {
        self.0.iter().map(move |(id, key)| Digest { key: id, bytes: keyed(key, of, within, secret) })
    }

    /// Whether a stored digest is of this secret, in constant time; false when its key is gone.
    pub fn matches(&self, stored: &Digest, of: DigestOf, within: &[u8], secret: &[u8]) -> bool {
        let made = self.0.get(stored.key).map(|key| keyed(key, of, within, secret));
        made.is_some_and(|made| same(&made, &stored.bytes))
    }
}

/// A digest that anybody can make: of what is no secret.
pub fn content_digest(content: &[u8]) -> [u8; 32] {
    *blake3::hash(content).as_bytes()
}

/// In constant time, sixteen bytes at once.
fn same(one: &[u8; 32], other: &[u8; 32]) -> bool {
    let halves = |bytes: &[u8; 32]| {
        let (high, low) = bytes.split_at(16);
        let number = |half: &[u8]| half.try_into().map_or(0, u128::from_ne_bytes);
        (number(high), number(low))
    };
    let ((one_high, one_low), (other_high, other_low)) = (halves(one), halves(other));
    (one_high.ct_eq(&other_high) & one_low.ct_eq(&other_low)).into()
}

/// What is no longer than this is digested from the stack: an AppSecret is, and every call with one does it.
const SHORT: usize = 256;
/// The purpose and the length of *within*.
const HEAD: usize = 5;

pub(crate) fn keyed(key: &KeyBytes, of: DigestOf, within: &[u8], secret: &[u8]) -> [u8; 32] {
    let within_len = u32::try_from(within.len()).unwrap_or(u32::MAX);
    let mut buffer = [0; SHORT];
    let end = HEAD.saturating_add(within.len()).saturating_add(secret.len());
    if let Some(message) = buffer.get_mut(..end)
        && let Some((head, rest)) = message.split_at_mut_checked(HEAD)
        && let Some((first, second)) = rest.split_at_mut_checked(within.len())
        && let Some((purpose, length)) = head.split_first_mut()
    {
        *purpose = of as u8;
        length.copy_from_slice(&within_len.to_be_bytes());
        first.copy_from_slice(within);
        second.copy_from_slice(secret);
        let digest = *blake3::keyed_hash(key.expose(), message).as_bytes();
        // What was shown does not stay on the stack.
        message.zeroize();
        return digest;
    }
    let mut hasher = blake3::Hasher::new_keyed(key.expose());
    hasher.update(&[of as u8]).update(&within_len.to_be_bytes()).update(within).update(secret);
    *hasher.finalize().as_bytes()
}

#[cfg(test)]
mod tests {
    use vermilion_model::Time;

    use super::*;

    fn digests() -> Digests {
        let key = |seed| Digests::key(&KeyBytes::new([seed; 32]));
        Digests::new(KeySet::new(vec![(1, Time::ZERO, key(7)), (2, Time::from_secs(9), key(8))]).unwrap())
    }

    #[test]
    fn golden_vector_holds_for_ever() {
        let digest = digests().digest(DigestOf::AppSecret, &42_u32.to_be_bytes(), b"0123456789abcdef");
        assert_eq!(
            (digest.key, blake3::Hash::from_bytes(digest.bytes).to_hex().as_str()),
            (2, "3e0d148751e10bd07c930c1d35bb7ddf21c4a6e8cff9951a32dedb1ba8c7442c")
        );
    }

    #[test]
    fn from_the_stack_or_not_a_digest_is_the_same() {
        let key = KeyBytes::new([9; 32]);
        for (within, secret) in
            [(0, 0), (4, 16), (18, 32), (18, 233), (18, 234), (0, 252), (300, 7), (7, 300)]
        {
            let (within, secret) = (vec![1; within], vec![2; secret]);
            let mut whole = vec![DigestOf::AppSecret as u8];
            whole.extend(u32::try_from(within.len()).unwrap().to_be_bytes());
            whole.extend(within.iter().chain(&secret));
            let expected = *blake3::keyed_hash(key.expose(), &whole).as_bytes();
            assert_eq!(keyed(&key, DigestOf::AppSecret, &within, &secret), expected);
        }
    }

    #[test]
    fn one_bit_anywhere_is_another_digest() {
        let one: [u8; 32] = std::array::from_fn(|at| u8::try_from(at * 7).unwrap());
        assert!(same(&one, &one));
        for bit in 0..256 {
            let mut other = one;
            other[bit / 8] ^= 1 << (bit % 8);
            assert!(!same(&one, &other), "bit {bit}");
        }
    }

    #[test]
    fn purpose_within_and_secret_all_count() {
        let make = |of, within: &[u8], secret: &[u8]| digests().digest(of, within, secret);
        let base = make(DigestOf::Email, b"ab", b"c");
        assert_ne!(base, make(DigestOf::Phone, b"ab", b"c"));
        assert_ne!(base, make(DigestOf::Email, b"a", b"bc"));
        assert_ne!(base, make(DigestOf::Email, b"ab", b"d"));
        assert_eq!(base, make(DigestOf::Email, b"ab", b"c"));
    }

    #[test]
    fn old_keys_digests_still_match_and_are_among_the_candidates() {
        let old = digests().candidates(DigestOf::Email, b"", b"a@b.cn").nth(1).unwrap();
        assert_eq!(old.key, 1);
        assert!(digests().matches(&old, DigestOf::Email, b"", b"a@b.cn"));
        assert!(!digests().matches(&old, DigestOf::Email, b"", b"a@b.com"));
        assert!(!digests().matches(&Digest { key: 3, ..old }, DigestOf::Email, b"", b"a@b.cn"));
        assert_eq!(digests().candidates(DigestOf::Email, b"", b"a@b.cn").count(), 2);
    }

    #[test]
    fn bytes_come_back_and_only_33_of_them() {
        let digest = digests().digest(DigestOf::Email, b"", b"a@b.cn");
        assert_eq!(Digest::from_slice(&digest.to_bytes()), Some(digest));
        assert_eq!(Digest::from_slice(&[0; 32]), None);
        assert_eq!(Digest::from_slice(&[0; 34]), None);
    }

    #[test]
    fn every_changed_bit_is_refused() {
        let digest = digests().digest(DigestOf::HostKey, b"", b"vhk_x");
        for bit in 0..33 * 8 {
            let mut bytes = digest.to_bytes();
            bytes[bit / 8] ^= 1 << (bit % 8);
            let forged = Digest::from_slice(&bytes).unwrap();
            assert!(!digests().matches(&forged, DigestOf::HostKey, b"", b"vhk_x"), "bit {bit}");
        }
    }
}
