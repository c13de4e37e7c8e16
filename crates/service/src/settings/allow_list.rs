//! IP 白名单: read and set.

use vermilion_model::fact::AllowListSet;
use vermilion_model::{AllowList, AllowMode, FieldFault, Network, Seq};
use vermilion_store::ALLOW_LIST;

use super::settle::{Versioned, opened, save, unchanged};
use crate::faults::Faults;
use crate::may::ManageSettings;
use crate::{Desk, Failure, May};

/// How many entries a list may have.
const MOST: usize = 200;

/// As typed.
#[derive(Debug)]
pub struct AllowListForm {
    /// `off`, `audit` or `enforce`.
    pub mode: String,
    /// Addresses and ranges.
    pub networks: Vec<String>,
}

/// The list, as it stands.
pub async fn read_allow_list(
    desk: &Desk,
    may: &May<ManageSettings>,
) -> Result<Versioned<AllowList>, Failure> {
    opened(desk.read.setting_of_account(may.account(), ALLOW_LIST).await?.as_ref())
}

/// Sets it; in force for the next fetch (I4).
///
/// # Errors
/// Faults at `/mode` and `/networks/…`; `VersionPassed`.
pub async fn set_allow_list(
    desk: &Desk,
    may: &May<ManageSettings>,
    seen: i64,
    form: AllowListForm,
) -> Result<(Seq, Versioned<AllowList>), Failure> {
    may.standing(desk)?;
    let value = read(&form)?;
    unchanged(desk, (may.account(), ALLOW_LIST), seen).await?;
    let now = desk.now();
    let act = AllowListSet { account: may.account(), version: seen, list: value.clone() };
    let seq = save(desk, may, (ALLOW_LIST, seen, now), act).await?;
    Ok((seq, Versioned { version: seen + 1, saved_at: Some(now), value }))
}

fn read(form: &AllowListForm) -> Result<AllowList, Failure> {
    let mut faults = Faults::default();
    let mode = AllowMode::from_word(&form.mode).ok_or_else(|| FieldFault::new("/mode", "unknown"));
    let mode = faults.take(mode).unwrap_or_default();
    if form.networks.len() > MOST {
        faults.push(FieldFault::new("/networks", "too_many").with("max", &MOST));
    }
    let mut networks: Vec<Network> = Vec::new();
    for (at, typed) in form.networks.iter().take(MOST).enumerate() {
        let pointer = format!("/networks/{at}");
        let network = typed.trim().parse::<Network>().map_err(|_| FieldFault::new(&pointer, "ip"));
        let Some(network) = faults.take(network) else { continue };
        if networks.contains(&network) {
            faults.push(FieldFault::new(&pointer, "duplicate"));
        }
        networks.push(network);
    }
    if mode == AllowMode::Enforce && form.networks.is_empty() {
        // A list of nobody would lock its owner's servers out by mistake.
        faults.push(FieldFault::new("/networks", "required"));
    }
    faults.done()?;
    Ok(AllowList { mode, networks })
}
