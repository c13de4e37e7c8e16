//! Every wrapped key under the newest master key, so that older ones may leave the file.

use vermilion_model::fact::{Actor, KeyRows, KeysRotated};
use vermilion_seal::{KeyMaker, PersonKey};
use vermilion_store::Rewrapped;

use super::reload::reload_now;
use super::rotate::as_fact;
use crate::{Desk, Failure};

/// How many persons' keys are wrapped again at a time.
const STEP: i64 = 1_000;

/// What wrapping again came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rewrapping {
    /// How many keys of the ring.
    pub ring: usize,
    /// How many persons' keys.
    pub persons: usize,
    /// The master key under which everything stands now.
    pub master: u8,
}

/// Wraps the ring's and every person's key under the newest master key.
///
/// Every node must have that key in its file before, or it could not read what this writes. Archives
/// from before stay under the older master key; the mirror of person keys is overwritten by the next
/// backup.
pub async fn rewrap_keys(desk: &Desk, by: Actor) -> Result<Rewrapping, Failure> {
    let mut persons = 0;
    // Until a whole pass finds nothing: a node may have made a key under the old one meanwhile.
    loop {
        let again = pass(desk).await?;
        if again == 0 {
            break;
        }
        persons += again;
    }
    let (now, masters) = (desk.now(), desk.vault.masters());
    let maker = KeyMaker { masters, entropy: &*desk.entropy, now };
    let rewrapped = maker.rewrap(&desk.read.ring().await?)?;
    let (ring, master) = (rewrapped.len(), masters.newest_id());
    if ring > 0 || persons > 0 {
        let rows = KeyRows { rewrapped: rewrapped.iter().map(as_fact).collect(), ..KeyRows::default() };
        desk.record(now, by, KeysRotated { kind: "master".to_owned(), key: master, rows }).await?;
        reload_now(desk).await?;
        // The old wrappings must not stay readable in the store's own log.
        desk.forget_log().await;
    }
    Ok(Rewrapping { ring, persons, master })
}

/// Once through all persons; how many keys were wrapped again.
async fn pass(desk: &Desk) -> Result<usize, Failure> {
    let mut after = [0; 16];
    let mut count = 0;
    loop {
        let keys = desk.read.person_keys_after(after, STEP).await?;
        let Some((last, _)) = keys.last() else { return Ok(count) };
        after = *last;
        let mut changed = Vec::new();
        for (person, old) in keys {
            let new = PersonKey::rewrapped(desk.vault.masters(), &person, &old, &*desk.entropy)?;
            changed.extend(new.map(|new| Rewrapped { person, old, new }));
        }
        if !changed.is_empty() {
            count += changed.len();
            desk.store().rewrap_persons(&changed).await?;
        }
    }
}
