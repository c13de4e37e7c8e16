//! What was in force for an account at a past moment: its own facts, replayed from the audit log.

use vermilion_decide::{InForce, Misfit};
use vermilion_model::fact::{Act, Actor, Fact, Pair};
use vermilion_model::{AccountNo, EntryFilter, Named, Time};
use vermilion_store::{About, Between, Engine, Entry, StoreFault};

/// Kinds whose entries name no account though something of one's changes: an authorization, a case or a user.
const OF_SOME_ACCOUNT: [&str; 7] = [
    "case_approved",
    "capabilities_given_up",
    "authorization_revoked",
    "authorization_suspended",
    "authorization_restored",
    "user_closed",
    "user_erased",
];

/// Whose past, and which moment of it.
#[derive(Debug, Clone, Copy)]
pub struct Past<'a> {
    /// The accounts: the one that calls and, through a delegation, the one that gave it.
    pub accounts: [AccountNo; 2],
    /// When the older of them was opened: nothing is about it before.
    pub from: Time,
    /// The moment.
    pub by: Time,
    /// How many entries are looked through at most; all of them where it is not said.
    pub most: Option<i64>,
    /// Where entries are read.
    pub engine: &'a Engine,
}

/// Why a past could not be told.
#[derive(Debug, thiserror::Error)]
pub enum PastFault {
    /// More entries lie between its beginning and its end than are looked through.
    #[error("more entries than are looked through")]
    TooLong,
    /// An entry is of no kind this binary knows, or does not fit what came before it.
    #[error("entry {0} cannot be replayed: {1}")]
    Unreadable(String, String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreFault),
}

impl Past<'_> {
    /// Applies every fact about these accounts that had happened by then, in commit order, to a memory that holds
    /// nothing yet. What no fact says is not known of the past: which tokens lived, and what was left of a quota.
    ///
    /// # Errors
    /// See [`PastFault`]; what was applied until then is no past.
    pub async fn replay(&self, lanes: u16, in_force: &InForce) -> Result<(), PastFault> {
        let filter = EntryFilter { from: Some(self.from), until: Some(self.by), ..EntryFilter::default() };
        let mut ranges = Vec::new();
        let mut looked = 0_i64;
        for lane in 0..lanes {
            let within = self.engine.entries_within(lane, &filter).await?;
            looked = looked.saturating_add(within.before.saturating_sub(within.after));
            ranges.push((lane, within));
        }
        if self.most.is_some_and(|most| looked > most) {
            return Err(PastFault::TooLong);
        }
        for (lane, within) in ranges {
            self.replay_lane(lane, within, in_force).await?;
        }
        Ok(())
    }

    async fn replay_lane(&self, lane: u16, mut within: Between, in_force: &InForce) -> Result<(), PastFault> {
        let subjects = self.accounts.map(Named::account);
        let about = About { subjects: &subjects, kinds: &OF_SOME_ACCOUNT, by: self.by };
        while !within.is_over() {
            let sought = self.engine.entries_about(lane, &about, within).await?;
            for entry in &sought.entries {
                self.replay_entry(entry, in_force)?;
            }
            within = sought.left;
        }
        Ok(())
    }

    fn replay_entry(&self, entry: &Entry, in_force: &InForce) -> Result<(), PastFault> {
        let unreadable = |why: String| PastFault::Unreadable(entry.seq.to_string(), why);
        let act = Act::parse(&entry.kind, entry.version, &entry.body);
        let act = self.narrowed(act.map_err(|unknown| unreadable(unknown.to_string()))?);
        // Who did it is not in force.
        match in_force.replay(&Fact { at: entry.at, actor: Actor::Platform, act }) {
            Ok(()) => Ok(()),
            // About another account.
            Err(Misfit::UnknownAccount(other)) if !self.accounts.contains(&other) => Ok(()),
            Err(misfit) => Err(unreadable(misfit.to_string())),
        }
    }

    /// A user who is gone is gone from every account; of those only these are replayed.
    fn narrowed(&self, act: Act) -> Act {
        let ours = |pairs: &mut Vec<Pair>| pairs.retain(|pair| self.accounts.contains(&pair.account));
        match act {
            Act::UserClosed(mut act) => {
                ours(&mut act.pairs);
                Act::UserClosed(act)
            }
            Act::UserErased(mut act) => {
                ours(&mut act.pairs);
                Act::UserErased(act)
            }
            other => other,
        }
    }
}
