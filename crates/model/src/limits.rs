//! How often an account may make which call. Data, `catalogue/limits.toml`.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use crate::{CallNo, Catalogue, CatalogueFault};

const FILE: &str = "limits.toml";

/// Whether an account's calls are counted against their limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LimitsState {
    /// They are: what every account begins with.
    #[default]
    On,
    /// They are not: an account of a simulation, or of a load test.
    Off,
}

impl LimitsState {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            LimitsState::On => "on",
            LimitsState::Off => "off",
        }
    }

    /// From the word.
    pub fn from_word(word: &str) -> Option<LimitsState> {
        [LimitsState::On, LimitsState::Off].into_iter().find(|state| state.word() == word)
    }
}

/// The limits of one call, each an account's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CallLimit {
    /// Calls a day of the platform's zone.
    pub daily: Option<u32>,
    /// Calls a minute.
    pub minute: Option<u32>,
}

/// What is limited beside calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowances {
    /// How often an account may clear all its quotas, a month.
    pub clears_a_month: u32,
    /// How often it may clear the quota of a single call, a month.
    pub single_clears_a_month: u32,
    /// How often it may force a new stable token, a day.
    pub forced_refreshes_a_day: u32,
    /// How many login codes of one user it may exchange, a minute.
    pub logins_a_minute: u32,
    /// How often it may change its server domains, a month.
    pub domain_changes_a_month: u32,
}

/// Everything that is limited.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    calls: HashMap<CallNo, CallLimit>,
    allowances: Option<Allowances>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitsFile {
    clears_a_month: u32,
    single_clears_a_month: u32,
    forced_refreshes_a_day: u32,
    logins_a_minute: u32,
    domain_changes_a_month: u32,
    limit: Vec<LimitLine>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitLine {
    call: String,
    daily: Option<u32>,
    minute: Option<u32>,
}

impl Limits {
    /// From the file's text; every call must be the catalogue's, and stand there once.
    pub fn parse(text: &str, catalogue: &Catalogue) -> Result<Limits, CatalogueFault> {
        let file: LimitsFile = toml::from_str(text)
            .map_err(|error| CatalogueFault::Unreadable { file: FILE, why: error.to_string() })?;
        let allowances = Some(Allowances {
            clears_a_month: file.clears_a_month,
            single_clears_a_month: file.single_clears_a_month,
            forced_refreshes_a_day: file.forced_refreshes_a_day,
            logins_a_minute: file.logins_a_minute,
            domain_changes_a_month: file.domain_changes_a_month,
        });
        let mut calls = HashMap::new();
        for line in file.limit {
            let unknown = || CatalogueFault::UnknownCall { capability: FILE.into(), call: line.call.clone() };
            let call = catalogue.call_by_name(&line.call).ok_or_else(unknown)?;
            let limit = CallLimit { daily: line.daily, minute: line.minute };
            if calls.insert(call.no, limit).is_some() {
                return Err(CatalogueFault::TwoPlaces(line.call));
            }
        }
        Ok(Limits { calls, allowances })
    }

    /// The limits of a call; none where it is not counted.
    pub fn of(&self, call: CallNo) -> CallLimit {
        self.calls.get(&call).copied().unwrap_or_default()
    }

    /// What is limited beside calls; nothing is where no file said so.
    pub fn allowances(&self) -> Allowances {
        self.allowances.unwrap_or(Allowances {
            clears_a_month: u32::MAX,
            single_clears_a_month: u32::MAX,
            forced_refreshes_a_day: u32::MAX,
            logins_a_minute: u32::MAX,
            domain_changes_a_month: u32::MAX,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_limits_are_the_contracts() {
        let catalogue = Catalogue::embedded().unwrap();
        let of = |name: &str| catalogue.limits().of(catalogue.call_by_name(name).unwrap().no);
        assert_eq!(of("GET:/cgi-bin/token"), CallLimit { daily: Some(2000), minute: None });
        assert_eq!(
            of("POST:/cgi-bin/stable_token"),
            CallLimit { daily: Some(500_000), minute: Some(10_000) }
        );
        assert_eq!(of("POST:/wxa/business/getuserphonenumber"), CallLimit::default());
        let allowances = catalogue.limits().allowances();
        assert_eq!((allowances.clears_a_month, allowances.single_clears_a_month), (10, 50));
        assert_eq!((allowances.forced_refreshes_a_day, allowances.logins_a_minute), (20, 100));
    }

    #[test]
    fn a_limit_of_no_call_or_of_one_twice_is_a_fault() {
        let catalogue = Catalogue::embedded().unwrap();
        let head = "clears_a_month=1\nsingle_clears_a_month=1\nforced_refreshes_a_day=1\nlogins_a_minute=1\n\
                    domain_changes_a_month=1\n";
        let line = |call: &str| format!("[[limit]]\ncall = {call:?}\ndaily = 1\n");
        let parse = |lines: &str| Limits::parse(&format!("{head}{lines}"), &catalogue);
        assert!(parse(&line("GET:/cgi-bin/token")).is_ok());
        assert!(parse(&line("GET:/cgi-bin/tokens")).is_err());
        assert!(parse(&line("GET:/cgi-bin/token").repeat(2)).is_err());
        assert!(Limits::parse(head, &catalogue).is_err(), "the list is not there");
    }
}
