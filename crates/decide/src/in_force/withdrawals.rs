//! Recent withdrawals: codes issued before them are dead. A user who is gone needs none: the bit
//! `GONE` kills their codes for good.

use std::collections::HashMap;

use parking_lot::RwLock;
use vermilion_model::fact::Pair;
use vermilion_model::{Scope, Span, Time};

use super::InForce;

/// No code lives longer, so older withdrawals kill nothing.
pub const WITHDRAWALS_KEPT: Span = Span::mins(30);

#[derive(Debug, Default)]
pub(crate) struct Withdrawals(RwLock<HashMap<Pair, Vec<(Scope, Time)>>>);

impl Withdrawals {
    pub(crate) fn note(&self, pair: Pair, scope: Scope, at: Time) {
        let mut all = self.0.write();
        let of_pair = all.entry(pair).or_default();
        match of_pair.iter_mut().find(|(s, _)| *s == scope) {
            Some((_, held)) => *held = at.max(*held),
            None => of_pair.push((scope, at)),
        }
    }

    /// The pair consented again.
    pub(crate) fn lift(&self, pair: Pair, scope: Scope) {
        let mut all = self.0.write();
        if let Some(of_pair) = all.get_mut(&pair) {
            of_pair.retain(|(s, _)| *s != scope);
            if of_pair.is_empty() {
                all.remove(&pair);
            }
        }
    }

    /// The user is gone: nothing else about the pair matters.
    pub(crate) fn drop_pair(&self, pair: Pair) {
        self.0.write().remove(&pair);
    }

    pub(crate) fn at(&self, pair: Pair, scope: Scope) -> Option<Time> {
        self.0.read().get(&pair)?.iter().find(|(s, _)| *s == scope).map(|(_, at)| *at)
    }

    pub(crate) fn all(&self) -> Vec<(Pair, Scope, Time)> {
        let all = self.0.read();
        all.iter().flat_map(|(pair, of)| of.iter().map(|(scope, at)| (*pair, *scope, *at))).collect()
    }
}

impl InForce {
    /// Forgets withdrawals that are older than any code; call it about once a minute.
    pub fn forget_withdrawals(&self, now: Time) {
        let since = now.minus(WITHDRAWALS_KEPT);
        self.withdrawals.0.write().retain(|_, of_pair| {
            of_pair.retain(|(_, at)| *at > since);
            !of_pair.is_empty()
        });
    }
}
