//! The audit chain's keys: they live in the master key file only, never in store or backup (I8).

mod archive;
mod chain;
mod head;

pub use archive::ArchiveSeal;
use aws_lc_rs::hmac;
pub use chain::{ChainEntry, ChainFault, ChainTip, Link};
pub use head::{Head, HeadFault};

use crate::KeyBytes;
use crate::numbered_keys::NumberedKeys;

/// The keys of the audit chain. The newest chains; old ones are kept, for entries carry the number.
#[derive(Debug, Clone)]
pub struct AuditKeys(NumberedKeys);

impl AuditKeys {
    pub(crate) const fn only(key: KeyBytes) -> AuditKeys {
        AuditKeys(NumberedKeys::only(key))
    }

    pub(crate) fn new(keys: Vec<(u8, KeyBytes)>) -> Option<AuditKeys> {
        NumberedKeys::new(keys).map(AuditKeys)
    }

    pub(crate) fn with_new(&self, key: KeyBytes) -> Option<AuditKeys> {
        self.0.with_new(key).map(AuditKeys)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (u8, &KeyBytes)> {
        self.0.iter()
    }

    /// The number of the key that chains and signs.
    pub const fn newest_id(&self) -> u8 {
        self.0.newest().0
    }
}

fn hmac_key(key: &KeyBytes, context: &'static str) -> hmac::Key {
    hmac::Key::new(hmac::HMAC_SHA256, key.derive(context).expose())
}
