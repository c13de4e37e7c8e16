//! What is personal: sealed under a key per person, which is read when it is needed and kept nowhere.

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use vermilion_model::Entropy;
use vermilion_seal::{MasterKeys, PersonKey, Place};
use vermilion_store::Engine;

use crate::Failure;

/// Makes, wraps and opens persons' keys. A person is a member, a user or an account.
#[derive(Debug, Clone)]
pub struct Vault {
    masters: Arc<MasterKeys>,
    engine: Engine,
    entropy: Arc<dyn Entropy>,
}

impl Vault {
    /// Over the master keys and the store's wrapped ones.
    pub fn new(masters: Arc<MasterKeys>, engine: Engine, entropy: Arc<dyn Entropy>) -> Vault {
        Vault { masters, engine, entropy }
    }

    /// The master keys.
    pub(crate) fn masters(&self) -> &MasterKeys {
        &self.masters
    }

    /// A new person's key, and how the store keeps it.
    pub fn make(&self, person: &[u8; 16]) -> Result<(PersonKey, Vec<u8>), Failure> {
        let key = PersonKey::generate(&*self.entropy);
        let wrapped = key.to_wrapped(&self.masters, person, &*self.entropy)?;
        Ok((key, wrapped))
    }

    /// A person's key; nothing once the person was erased (I10).
    pub async fn key(&self, person: &[u8; 16]) -> Result<Option<PersonKey>, Failure> {
        let Some(wrapped) = self.engine.person_key(*person).await? else { return Ok(None) };
        Ok(Some(PersonKey::from_wrapped(&self.masters, person, &wrapped)?))
    }

    /// Seals a value under a person's key, for one row.
    pub fn seal<T: Serialize>(
        &self,
        key: &PersonKey,
        place: Place<'_>,
        value: &T,
    ) -> Result<Vec<u8>, Failure> {
        let json = serde_json::to_vec(value).map_err(Failure::broken)?;
        Ok(key.seal(place, &json, &*self.entropy)?)
    }

    /// Opens what was sealed for that row.
    pub fn open<T: DeserializeOwned>(
        &self,
        key: &PersonKey,
        place: Place<'_>,
        sealed: &[u8],
    ) -> Result<T, Failure> {
        let json = key.open(place, sealed)?;
        serde_json::from_slice(json.expose()).map_err(Failure::broken)
    }

    /// Reads the person's key and opens one box; nothing once the person was erased.
    pub async fn read<T: DeserializeOwned>(
        &self,
        person: &[u8; 16],
        place: Place<'_>,
        sealed: &[u8],
    ) -> Result<Option<T>, Failure> {
        match self.key(person).await? {
            Some(key) => self.open(&key, place, sealed).map(Some),
            None => Ok(None),
        }
    }
}
