//! Secrets that the server makes: long, random, and told apart by how they begin.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vermilion_model::{Entropy, Incarnation};
use zeroize::Zeroizing;

use crate::SecretText;
use crate::layout::{Put, Take};

const COOKIE: &str = "vms_";
const HOST_KEY: &str = "vhk_";
const LINK: &str = "vml_";

/// What a secret is for, read from its beginning before any look-up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// A console session's cookie: `vms_` and 48 characters.
    SessionCookie,
    /// A host app's key: `vhk_` and 44 characters.
    HostKey,
    /// A one-time link's token: `vml_` and 44 characters.
    Link,
}

impl SecretKind {
    /// The kind of a text, or `None` if it has not the shape of any.
    pub fn of(text: &str) -> Option<SecretKind> {
        let (prefix, rest) = text.split_at_checked(4)?;
        let (kind, len) = match prefix {
            COOKIE => (SecretKind::SessionCookie, 48),
            HOST_KEY => (SecretKind::HostKey, 44),
            LINK => (SecretKind::Link, 44),
            _ => return None,
        };
        let url_safe = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        (rest.len() == len && rest.bytes().all(url_safe)).then_some(kind)
    }
}

/// A console session's cookie: the incarnation, then 34 random bytes.
pub fn session_cookie(incarnation: Incarnation, entropy: &dyn Entropy) -> SecretText {
    let random: Zeroizing<[u8; 34]> = Zeroizing::new(entropy.bytes());
    let bytes: Zeroizing<[u8; 36]> =
        Zeroizing::new(Put::new().put(&incarnation.0.to_be_bytes()).put(random.as_slice()).done());
    text(COOKIE, bytes.as_slice())
}

/// The incarnation that a cookie carries; `None` if it is no cookie. An earlier one is refused.
pub fn cookie_incarnation(cookie: &str) -> Option<Incarnation> {
    if SecretKind::of(cookie) != Some(SecretKind::SessionCookie) {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(cookie.strip_prefix(COOKIE)?).ok()?;
    Take::new(&bytes).take().map(u16::from_be_bytes).map(Incarnation)
}

/// A host app's key.
pub fn host_key(entropy: &dyn Entropy) -> SecretText {
    text(HOST_KEY, Zeroizing::new(entropy.bytes::<33>()).as_slice())
}

/// What a browser keeps that somebody signed in with: `vmd_` and 44 characters.
pub fn device(entropy: &dyn Entropy) -> SecretText {
    text("vmd_", Zeroizing::new(entropy.bytes::<33>()).as_slice())
}

/// A one-time link's token: an invitation, an activation, a new password.
pub fn link(entropy: &dyn Entropy) -> SecretText {
    text(LINK, Zeroizing::new(entropy.bytes::<33>()).as_slice())
}

/// An AppSecret: 32 lower-case hex digits, WeChat's shape.
pub fn app_secret(entropy: &dyn Entropy) -> SecretText {
    let number = u128::from_be_bytes(entropy.bytes());
    SecretText::new(format!("{number:032x}"))
}

/// A code sent by e-mail or SMS: six digits, each as likely as any other.
pub fn six_digits(entropy: &dyn Entropy) -> SecretText {
    // The greatest multiple of a million below 2³²; numbers from there up would favour small codes.
    const FAIR: u32 = 4_294_000_000;
    loop {
        let number = u32::from_be_bytes(entropy.bytes());
        if number < FAIR {
            return SecretText::new(format!("{:06}", number % 1_000_000));
        }
    }
}

/// A message push's `Token`: 32 letters and digits.
pub fn push_token(entropy: &dyn Entropy) -> SecretText {
    SecretText::new(alphanumeric(entropy).take(32).collect())
}

/// A message push's `EncodingAESKey`: 43 letters and digits that are base64 of 32 bytes.
pub fn encoding_aes_key(entropy: &dyn Entropy) -> SecretText {
    let last = alphanumeric(entropy).find(|letter| "AEIMQUYcgkosw048".contains(*letter));
    SecretText::new(alphanumeric(entropy).take(42).chain(last).collect())
}

fn text(prefix: &str, bytes: &[u8]) -> SecretText {
    let encoded = Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes));
    SecretText::new([prefix, encoded.as_str()].concat())
}

fn alphanumeric(entropy: &dyn Entropy) -> impl Iterator<Item = char> {
    // Six bits a letter; the four values above the 62 letters and digits are drawn again.
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    std::iter::repeat_with(|| entropy.bytes::<1>())
        .filter_map(|[byte]| LETTERS.get(usize::from(byte & 63)).map(|letter| char::from(*letter)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    fn entropy() -> SeededEntropy {
        SeededEntropy::new([1; 32])
    }

    #[test]
    fn the_beginning_tells_the_kind() {
        let cookie = session_cookie(Incarnation(3), &entropy());
        assert_eq!(SecretKind::of(cookie.expose()), Some(SecretKind::SessionCookie));
        assert_eq!(SecretKind::of(host_key(&entropy()).expose()), Some(SecretKind::HostKey));
        assert_eq!(SecretKind::of(link(&entropy()).expose()), Some(SecretKind::Link));
        for bad in ["", "vms_", "vhk_x", "密密密", &format!("{}=", host_key(&entropy()).expose())] {
            assert_eq!(SecretKind::of(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_cookie_carries_its_incarnation() {
        let cookie = session_cookie(Incarnation(3), &entropy());
        assert_eq!(cookie_incarnation(cookie.expose()), Some(Incarnation(3)));
        assert_eq!(cookie_incarnation(host_key(&entropy()).expose()), None);
    }

    #[test]
    fn shapes_are_wechats() {
        let secret = app_secret(&entropy());
        assert_eq!(secret.expose(), "e5f43c319814f88609a8e387e5871a1d");
        assert!(secret.expose().bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)));
        let token = push_token(&entropy());
        assert!(token.expose().len() == 32 && token.expose().bytes().all(|b| b.is_ascii_alphanumeric()));
        let code = six_digits(&entropy());
        assert!(code.expose().len() == 6 && code.expose().bytes().all(|b| b.is_ascii_digit()));
    }

    #[test]
    fn an_encoding_aes_key_is_strict_base64_of_32_bytes() {
        let entropy = entropy();
        for _ in 0..200 {
            let key = encoding_aes_key(&entropy);
            assert!(key.expose().bytes().all(|b| b.is_ascii_alphanumeric()));
            assert_eq!(URL_SAFE_NO_PAD.decode(key.expose()).map(|bytes| bytes.len()), Ok(32));
        }
    }

    #[test]
    fn no_two_are_alike() {
        let entropy = entropy();
        assert!(!host_key(&entropy).matches(host_key(&entropy).expose()));
        assert!(!app_secret(&entropy).matches(app_secret(&entropy).expose()));
    }
}
