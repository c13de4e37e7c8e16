//! The key file's keys of one kind: numbered, the greatest number the newest.

use std::fmt;

use crate::KeyBytes;

/// Never empty.
#[derive(Clone)]
pub(crate) struct NumberedKeys {
    newest: (u8, KeyBytes),
    older: Vec<(u8, KeyBytes)>,
}

impl NumberedKeys {
    /// One key, number 1.
    pub(crate) const fn only(key: KeyBytes) -> NumberedKeys {
        NumberedKeys { newest: (1, key), older: Vec::new() }
    }

    /// Keys in any order; `None` when there is none.
    pub(crate) fn new(mut keys: Vec<(u8, KeyBytes)>) -> Option<NumberedKeys> {
        keys.sort_by_key(|(id, _)| *id);
        keys.pop().map(|newest| NumberedKeys { newest, older: keys })
    }

    /// These and one more; `None` after number 255.
    pub(crate) fn with_new(&self, key: KeyBytes) -> Option<NumberedKeys> {
        let id = self.newest.0.checked_add(1)?;
        let older = self.older.iter().chain([&self.newest]).cloned().collect();
        Some(NumberedKeys { newest: (id, key), older })
    }

    /// The newest alone.
    pub(crate) fn without_old(&self) -> NumberedKeys {
        NumberedKeys { newest: self.newest.clone(), older: Vec::new() }
    }

    pub(crate) const fn newest(&self) -> (u8, &KeyBytes) {
        (self.newest.0, &self.newest.1)
    }

    pub(crate) fn get(&self, id: u8) -> Option<&KeyBytes> {
        self.iter().find(|(held, _)| *held == id).map(|(_, key)| key)
    }

    /// All of them, the newest last.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u8, &KeyBytes)> {
        self.older.iter().chain([&self.newest]).map(|(id, key)| (*id, key))
    }
}

impl fmt::Debug for NumberedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(id, _)| id)).finish()
    }
}
