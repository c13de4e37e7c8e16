//! The catalogue, flattened to what a decision reads.

use std::collections::HashMap;

use vermilion_model::{AccountType, CallNo, Capabilities, Catalogue, ConsentNeed};

use crate::Reason;

/// A call that this installation answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServedCall {
    /// Which.
    pub call: CallNo,
    /// How often one account may make it a day; none means that nobody counts.
    pub daily_limit: Option<u32>,
    /// How often one account may make it a minute.
    pub minute_limit: Option<u32>,
}

/// What one call asks for.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) open: bool,
    pub(crate) opened_by: Capabilities,
    pub(crate) consent: ConsentNeed,
    pub(crate) daily_limit: Option<u32>,
    pub(crate) minute_limit: Option<u32>,
    served: bool,
}

impl Rule {
    #[inline]
    pub(crate) fn served(&self) -> Result<(), Reason> {
        if self.served { Ok(()) } else { Err(Reason::CallNotServed) }
    }
}

#[derive(Debug)]
pub(super) struct Rules {
    calls: Vec<Rule>,
    by_name: HashMap<String, CallNo>,
    from_start: Vec<(AccountType, Capabilities)>,
}

impl Rules {
    pub(super) fn new(catalogue: &Catalogue, served: &[ServedCall]) -> Rules {
        let rule = |call: &vermilion_model::Call| {
            let answered = served.iter().find(|s| s.call == call.no);
            Rule {
                open: call.open,
                opened_by: call.opened_by,
                consent: call.consent,
                daily_limit: answered.and_then(|s| s.daily_limit),
                minute_limit: answered.and_then(|s| s.minute_limit),
                served: answered.is_some(),
            }
        };
        Rules {
            calls: catalogue.calls().iter().map(rule).collect(),
            by_name: catalogue.calls().iter().map(|call| (call.name(), call.no)).collect(),
            from_start: AccountType::ALL.map(|t| (t, catalogue.from_start(t))).into(),
        }
    }

    #[inline]
    pub(super) fn of(&self, call: CallNo) -> Option<&Rule> {
        self.calls.get(usize::from(call.0))
    }

    pub(super) fn named(&self, name: &str) -> Option<CallNo> {
        self.by_name.get(name).copied()
    }

    pub(super) fn born_with(&self, account_type: AccountType) -> Capabilities {
        let found = self.from_start.iter().find(|(t, _)| *t == account_type);
        found.map_or(Capabilities::NONE, |(_, capabilities)| *capabilities)
    }
}
