//! What the store committed reaches memory here: disk first, then memory, then the answer.

use std::sync::Arc;

use vermilion_decide::InForce;
use vermilion_model::fact::traffic::{Mark, Traffic};
use vermilion_model::fact::{Act, Actor, Fact, Pair};
use vermilion_model::{AccountNo, CodeKind, Ordinal, Seq, Span, Time};
use vermilion_store::{Entry, Happened, LoginRow, Sink, Told};

use crate::Clock;
use crate::clock_guard::{ClockGuard, Reading};
use crate::desk_data::DeskData;
use crate::keys::News;

/// Applies facts to what is in force.
pub(crate) struct Appliers {
    pub(crate) in_force: Arc<InForce>,
    pub(crate) news: Arc<News>,
    pub(crate) guard: Arc<ClockGuard>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) data: DeskData,
    /// The store has no index for a user's newest session.
    pub(crate) remembers_sessions: bool,
}

impl Appliers {
    // A fact this binary cannot read stops every allow: guessing could bring back what was revoked.
    fn read(&self, entry: &Entry) -> Option<Fact> {
        match Act::parse(&entry.kind, entry.version, &entry.body) {
            // Who did it is not in force; the audit log has it.
            Ok(act) => Some(Fact { at: entry.at, actor: Actor::Platform, act }),
            Err(unknown) => {
                tracing::error!(%unknown, seq = %entry.seq, "a fact of the feed is not known to this binary");
                self.in_force.halt();
                None
            }
        }
    }

    fn apply(&self, seq: Seq, fact: &Fact) {
        if let Act::KeysRotated(_) = &fact.act {
            self.news.tell();
        }
        self.guard.saw(fact.at);
        self.data.take_in(fact);
        if let Act::ClockAccepted(accepted) = &fact.act {
            // Being off the database's is not what is accepted here.
            let now = Reading { wall: self.clock.now(), boot: self.clock.boot(), off: Span::ZERO };
            self.guard.accept(accepted.clock, now);
        }
        if let Err(misfit) = self.in_force.apply(seq, fact) {
            tracing::error!(%misfit, %seq, kind = fact.act.kind(), "a fact does not fit what is in force");
            self.in_force.halt();
        }
    }
}

impl Sink for Appliers {
    fn governance(&self, seq: Seq, told: Told<'_>) {
        match told {
            Told::Own(happened) => {
                if let Happened::Governance(fact) = &**happened {
                    self.apply(seq, fact);
                }
            }
            Told::Read(entry) => {
                if let Some(fact) = self.read(entry) {
                    self.apply(seq, &fact);
                }
            }
        }
    }

    fn traffic(&self, fact: &Arc<Happened>) {
        let Happened::Traffic(Traffic::StableRenewed(renewed)) = &**fact else { return };
        if let Err(misfit) = self.in_force.stable_renewed(renewed) {
            tracing::error!(%misfit, "a stable token does not fit what is in force");
        }
    }

    fn marks(&self, marks: &[Mark]) {
        for mark in marks {
            if let Err(misfit) = self.in_force.note_mark(mark) {
                // Of an account that the feed brings in a moment; the next reading has it again.
                tracing::debug!(%misfit, "ignored: a mark came before its account");
            }
        }
    }

    fn spent(&self, row: &LoginRow) {
        let login = i64::from(CodeKind::Login.number());
        if row.kind > login || !self.remembers_sessions {
            return;
        }
        let (Ok(account), Ok(usr)) = (u32::try_from(row.account), u32::try_from(row.usr)) else { return };
        let pair = Pair { account: AccountNo(account), ordinal: Ordinal(usr) };
        if let Err(misfit) = self.in_force.note_session(pair, Time::from_millis(row.at), row.serial) {
            tracing::error!(%misfit, "a session does not fit what is in force");
        }
    }

    fn fresh_until(&self, boot: std::time::Duration) {
        let millis = i64::try_from(boot.as_millis()).unwrap_or(i64::MAX);
        self.in_force.allow_until(Span::millis(millis));
    }

    fn halted(&self, why: &str) {
        tracing::error!(why, "the order of facts is in doubt: nothing is allowed until a restart");
        self.in_force.halt();
    }
}
