//! The seal of an archive's parts: whoever holds a backup but no audit key cannot change it unseen.
//!
//! Permanent: keyed BLAKE3 under a key derived from the audit key, over the part's bytes.

use subtle::ConstantTimeEq;

use super::AuditKeys;

const CONTEXT: &str = "vermilion 1 archive seal";

/// A part of an archive on its way through the seal.
#[derive(Clone)]
pub struct ArchiveSeal(blake3::Hasher);

impl std::fmt::Debug for ArchiveSeal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ArchiveSeal(..)")
    }
}

impl ArchiveSeal {
    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The seal of everything taken.
    pub fn finish(&self) -> [u8; 32] {
        *self.0.finalize().as_bytes()
    }

    /// Whether a seal read back is the one of everything taken.
    pub fn fits(&self, seal: &[u8; 32]) -> bool {
        self.finish().ct_eq(seal).into()
    }
}

impl AuditKeys {
    /// Begins a part under one of the keys; `None` when that key is in no file at hand.
    pub fn archive_seal(&self, key_id: u8) -> Option<ArchiveSeal> {
        let key = self.0.get(key_id)?.derive(CONTEXT);
        Some(ArchiveSeal(blake3::Hasher::new_keyed(key.expose())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KeyBytes;

    fn sealed(key: u8, parts: &[&[u8]]) -> [u8; 32] {
        let mut seal = AuditKeys::only(KeyBytes::new([key; 32])).archive_seal(1).unwrap();
        for part in parts {
            seal.update(part);
        }
        seal.finish()
    }

    #[test]
    fn golden_vector_holds_for_ever() {
        assert_eq!(
            blake3::Hash::from_bytes(sealed(7, &[b"a part"])).to_hex().as_str(),
            "a38d569752cec59122ed20255039b6f2ba0eef91fc71349a4eb4cb0616544bf9"
        );
    }

    #[test]
    fn another_key_or_another_byte_is_another_seal() {
        assert_eq!(sealed(7, &[b"a ", b"part"]), sealed(7, &[b"a part"]));
        assert_ne!(sealed(8, &[b"a part"]), sealed(7, &[b"a part"]));
        assert_ne!(sealed(7, &[b"a parT"]), sealed(7, &[b"a part"]));
        assert!(AuditKeys::only(KeyBytes::new([7; 32])).archive_seal(2).is_none());
    }
}
