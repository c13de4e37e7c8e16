//! Values of the register: sealed with the petition that brought them, under the account's key.

use serde::{Deserialize, Serialize};
use vermilion_model::{Id, Petition, RegisterField};
use vermilion_seal::{PersonKey, Place};
use vermilion_store::RegisterRow;

use crate::people::AccountBox;
use crate::{Desk, Failure};

/// What a change of one field was about.
#[derive(Clone, Serialize, Deserialize)]
pub struct RegisterValue {
    /// What it said when the change was asked for.
    pub before: Option<String>,
    /// What was asked for.
    pub value: String,
}

impl std::fmt::Debug for RegisterValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RegisterValue(..)")
    }
}

/// Where a petition is sealed.
pub(crate) fn petition_place(id: &Id<Petition>) -> Place<'_> {
    Place { table: "petition", row: id.bytes() }
}

impl AccountBox {
    /// What the register says in one field; nothing where nothing was ever said.
    pub fn of(&self, field: RegisterField) -> Option<&str> {
        match field {
            RegisterField::Name => Some(&self.name),
            RegisterField::Introduction => Some(self.introduction.as_str()).filter(|text| !text.is_empty()),
            RegisterField::Avatar => self.avatar.as_deref(),
            RegisterField::Category => self.category.as_deref(),
        }
    }

    fn set(&mut self, field: RegisterField, value: String) {
        match field {
            RegisterField::Name => self.name = value,
            RegisterField::Introduction => self.introduction = value,
            RegisterField::Avatar => self.avatar = Some(value),
            RegisterField::Category => self.category = Some(value),
        }
    }
}

/// What was changed since the account was opened, over what it was opened with.
pub(crate) fn overlay(
    desk: &Desk,
    key: &PersonKey,
    known: &mut AccountBox,
    changed: &[RegisterRow],
) -> Result<(), Failure> {
    for row in changed {
        let opened: RegisterValue = desk.vault.open(key, petition_place(&row.petition), &row.sealed)?;
        known.set(row.field, opened.value);
    }
    Ok(())
}
