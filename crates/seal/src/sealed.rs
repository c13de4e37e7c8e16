//! Sealed boxes: what must be read back, readable in its own row only.
//!
//! Permanent layout: format 1, key id, nonce of 12 bytes, the AES-256-GCM of the content, tag of 16
//! bytes. Bound to it as associated data: format, key id, length of the table's name u32, the name,
//! the row's key. Nonces are random: a key may seal 2³² boxes.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use vermilion_model::Entropy;

use crate::key_set::KeySet;
use crate::layout::Take;
use crate::{KeyBytes, SecretBytes};

const FORMAT: u8 = 1;

/// Where a box stands. Moved to another row or table it does not open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table's name; with the column's where a row has several boxes.
    pub table: &'a str,
    /// The row's primary key.
    pub row: &'a [u8],
}

/// Why a box was not sealed or opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BoxFault {
    /// The bytes have not the shape of a box, or are of a later format.
    #[error("not a sealed box")]
    Malformed,
    /// No key of that number is at hand.
    #[error("sealed under key {0}, which is not here")]
    UnknownKey(u8),
    /// Changed, moved from another row, or sealed under another key of the same number.
    #[error("a box that was changed, moved, or sealed under another key")]
    Forged,
    /// More than 64 GiB.
    #[error("too long to seal")]
    TooLong,
}

/// Seals and opens boxes under the ring's own keys.
#[derive(Debug)]
pub struct Boxes(KeySet<KeyBytes>);

impl Boxes {
    pub(crate) const fn new(keys: KeySet<KeyBytes>) -> Boxes {
        Boxes(keys)
    }

    pub(crate) fn key(key: &KeyBytes) -> KeyBytes {
        key.derive("vermilion 1 sealed box")
    }

    /// Seals under the newest key.
    ///
    /// # Errors
    /// `BoxFault::TooLong` only.
    pub fn seal(&self, place: Place<'_>, content: &[u8], entropy: &dyn Entropy) -> Result<Vec<u8>, BoxFault> {
        let (id, key) = self.0.newest();
        seal((id, key), place, content, entropy)
    }

    /// Opens a box where it stands.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<SecretBytes, BoxFault> {
        let id = key_id(sealed)?;
        open(self.0.get(id).ok_or(BoxFault::UnknownKey(id))?, place, sealed)
    }
}

/// The number of the key that a box was sealed under.
pub(crate) fn key_id(sealed: &[u8]) -> Result<u8, BoxFault> {
    match sealed {
        [FORMAT, id, ..] => Ok(*id),
        _ => Err(BoxFault::Malformed),
    }
}

pub(crate) fn seal(
    (id, key): (u8, &KeyBytes),
    place: Place<'_>,
    content: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, BoxFault> {
    let nonce: [u8; NONCE_LEN] = entropy.bytes();
    let mut inside = content.to_vec();
    let tag = cipher(key)?
        .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), aad(id, place), &mut inside)
        .map_err(|_| BoxFault::TooLong)?;
    Ok([&[FORMAT, id], nonce.as_slice(), &inside, tag.as_ref()].concat())
}

pub(crate) fn open(key: &KeyBytes, place: Place<'_>, sealed: &[u8]) -> Result<SecretBytes, BoxFault> {
    let id = key_id(sealed)?;
    let mut take = Take::new(sealed);
    take.take::<2>();
    let nonce = take.take::<NONCE_LEN>().ok_or(BoxFault::Malformed)?;
    let mut inside = take.rest().to_vec();
    let nonce = Nonce::assume_unique_for_key(nonce);
    let len =
        cipher(key)?.open_in_place(nonce, aad(id, place), &mut inside).map_err(|_| BoxFault::Forged)?.len();
    inside.truncate(len);
    Ok(SecretBytes::new(inside))
}

fn cipher(key: &KeyBytes) -> Result<LessSafeKey, BoxFault> {
    // Cannot fail: the key has the cipher's length.
    UnboundKey::new(&AES_256_GCM, key.expose()).map(LessSafeKey::new).map_err(|_| BoxFault::Malformed)
}

fn aad(id: u8, place: Place<'_>) -> Aad<Vec<u8>> {
    let len = u32::try_from(place.table.len()).unwrap_or(u32::MAX).to_be_bytes();
    Aad::from([&[FORMAT, id], len.as_slice(), place.table.as_bytes(), place.row].concat())
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use proptest::prelude::*;
    use vermilion_model::Time;

    use super::*;
    use crate::SeededEntropy;

    const HERE: Place<'_> = Place { table: "push", row: b"row" };

    fn boxes(ids: &[u8]) -> Boxes {
        let key = |id: &u8| (*id, Time::from_secs(i64::from(*id)), Boxes::key(&KeyBytes::new([*id; 32])));
        Boxes::new(KeySet::new(ids.iter().map(key).collect()).unwrap())
    }

    fn sealed(content: &[u8]) -> Vec<u8> {
        boxes(&[7]).seal(HERE, content, &SeededEntropy::new([1; 32])).unwrap()
    }

    #[test]
    fn golden_vector_holds_for_ever() {
        let text = URL_SAFE_NO_PAD.encode(sealed(b"secret"));
        assert_eq!(text, "AQfl9DwxmBT4hgmo44eFwFusWAxU2P8LURC6_qbANh0DiY3j");
    }

    #[test]
    fn a_box_opens_only_where_it_stands() {
        let open = |table, row: &[u8]| boxes(&[7]).open(Place { table, row }, &sealed(b"secret")).map(|_| ());
        assert_eq!(open("push", b"row"), Ok(()));
        assert_eq!(open("push", b"rox"), Err(BoxFault::Forged));
        assert_eq!(open("pushr", b"ow"), Err(BoxFault::Forged));
    }

    #[test]
    fn old_keys_open_what_they_sealed_and_a_missing_one_is_named() {
        assert!(boxes(&[7, 8]).open(HERE, &sealed(b"x")).is_ok());
        assert_eq!(boxes(&[8]).open(HERE, &sealed(b"x")).map(|_| ()), Err(BoxFault::UnknownKey(7)));
        let newer = boxes(&[7, 8]).seal(HERE, b"x", &SeededEntropy::new([1; 32])).unwrap();
        assert_eq!(key_id(&newer), Ok(8));
    }

    #[test]
    fn every_changed_bit_and_every_cut_is_refused() {
        let whole = sealed(b"secret");
        for bit in 0..whole.len() * 8 {
            let mut forged = whole.clone();
            forged[bit / 8] ^= 1 << (bit % 8);
            assert!(boxes(&[7]).open(HERE, &forged).is_err(), "bit {bit}");
        }
        for end in 0..whole.len() {
            assert!(boxes(&[7]).open(HERE, &whole[..end]).is_err(), "cut at {end}");
        }
    }

    proptest! {
        #[test]
        fn contents_come_back(content: Vec<u8>) {
            let opened = boxes(&[7]).open(HERE, &sealed(&content)).unwrap();
            prop_assert_eq!(opened.expose(), content);
        }
    }
}
