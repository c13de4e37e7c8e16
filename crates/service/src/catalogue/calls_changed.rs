//! Which accounts may make which calls from another version on, and which no longer.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use vermilion_decide::InForce;
use vermilion_model::{AccountNo, AccountType, Call, CallNo, Capabilities, Catalogue, Time};

/// Calls gained and lost, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Changed {
    pub(super) gained: Vec<String>,
    pub(super) lost: Vec<String>,
}

impl Changed {
    fn is_none(&self) -> bool {
        self.gained.is_empty() && self.lost.is_empty()
    }
}

/// For each account that something changes for: its own calls, by its own token. Accounts that hold the same share
/// one answer.
pub(super) fn calls_changed(
    in_force: &InForce,
    (present, next): (&Catalogue, &Catalogue),
    now: Time,
) -> BTreeMap<AccountNo, Arc<Changed>> {
    let mut known: HashMap<(AccountType, Capabilities), Arc<Changed>> = HashMap::new();
    let mut changed = BTreeMap::new();
    for account in in_force.accounts() {
        let (kind, granted) = (account.account_type, account.granted(now));
        let of = known.entry((kind, granted)).or_insert_with(|| Arc::new(of(present, next, (kind, granted))));
        if !of.is_none() {
            changed.insert(account.no, Arc::clone(of));
        }
    }
    changed
}

fn of(present: &Catalogue, next: &Catalogue, (kind, granted): (AccountType, Capabilities)) -> Changed {
    let (before, after) = (present.calls_of(kind, granted), next.calls_of(kind, granted));
    let names = |calls: &mut dyn Iterator<Item = &CallNo>| -> Vec<String> {
        calls.filter_map(|no| next.call(*no).map(Call::name)).collect()
    };
    Changed { gained: names(&mut after.difference(&before)), lost: names(&mut before.difference(&after)) }
}
