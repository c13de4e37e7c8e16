//! Passwords of people: Argon2id in PHC strings.
//!
//! Hashing and verifying take tens of milliseconds and 19 MiB each; callers run them on a bounded
//! pool of threads, never on one that answers requests. Secrets that the server makes are long
//! enough for a keyed digest and do not come here.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use vermilion_model::Entropy;

use crate::SecretText;

/// The least number of characters.
pub const MIN_CHARS: usize = 8;
/// The greatest number of characters.
pub const MAX_CHARS: usize = 128;

const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Why a text may not become a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Fewer than `MIN_CHARS` characters.
    #[error("a password has at least 8 characters")]
    TooShort,
    /// More than `MAX_CHARS` characters.
    #[error("a password has at most 128 characters")]
    TooLong,
}

/// Hashing failed: memory ran out, or a stored text is no PHC string of Argon2id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("password hashing failed")]
pub struct HashFault;

/// A password of permitted length, about to be hashed.
#[derive(Debug, Clone)]
pub struct Password(SecretText);

impl Password {
    /// Counts characters, not bytes; what they are is the person's choice.
    pub fn new(text: SecretText) -> Result<Password, PasswordFault> {
        match text.expose().chars().take(MAX_CHARS + 1).count() {
            ..MIN_CHARS => Err(PasswordFault::TooShort),
            MIN_CHARS..=MAX_CHARS => Ok(Password(text)),
            _ => Err(PasswordFault::TooLong),
        }
    }

    /// The PHC string to store. Slow: see the module.
    pub fn hash(&self, entropy: &dyn Entropy) -> Result<String, HashFault> {
        hash(&self.0, entropy.bytes())
    }
}

/// Whether a typed text is the password that was hashed. Slow: see the module.
///
/// # Errors
/// `HashFault` when the stored text is broken: an operator's problem, not a wrong password.
pub fn verify(stored: &str, typed: &SecretText) -> Result<bool, HashFault> {
    if typed.expose().chars().nth(MAX_CHARS).is_some() {
        return Ok(false);
    }
    let stored = PasswordHash::new(stored).map_err(|_| HashFault)?;
    if stored.salt.is_none() || stored.hash.is_none() {
        return Err(HashFault);
    }
    match argon2()?.verify_password(typed.expose().as_bytes(), &stored) {
        Ok(()) => Ok(true),
        Err(argon2::password_hash::Error::PasswordInvalid) => Ok(false),
        Err(_) => Err(HashFault),
    }
}

/// Does the work of `verify` for somebody who does not exist, so that time does not tell.
pub fn verify_nobody(typed: &SecretText) -> Result<(), HashFault> {
    if typed.expose().chars().nth(MAX_CHARS).is_some() {
        return Ok(());
    }
    hash(typed, [0; 16]).map(|_| ())
}

/// Whether a hash was made with less work than one made now; then hash again at the next sign-in.
pub fn is_outdated(stored: &str) -> bool {
    let current = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$");
    !stored.starts_with(&current)
}

fn hash(text: &SecretText, salt: [u8; 16]) -> Result<String, HashFault> {
    let hash = argon2()?.hash_password_with_salt(text.expose().as_bytes(), &salt);
    hash.map(|hash| hash.to_string()).map_err(|_| HashFault)
}

fn argon2() -> Result<Argon2<'static>, HashFault> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|_| HashFault)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    fn text(text: &str) -> SecretText {
        SecretText::new(text.to_owned())
    }

    #[test]
    fn golden_vector_holds_for_ever() {
        let hash = Password::new(text("correct horse")).unwrap().hash(&SeededEntropy::new([1; 32])).unwrap();
        assert_eq!(
            hash,
            "$argon2id$v=19$m=19456,t=2,p=1$5fQ8MZgU+IYJqOOH5YcaHQ$94EI4m8teggL6iZyzm4FloQHdhqJaqnfwDqbh8ffwA4"
        );
        assert_eq!(verify(&hash, &text("correct horse")), Ok(true));
        assert_eq!(verify(&hash, &text("correct horsf")), Ok(false));
        assert!(!is_outdated(&hash));
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        let fault = |s: &str| Password::new(text(s)).map(|_| ()).err();
        assert_eq!(fault("一二三四五六七"), Some(PasswordFault::TooShort));
        assert_eq!(fault("一二三四五六七八"), None);
        assert_eq!(fault(&"密".repeat(128)), None);
        assert_eq!(fault(&"密".repeat(129)), Some(PasswordFault::TooLong));
    }

    #[test]
    fn weaker_hashes_still_verify_and_are_outdated() {
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
        let stored = weak.hash_password_with_salt(b"correct horse", &[3; 16]).unwrap().to_string();
        assert_eq!(verify(&stored, &text("correct horse")), Ok(true));
        assert!(is_outdated(&stored));
    }

    #[test]
    fn a_broken_stored_text_is_not_a_wrong_password() {
        assert_eq!(verify("nonsense", &text("correct horse")), Err(HashFault));
        assert_eq!(verify("$argon2id$v=19$m=64,t=1,p=1", &text("correct horse")), Err(HashFault));
    }

    #[test]
    fn nobody_costs_the_same_and_too_long_costs_nothing() {
        assert_eq!(verify_nobody(&text("correct horse")), Ok(()));
        assert_eq!(verify("nonsense", &text(&"x".repeat(129))), Ok(false));
    }
}
