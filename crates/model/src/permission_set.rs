//! WeChat's numbered permission sets 权限集: how capabilities are named to a third-party platform. Data.

use serde::Deserialize;

use crate::text::Language;
use crate::{AccountType, Capabilities, Catalogue, CatalogueFault};

const SETS: &str = include_str!("../../../catalogue/sets.toml");

/// One permission set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionSet {
    /// WeChat's number, as in `func_info`.
    pub number: u16,
    /// Its Chinese name.
    pub zh: String,
    /// Its English name.
    pub en: String,
    /// Whose capabilities it bundles; none when this platform has no such accounts.
    pub account_types: Vec<AccountType>,
    /// Whether an account may hand it to only one platform at a time.
    pub exclusive: bool,
    /// Whether it is no longer offered.
    #[serde(default)]
    pub retired: bool,
}

impl PermissionSet {
    /// Its name in a language.
    pub fn name(&self, language: Language) -> &str {
        match language {
            Language::ZhCn => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// All of them, by rising number.
#[derive(Debug, Clone)]
pub struct PermissionSets(Vec<PermissionSet>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SetsFile {
    set: Vec<PermissionSet>,
}

impl PermissionSets {
    /// Those that this binary carries.
    pub fn embedded() -> Result<PermissionSets, CatalogueFault> {
        PermissionSets::parse(SETS)
    }

    /// From the file's text; the numbers must rise.
    pub fn parse(text: &str) -> Result<PermissionSets, CatalogueFault> {
        let file: SetsFile = toml::from_str(text)
            .map_err(|e| CatalogueFault::Unreadable { file: "sets.toml", why: e.to_string() })?;
        let mut last = 0;
        for set in &file.set {
            if set.number <= last {
                return Err(CatalogueFault::SetNumber(set.number));
            }
            last = set.number;
        }
        Ok(PermissionSets(file.set))
    }

    /// Every set.
    pub fn all(&self) -> &[PermissionSet] {
        &self.0
    }

    /// One by its number.
    pub fn get(&self, number: u16) -> Option<&PermissionSet> {
        let at = self.0.binary_search_by_key(&number, |set| set.number).ok()?;
        self.0.get(at)
    }
}

impl Catalogue {
    /// What a set hands over of an account of this type; a set may bundle nothing.
    pub fn of_set(&self, number: u16, account_type: AccountType) -> Capabilities {
        self.capabilities()
            .iter()
            .filter(|c| c.sets.contains(&number) && c.account_types.contains(&account_type))
            .map(|c| c.number)
            .collect()
    }

    /// The numbers of the sets of which at least one capability was handed over, rising: `func_info`.
    pub fn sets_of(&self, handed_over: Capabilities) -> Vec<u16> {
        let held = self.capabilities().iter().filter(|c| handed_over.has(c.number));
        let mut numbers: Vec<u16> = held.flat_map(|c| c.sets.iter().copied()).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_a_capability_names_is_for_its_accounts() {
        let (sets, catalogue) = (PermissionSets::embedded().unwrap(), Catalogue::embedded().unwrap());
        for capability in catalogue.capabilities() {
            for number in &capability.sets {
                let set = sets.get(*number).unwrap_or_else(|| panic!("no set {number}"));
                let fits = capability.account_types.iter().any(|t| set.account_types.contains(t));
                assert!(fits, "{} is in set {number}, for other accounts", capability.id);
            }
        }
    }

    #[test]
    fn a_set_hands_over_only_what_the_type_has() {
        let catalogue = Catalogue::embedded().unwrap();
        let phone = catalogue.capability("phone_number").unwrap().number;
        assert!(catalogue.of_set(18, AccountType::MiniProgram).has(phone));
        assert!(!catalogue.of_set(18, AccountType::ServiceAccount).has(phone));
        assert!(catalogue.of_set(9999, AccountType::MiniProgram).is_empty());
    }

    #[test]
    fn sets_are_read_back_from_what_was_handed_over() {
        let catalogue = Catalogue::embedded().unwrap();
        let code = catalogue.capability("wxacode").unwrap().number;
        assert_eq!(catalogue.sets_of(Capabilities::one(code)), [17, 18]);
        assert_eq!(catalogue.sets_of(Capabilities::NONE), [0_u16; 0]);
    }

    #[test]
    fn numbers_must_rise() {
        let one = "[[set]]\nnumber = 3\nzh = \"a\"\nen = \"a\"\naccount_types = []\nexclusive = true\n";
        let twice = format!("{one}{one}");
        assert_eq!(PermissionSets::parse(&twice).unwrap_err(), CatalogueFault::SetNumber(3));
    }
}
