//! What another version of the catalogue changes: before it is applied, for whom.

use std::collections::BTreeSet;

use crate::text::{Language, sentence};
use crate::{
    AccountType, Call, CallNo, Capabilities, Capability, Catalogue, CatalogueFault, ConsentNeed,
    PermissionSets,
};

/// Why a version cannot follow another.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CannotFollow {
    /// Its text is not a catalogue.
    #[error("{0}")]
    Unsound(#[from] CatalogueFault),
    /// Its version does not rise.
    #[error("its version is {new}, and {present} is in force: it must rise")]
    Version {
        /// Its own.
        new: u32,
        /// The one in force.
        present: u32,
    },
    /// A number that stood for one capability stands for another: numbers are permanent.
    #[error("number {number} stands for {was}, and would stand for {is}: numbers are permanent")]
    Number {
        /// The number.
        number: u8,
        /// For which capability it stands.
        was: String,
        /// For which it would stand.
        is: String,
    },
    /// A capability would have another number.
    #[error("{capability} has another number: numbers are permanent")]
    Renumbered {
        /// Which.
        capability: String,
    },
    /// The language files have no sentence for something that it names.
    #[error("the language files of this version have nothing under {key}")]
    Nameless {
        /// The key that is missing.
        key: String,
    },
    /// A permission set that is not WeChat's.
    #[error("{capability} is in permission set {number}, which there is not")]
    NoSuchSet {
        /// Which capability.
        capability: String,
        /// The number.
        number: u16,
    },
    /// `secret_calls` or `component_calls` differ: they are WeChat's contract and no choice of a platform's.
    #[error("secret_calls and component_calls are WeChat's, and cannot be changed")]
    Lists,
}

/// What becomes of one capability.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Becomes {
    /// It is new.
    Added,
    /// It is gone: whoever holds it can make its calls no longer.
    Removed,
    /// These of its properties differ.
    Changed(Vec<Difference>),
}

/// One property, before and after, as the file writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The property's name in the file.
    pub property: &'static str,
    /// What it was.
    pub before: String,
    /// What it will be.
    pub after: String,
}

/// Everything that differs between two versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueDiff {
    /// The version in force.
    pub from: u32,
    /// The other.
    pub to: u32,
    /// What becomes of which capability, by its word.
    pub capabilities: Vec<(String, Becomes)>,
    /// Calls that every account may make from then on, and those that it may no longer without a capability.
    pub opened: Vec<String>,
    /// See `opened`.
    pub closed: Vec<String>,
}

impl Catalogue {
    /// Whether another version may follow this one.
    ///
    /// # Errors
    /// Why not.
    pub fn followed_by(&self, next: &Catalogue, sets: &PermissionSets) -> Result<(), CannotFollow> {
        if next.version <= self.version {
            return Err(CannotFollow::Version { new: next.version, present: self.version });
        }
        let sorted = |calls: &[CallNo]| calls.iter().copied().collect::<BTreeSet<CallNo>>();
        let lists =
            [(self.secret_calls(), next.secret_calls()), (self.component_calls(), next.component_calls())];
        if lists.iter().any(|(one, other)| sorted(one) != sorted(other)) {
            return Err(CannotFollow::Lists);
        }
        next.capabilities().iter().try_for_each(|capability| complete(capability, sets))?;
        self.numbers_kept_by(next)
    }

    /// Whether each number of this version stands for the same capability in another, or for none.
    ///
    /// # Errors
    /// Which does not.
    pub fn numbers_kept_by(&self, next: &Catalogue) -> Result<(), CannotFollow> {
        for capability in next.capabilities() {
            let (was, held) = (self.capability_by_number(capability.number), self.capability(&capability.id));
            if let Some(was) = was.filter(|was| was.id != capability.id) {
                let (number, was, is) = (capability.number.0, was.id.clone(), capability.id.clone());
                return Err(CannotFollow::Number { number, was, is });
            }
            if held.is_some_and(|held| held.number != capability.number) {
                return Err(CannotFollow::Renumbered { capability: capability.id.clone() });
            }
        }
        Ok(())
    }

    /// What another version changes.
    pub fn diff(&self, next: &Catalogue) -> CatalogueDiff {
        let ids: BTreeSet<&str> =
            [self, next].iter().flat_map(|all| all.capabilities()).map(|one| one.id.as_str()).collect();
        let becomes = |id: &str| match (self.capability(id), next.capability(id)) {
            (None, _) => Some(Becomes::Added),
            (Some(_), None) => Some(Becomes::Removed),
            (Some(was), Some(is)) => {
                let differences = differences((self, was), (next, is));
                (!differences.is_empty()).then_some(Becomes::Changed(differences))
            }
        };
        let capabilities =
            ids.into_iter().filter_map(|id| becomes(id).map(|becomes| (id.to_owned(), becomes))).collect();
        let open = |of: &Catalogue, not: &Catalogue| {
            let opened = of.calls().iter().filter(|call| call.open);
            opened.filter(|call| !not.call(call.no).is_some_and(|other| other.open)).map(Call::name).collect()
        };
        CatalogueDiff {
            from: self.version,
            to: next.version,
            capabilities,
            opened: open(next, self),
            closed: open(self, next),
        }
    }

    /// The calls that an account of a type may make with what it was granted, by its own token.
    pub fn calls_of(&self, account_type: AccountType, granted: Capabilities) -> BTreeSet<CallNo> {
        let held = self.from_start(account_type).and(granted);
        let may = self.calls().iter().filter(|call| call.open || call.opened_by.meets(held));
        may.map(|call| call.no).collect()
    }
}

/// Whether everything that it names is there.
fn complete(capability: &Capability, sets: &PermissionSets) -> Result<(), CannotFollow> {
    let own = ["name", "help"].map(|part| format!("capability.{}.{part}", capability.id));
    let evidence = capability.evidence.iter().map(|kind| format!("evidence.{kind}"));
    if let Some(key) = own.into_iter().chain(evidence).find(|key| sentence(Language::En, key).is_none()) {
        return Err(CannotFollow::Nameless { key });
    }
    match capability.sets.iter().find(|number| sets.get(**number).is_none()) {
        Some(number) => Err(CannotFollow::NoSuchSet { capability: capability.id.clone(), number: *number }),
        None => Ok(()),
    }
}

/// As the file writes it.
fn consent(need: ConsentNeed) -> String {
    match need {
        ConsentNeed::None => "none".to_owned(),
        ConsentNeed::Standing(scope) => format!("standing {}", scope.name()),
        ConsentNeed::PerAct(scope) => format!("per_act {}", scope.name()),
    }
}

fn differences(
    (present, was): (&Catalogue, &Capability),
    (next, is): (&Catalogue, &Capability),
) -> Vec<Difference> {
    let evidence = |catalogue: &Catalogue, of: &Capability| {
        let kinds = of.evidence.iter().map(|kind| format!("{kind} ({})", catalogue.takes(kind).word()));
        kinds.collect::<Vec<_>>().join(", ")
    };
    let words = |of: &Capability| of.account_types.iter().map(|of| of.word()).collect::<Vec<_>>().join(", ");
    let sets = |of: &Capability| of.sets.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let yes = |yes: bool| if yes { "true" } else { "false" }.to_owned();
    let properties = [
        ("account_types", words(was), words(is)),
        ("evidence", evidence(present, was), evidence(next, is)),
        ("risk", was.risk.word().to_owned(), is.risk.word().to_owned()),
        ("grant", was.grant.word().to_owned(), is.grant.word().to_owned()),
        ("delegation", was.delegation.word().to_owned(), is.delegation.word().to_owned()),
        ("calls", was.calls.join(", "), is.calls.join(", ")),
        ("consent", consent(was.consent), consent(is.consent)),
        ("sets", sets(was), sets(is)),
        ("from_start", yes(was.from_start), yes(is.from_start)),
    ];
    let differ = properties.into_iter().filter(|(_, before, after)| before != after);
    differ.map(|(property, before, after)| Difference { property, before, after }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../../catalogue/capabilities.toml");

    fn sets() -> PermissionSets {
        PermissionSets::embedded().unwrap()
    }

    fn changed(change: impl FnOnce(String) -> String) -> Catalogue {
        let present = Catalogue::embedded().unwrap().version;
        let text =
            TEXT.replace(&format!("\nversion = {present}\n"), &format!("\nversion = {}\n", present + 1));
        Catalogue::with_capabilities(&change(text)).unwrap()
    }

    #[test]
    fn the_same_text_under_another_version_changes_nothing() {
        let (present, next) = (Catalogue::embedded().unwrap(), changed(|text| text));
        assert_eq!(present.followed_by(&next, &sets()), Ok(()));
        let diff = present.diff(&next);
        assert!(diff.capabilities.is_empty() && diff.opened.is_empty() && diff.closed.is_empty());
        let back = next.followed_by(&present, &sets()).unwrap_err();
        assert_eq!(back, CannotFollow::Version { new: present.version, present: next.version });
    }

    #[test]
    fn what_differs_is_said_by_property() {
        let present = Catalogue::embedded().unwrap();
        let next = changed(|text| {
            let at = text.find("id = \"phone_number\"").unwrap();
            let (before, after) = text.split_at(at);
            format!("{before}{}", after.replacen("grant = \"one_person\"", "grant = \"two_persons\"", 1))
        });
        let difference =
            Difference { property: "grant", before: "one_person".into(), after: "two_persons".into() };
        let expected = vec![("phone_number".to_owned(), Becomes::Changed(vec![difference]))];
        assert_eq!(present.diff(&next).capabilities, expected);
    }

    #[test]
    fn numbers_are_permanent_and_new_words_need_names() {
        let present = Catalogue::embedded().unwrap();
        let swapped = changed(|text| text.replacen("id = \"phone_number\"", "id = \"telepathy\"", 1));
        assert!(matches!(present.numbers_kept_by(&swapped), Err(CannotFollow::Number { number: 1, .. })));
        assert!(matches!(present.followed_by(&swapped, &sets()), Err(CannotFollow::Nameless { .. })));
        let moved = changed(|text| text.replacen("number = 1\n", "number = 127\n", 1));
        assert!(matches!(present.followed_by(&moved, &sets()), Err(CannotFollow::Renumbered { .. })));
        let named = changed(|text| {
            format!(
                "{text}\n[[capability]]\nnumber = 126\nid = \"telepathy\"\naccount_types = [\"mini_program\"]\n\
                 risk = \"low\"\ngrant = \"none\"\ndelegation = \"none\"\ncalls = []\n"
            )
        });
        assert!(matches!(present.followed_by(&named, &sets()), Err(CannotFollow::Nameless { .. })));
        assert_eq!(present.diff(&named).capabilities, [("telepathy".to_owned(), Becomes::Added)]);
        assert_eq!(named.diff(&present).capabilities, [("telepathy".to_owned(), Becomes::Removed)]);
    }
    #[test]
    fn what_is_wechats_stays_and_what_is_named_is_there() {
        let present = Catalogue::embedded().unwrap();
        let list = changed(|text| text.replacen("  \"GET:/cgi-bin/token\",\n", "", 1));
        assert_eq!(present.followed_by(&list, &sets()), Err(CannotFollow::Lists));
        let set = changed(|text| text.replacen("sets = [", "sets = [9999, ", 1));
        assert!(matches!(
            present.followed_by(&set, &sets()),
            Err(CannotFollow::NoSuchSet { number: 9999, .. })
        ));
        let evidence = changed(|text| text.replacen("evidence = [", "evidence = [\"horoscope\", ", 1));
        let key = "evidence.horoscope".to_owned();
        assert_eq!(present.followed_by(&evidence, &sets()), Err(CannotFollow::Nameless { key }));
    }

    #[test]
    fn the_calls_of_an_account_are_those_open_to_all_and_those_it_holds() {
        let present = Catalogue::embedded().unwrap();
        let phone = present.capability("phone_number").unwrap().number;
        let call = present.call_by_name("POST:/wxa/business/getuserphonenumber").unwrap().no;
        let calls = |granted| present.calls_of(AccountType::MiniProgram, granted);
        assert!(
            !calls(Capabilities::NONE).contains(&call) && calls(Capabilities::one(phone)).contains(&call)
        );
        let open = present.call_by_name("POST:/cgi-bin/clear_quota").unwrap().no;
        assert!(calls(Capabilities::NONE).contains(&open));
    }
}
