//! A key per person: destroyed at erasure, after which nothing sealed under it is readable (I10).

use vermilion_model::Entropy;

use crate::digest::{self, DigestOf};
use crate::master::MasterKeys;
use crate::sealed::{self, BoxFault, Place};
use crate::{KeyBytes, SecretBytes};

/// The number a person's boxes carry in place of a ring key's.
const OWN: u8 = 0;

/// One person's key. The store keeps it wrapped, in one table, and forgets it at erasure.
#[derive(Debug, Clone)]
pub struct PersonKey {
    boxes: KeyBytes,
    digests: KeyBytes,
    whole: KeyBytes,
}

impl PersonKey {
    /// A new person's key.
    pub fn generate(entropy: &dyn Entropy) -> PersonKey {
        PersonKey::from(KeyBytes::generate(entropy))
    }

    /// The key as the store keeps it, under the newest master key; bound to the person's id.
    pub fn to_wrapped(
        &self,
        masters: &MasterKeys,
        person: &[u8; 16],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, BoxFault> {
        masters.wrap_key(place(person), &self.whole, entropy)
    }

    /// The key out of the store.
    pub fn from_wrapped(
        masters: &MasterKeys,
        person: &[u8; 16],
        wrapped: &[u8],
    ) -> Result<PersonKey, BoxFault> {
        masters.unwrap_key(place(person), wrapped).map(PersonKey::from)
    }

    /// The wrapped key under the newest master key; `None` when it is already.
    pub fn rewrapped(
        masters: &MasterKeys,
        person: &[u8; 16],
        wrapped: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Option<Vec<u8>>, BoxFault> {
        masters.rewrap_key(place(person), wrapped, entropy)
    }

    /// Seals what concerns the person: a name, a phone number, evidence, free text.
    pub fn seal(&self, place: Place<'_>, content: &[u8], entropy: &dyn Entropy) -> Result<Vec<u8>, BoxFault> {
        sealed::seal((OWN, &self.boxes), place, content, entropy)
    }

    /// Opens what was sealed, where it stands.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<SecretBytes, BoxFault> {
        match sealed::key_id(sealed)? {
            OWN => sealed::open(&self.boxes, place, sealed),
            other => Err(BoxFault::UnknownKey(other)),
        }
    }

    /// A digest that only this key can make again: what an audit entry may hold of a person's data.
    pub fn digest(&self, of: DigestOf, within: &[u8], content: &[u8]) -> [u8; 32] {
        digest::keyed(&self.digests, of, within, content)
    }
}

impl From<KeyBytes> for PersonKey {
    fn from(whole: KeyBytes) -> PersonKey {
        PersonKey {
            boxes: whole.derive("vermilion 1 person box"),
            digests: whole.derive("vermilion 1 person digest"),
            whole,
        }
    }
}

const fn place(person: &[u8; 16]) -> Place<'_> {
    Place { table: "person_key", row: person }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;

    use super::*;
    use crate::SeededEntropy;

    const HERE: Place<'_> = Place { table: "person.phone", row: b"row" };

    #[test]
    fn golden_vectors_hold_for_ever() {
        let key = PersonKey::from(KeyBytes::new([7; 32]));
        let sealed = key.seal(HERE, b"13800000000", &SeededEntropy::new([1; 32])).unwrap();
        assert_eq!(
            URL_SAFE_NO_PAD.encode(&sealed),
            "AQDl9DwxmBT4hgmo44ddwz7uLTTW2Usro3zq9lC8v4A7d-ur7YeFcNE"
        );
        let digest = key.digest(DigestOf::Phone, b"", b"13800000000");
        assert_eq!(
            blake3::Hash::from_bytes(digest).to_hex().as_str(),
            "48ac88da702e4eeb484170ed2e1340c612f891f85a7a9cfe62c98d33d69f7f58"
        );
    }

    #[test]
    fn a_wrapped_key_is_one_persons_only() {
        let entropy = SeededEntropy::new([1; 32]);
        let masters = MasterKeys::generate(&entropy);
        let key = PersonKey::generate(&entropy);
        let wrapped = key.to_wrapped(&masters, &[1; 16], &entropy).unwrap();
        let back = PersonKey::from_wrapped(&masters, &[1; 16], &wrapped).unwrap();
        let sealed = key.seal(HERE, b"name", &entropy).unwrap();
        assert_eq!(back.open(HERE, &sealed).unwrap().expose(), b"name");
        assert_eq!(PersonKey::from_wrapped(&masters, &[2; 16], &wrapped).map(|_| ()), Err(BoxFault::Forged));

        let newer = masters.with_new_master(&entropy).unwrap();
        let again = PersonKey::rewrapped(&newer, &[1; 16], &wrapped, &entropy).unwrap().unwrap();
        let back = PersonKey::from_wrapped(&newer.without_old_masters(), &[1; 16], &again).unwrap();
        assert_eq!(back.open(HERE, &sealed).unwrap().expose(), b"name");
    }

    #[test]
    fn without_the_key_nothing_is_readable_not_even_with_every_other() {
        let entropy = SeededEntropy::new([1; 32]);
        let sealed = PersonKey::generate(&entropy).seal(HERE, b"name", &entropy).unwrap();
        let other = PersonKey::generate(&entropy);
        assert_eq!(other.open(HERE, &sealed).map(|_| ()), Err(BoxFault::Forged));
        assert!(!sealed.windows(4).any(|part| part == b"name"));
    }

    #[test]
    fn digests_of_two_persons_never_agree() {
        let (a, b) = (PersonKey::from(KeyBytes::new([7; 32])), PersonKey::from(KeyBytes::new([8; 32])));
        assert_ne!(a.digest(DigestOf::Phone, b"", b"1"), b.digest(DigestOf::Phone, b"", b"1"));
        assert_eq!(a.digest(DigestOf::Phone, b"", b"1"), a.digest(DigestOf::Phone, b"", b"1"));
    }
}
