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
    // A fact this binary cannot read stops every allow for the accounts it names, or for all where it does not say
    // whom it changes: guessing could bring back what was revoked.
    fn read(&self, entry: &Entry) -> Option<Fact> {
        match Act::parse(&entry.kind, entry.version, &entry.body) {
            // Who did it is not in force; the audit log has it.
            Ok(act) => Some(Fact { at: entry.at, actor: Actor::Platform, act }),
            Err(unknown) => {
                tracing::error!(%unknown, seq = %entry.seq, "a fact of the feed is not known to this binary");
                self.unread(entry);
                None
            }
        }
    }

    fn unread(&self, entry: &Entry) {
        self.guard.saw(entry.at);
        match concerned(&self.in_force, &entry.subjects) {
            Some(accounts) => {
                if let Err(misfit) = self.in_force.unread(entry.seq, &accounts) {
                    tracing::error!(%misfit, seq = %entry.seq, "it names an account that is not known here");
                }
            }
            None => self.in_force.halt(),
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

/// The accounts whose calls a fact may change, by the subjects of its entry: one that names accounts names each of
/// them. Nothing where that cannot be told.
fn concerned(in_force: &InForce, subjects: &str) -> Option<Vec<AccountNo>> {
    let (mut accounts, mut people_alone) = (Vec::new(), true);
    for subject in subjects.split(' ') {
        let (word, id) = subject.split_once(':')?;
        match word {
            "account" => accounts.push(AccountNo(id.parse().ok()?)),
            "authorization" => accounts.extend(in_force.receiver_of(id.parse().ok()?)),
            // Members act through the console, which reads the store at every call.
            "member" | "invitation" => continue,
            // Nothing is held of these but by the account beside them.
            "case" | "evidence" | "user" => {}
            _ => return None,
        }
        people_alone = false;
    }
    (people_alone || !accounts.is_empty()).then_some(accounts)
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

#[cfg(test)]
mod tests {
    use vermilion_decide::Reason;
    use vermilion_model::{
        AccountGround, AccountType, AppId, Authorization, Capabilities, CapabilityNo, Catalogue, Giver,
        Ground, Id, SecretNo, SecretsState, Stops,
    };

    use super::*;

    fn two_accounts() -> InForce {
        let in_force = InForce::new(&Catalogue::embedded().unwrap(), &[]);
        for number in [3, 7] {
            let account = AccountGround {
                account: AccountNo(number),
                app_id: format!("wx{number:016x}").parse::<AppId>().unwrap(),
                account_type: AccountType::MiniProgram,
                stops: Stops::NONE,
                secrets: SecretsState::Usable,
                last_secret: SecretNo(0),
            };
            in_force.stand(Ground::Account(account)).unwrap();
        }
        in_force
    }

    fn grant(in_force: &InForce, id: Id<Authorization>, giver: Giver) {
        let capabilities: Capabilities = [CapabilityNo(1)].into_iter().collect();
        let row = Ground::Authorization {
            id,
            account: AccountNo(7),
            giver,
            capabilities,
            until: None,
            suspended: false,
        };
        in_force.stand(row).unwrap();
    }

    #[test]
    fn whom_an_unread_fact_changes_is_told_by_what_it_names_or_not_at_all() {
        let in_force = two_accounts();
        let (granted, delegated) = (Id::from_bytes([1; 16]), Id::from_bytes([2; 16]));
        grant(&in_force, granted, Giver::Platform);
        grant(&in_force, delegated, Giver::Account(AccountNo(3)));
        let told =
            |subjects: &str| concerned(&in_force, subjects).map(|named| named.iter().map(|n| n.0).collect());
        let accounts = |numbers: &[u32]| Some(numbers.to_vec());
        assert_eq!(told("account:7"), accounts(&[7]));
        assert_eq!(told("account:3 account:7 case:x"), accounts(&[3, 7]));
        assert_eq!(told(&format!("authorization:{granted}")), accounts(&[7]));
        assert_eq!(told(&format!("authorization:{delegated} case:x")), accounts(&[7]));
        assert_eq!(told("account:3 user:x"), accounts(&[3]));
        assert_eq!(told("member:x invitation:y"), accounts(&[]));
        let unknown = Id::<Authorization>::from_bytes([9; 16]);
        for nobody in
            ["installation", "user:x", "case:x", "host_app:x account:7", "account:x", "", "member:x user:y"]
        {
            assert_eq!(told(nobody), None, "{nobody}");
        }
        assert_eq!(told(&format!("authorization:{unknown}")), None);
    }

    #[test]
    fn the_accounts_that_an_unread_fact_names_are_allowed_nothing_and_others_go_on() {
        let in_force = two_accounts();
        let at = |number| Seq { lane: 0, number };
        in_force.unread(at(5), &[AccountNo(7)]).unwrap();
        let stands = |number| in_force.account(AccountNo(number)).unwrap().stands();
        assert_eq!(stands(7), Err(Reason::AccountInDoubt { account: AccountNo(7) }));
        assert_eq!((stands(3), in_force.applied(0), in_force.is_halted()), (Ok(()), at(5), false));
        in_force.unread(at(5), &[AccountNo(3)]).unwrap();
        assert_eq!(stands(3), Ok(()), "what was passed already is not met again");
        assert!(in_force.unread(at(6), &[AccountNo(9)]).is_err());
        assert!(in_force.is_halted());
    }
}
