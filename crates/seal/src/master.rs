//! The master keys: they wrap the ring's keys and each person's, and live in a file only.

use vermilion_model::Entropy;

use crate::audit::AuditKeys;
use crate::numbered_keys::NumberedKeys;
use crate::sealed::{self, BoxFault, Place};
use crate::{KeyBytes, SecretText, master_file};

/// The keys of the master key file: those that wrap, and those of the audit chain.
///
/// The newest master key wraps; older ones only unwrap, until everything was wrapped again and
/// `without_old_masters` leaves them out.
#[derive(Debug)]
pub struct MasterKeys {
    pub(crate) masters: NumberedKeys,
    pub(crate) audit: AuditKeys,
}

/// Why a text is no master key file, or no key could be added. It never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MasterFault {
    /// The first line is not `vermilion-keys 1`.
    #[error("the key file does not begin with `vermilion-keys 1`")]
    Version,
    /// A line is not a kind, a number from 1 to 255 and a key of 32 bytes in URL-safe base64.
    #[error("line {0} of the key file is not a key")]
    Line(usize),
    /// Two lines have the same kind and number.
    #[error("line {0} of the key file repeats a number")]
    Repeated(usize),
    /// There is no master key.
    #[error("the key file has no master key")]
    NoMaster,
    /// There is no audit key.
    #[error("the key file has no audit key")]
    NoAudit,
    /// All 255 numbers were used.
    #[error("no number is left for a new key")]
    Full,
}

impl MasterKeys {
    /// The keys of a new installation.
    pub fn generate(entropy: &dyn Entropy) -> MasterKeys {
        let masters = NumberedKeys::only(KeyBytes::generate(entropy));
        MasterKeys { masters, audit: AuditKeys::only(KeyBytes::generate(entropy)) }
    }

    /// Reads a master key file, or the same lines separated by `;`, or one key alone: 32 bytes in
    /// base64 or hex, from which the audit key is then derived.
    pub fn parse(text: &str) -> Result<MasterKeys, MasterFault> {
        master_file::parse(text)
    }

    /// The master key file's text.
    pub fn to_text(&self) -> SecretText {
        master_file::format(self)
    }

    /// These keys and a new master key, which wraps from now on.
    pub fn with_new_master(&self, entropy: &dyn Entropy) -> Result<MasterKeys, MasterFault> {
        let masters = self.masters.with_new(KeyBytes::generate(entropy)).ok_or(MasterFault::Full)?;
        Ok(MasterKeys { masters, audit: self.audit.clone() })
    }

    /// These keys and a new audit key, which chains from now on.
    pub fn with_new_audit(&self, entropy: &dyn Entropy) -> Result<MasterKeys, MasterFault> {
        let audit = self.audit.with_new(KeyBytes::generate(entropy)).ok_or(MasterFault::Full)?;
        Ok(MasterKeys { masters: self.masters.clone(), audit })
    }

    /// The newest master key and all audit keys. Only after everything was wrapped again.
    #[must_use]
    pub fn without_old_masters(&self) -> MasterKeys {
        MasterKeys { masters: self.masters.without_old(), audit: self.audit.clone() }
    }

    /// The keys of the audit chain.
    pub const fn audit(&self) -> &AuditKeys {
        &self.audit
    }

    /// The number of the key that wraps.
    pub fn newest_id(&self) -> u8 {
        self.masters.newest().0
    }

    /// Wraps a key under the newest master key.
    pub fn wrap_key(
        &self,
        place: Place<'_>,
        key: &KeyBytes,
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, BoxFault> {
        let (id, master) = self.masters.newest();
        sealed::seal((id, &wrapping(master)), place, key.expose(), entropy)
    }

    /// Unwraps a key under whichever master key wrapped it.
    pub fn unwrap_key(&self, place: Place<'_>, wrapped: &[u8]) -> Result<KeyBytes, BoxFault> {
        let id = sealed::key_id(wrapped)?;
        let (_, master) =
            self.masters.iter().find(|(held, _)| *held == id).ok_or(BoxFault::UnknownKey(id))?;
        let bytes = sealed::open(&wrapping(master), place, wrapped)?;
        bytes.expose().try_into().map(KeyBytes::new).map_err(|_| BoxFault::Malformed)
    }

    /// The same key wrapped under the newest master key; `None` when it is already.
    pub fn rewrap_key(
        &self,
        place: Place<'_>,
        wrapped: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Option<Vec<u8>>, BoxFault> {
        if sealed::key_id(wrapped)? == self.newest_id() {
            return Ok(None);
        }
        self.wrap_key(place, &self.unwrap_key(place, wrapped)?, entropy).map(Some)
    }
}

fn wrapping(master: &KeyBytes) -> KeyBytes {
    master.derive("vermilion 1 master wraps a key")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    const HERE: Place<'_> = Place { table: "ring", row: b"token1" };

    fn entropy() -> SeededEntropy {
        SeededEntropy::new([1; 32])
    }

    #[test]
    fn the_newest_wraps_and_the_older_still_unwrap() {
        let entropy = entropy();
        let first = MasterKeys::generate(&entropy);
        let both = first.with_new_master(&entropy).unwrap();
        let key = KeyBytes::new([9; 32]);
        let old = first.wrap_key(HERE, &key, &entropy).unwrap();
        assert_eq!(both.unwrap_key(HERE, &old).unwrap().expose(), key.expose());

        let new = both.rewrap_key(HERE, &old, &entropy).unwrap().unwrap();
        assert_eq!(both.rewrap_key(HERE, &new, &entropy), Ok(None));
        assert_eq!(first.unwrap_key(HERE, &new).map(|_| ()), Err(BoxFault::UnknownKey(2)));
        let last = both.without_old_masters();
        assert_eq!(last.unwrap_key(HERE, &new).unwrap().expose(), key.expose());
        assert_eq!(last.unwrap_key(HERE, &old).map(|_| ()), Err(BoxFault::UnknownKey(1)));
    }

    #[test]
    fn another_installations_master_is_refused() {
        let entropy = entropy();
        let wrapped =
            MasterKeys::generate(&entropy).wrap_key(HERE, &KeyBytes::new([9; 32]), &entropy).unwrap();
        assert_eq!(
            MasterKeys::generate(&entropy).unwrap_key(HERE, &wrapped).map(|_| ()),
            Err(BoxFault::Forged)
        );
    }

    #[test]
    fn numbers_end_at_255() {
        let entropy = entropy();
        let mut keys = MasterKeys::generate(&entropy);
        for _ in 2..=255 {
            keys = keys.with_new_master(&entropy).unwrap().without_old_masters();
        }
        assert_eq!(keys.newest_id(), 255);
        assert_eq!(keys.with_new_master(&entropy).map(|_| ()).unwrap_err(), MasterFault::Full);
    }

    #[test]
    fn they_print_numbers_only() {
        let keys = MasterKeys::generate(&entropy());
        assert_eq!(format!("{keys:?}"), "MasterKeys { masters: [1], audit: AuditKeys([1]) }");
    }
}
