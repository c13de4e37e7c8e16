//! The rules a second time, over the plain list of everything that happened. Slow and obvious.

use std::collections::BTreeMap;

use vermilion_decide::{Allowed, Ask, ENDED, Reason, ServedCall};
use vermilion_model::fact::*;
use vermilion_model::*;

const KINDS: [TokenKind; 2] = [TokenKind::Plain, TokenKind::Stable];

/// The effective part of an authorization.
pub(crate) struct Held {
    pub(crate) id: Id<Authorization>,
    pub(crate) account: AccountNo,
    pub(crate) giver: Giver,
    pub(crate) capabilities: Capabilities,
    pub(crate) until: Option<Time>,
    pub(crate) suspended: bool,
}

#[derive(Default)]
pub(crate) struct Naive {
    pub(crate) facts: Vec<(Time, Act)>,
    /// Marks of `/cgi-bin/token`, as they came.
    pub(crate) marks: Vec<(AccountNo, SecretNo, i64)>,
}

impl Naive {
    pub(crate) fn accounts(&self) -> impl Iterator<Item = &AccountOpened> {
        self.facts.iter().filter_map(|(_, act)| match act {
            Act::AccountOpened(act) => Some(act),
            Act::MemberRegistered(act) => Some(&act.account),
            _ => None,
        })
    }

    pub(crate) fn account(&self, no: AccountNo) -> Option<&AccountOpened> {
        self.accounts().find(|act| act.account == no)
    }

    pub(crate) fn standing(&self, no: AccountNo) -> Standing {
        self.stops(no).standing()
    }

    /// What was said last of each, whatever was said of the others.
    pub(crate) fn stops(&self, no: AccountNo) -> Stops {
        let waits = self.account(no).is_some_and(|opened| opened.admission.is_some());
        let mut stops = if waits { Stops::PENDING } else { Stops::NONE };
        for (_, act) in &self.facts {
            stops = match act {
                Act::CaseApproved(act) if admits(&act.effect, no) => stops.without(Stops::PENDING),
                Act::AccountSuspended(act) if act.account == no => stops.and(Stops::SUSPENDED),
                Act::AccountRestored(act) if act.account == no => stops.without(Stops::SUSPENDED),
                Act::AccountFrozen(act) if act.account == no => stops.and(Stops::FROZEN),
                Act::AccountUnfrozen(act) if act.account == no => stops.without(Stops::FROZEN),
                Act::AccountClosing(act) if act.account == no => stops.and(Stops::CLOSING),
                Act::AccountKept(act) if act.account == no => stops.without(Stops::CLOSING),
                Act::AccountClosed(act) if act.account == no => stops.and(Stops::CLOSED),
                _ => stops,
            };
        }
        stops
    }

    /// The open-platform account that one is bound to.
    pub(crate) fn bound_to(&self, no: AccountNo) -> Option<AccountNo> {
        let mut open = None;
        for (_, act) in &self.facts {
            open = match act {
                Act::AccountBound(act) if act.account == no => Some(act.open),
                Act::AccountUnbound(act) if act.account == no => None,
                Act::AccountClosed(act) if act.account == no => None,
                _ => open,
            };
        }
        open
    }

    pub(crate) fn allow_list(&self, no: AccountNo) -> AllowList {
        let last = self.facts.iter().rev().find_map(|(_, act)| match act {
            Act::AllowListSet(act) if act.account == no => Some(act.list.clone()),
            _ => None,
        });
        last.unwrap_or_default()
    }

    pub(crate) fn plan(&self, no: AccountNo, secret: SecretNo) -> Option<Time> {
        let last = self.facts.iter().rev().find_map(|(_, act)| match act {
            Act::SecretRetirementPlanned(act) if (act.account, act.secret) == (no, secret) => Some(act.at),
            _ => None,
        });
        last.flatten()
    }

    pub(crate) fn limits(&self, no: AccountNo) -> LimitsState {
        let last = self.facts.iter().rev().find_map(|(_, act)| match act {
            Act::LimitsSwitched(act) if act.account == no => Some(act.state),
            _ => None,
        });
        last.unwrap_or(LimitsState::On)
    }

    pub(crate) fn frozen(&self, no: AccountNo) -> bool {
        let last = self.facts.iter().rev().find_map(|(_, act)| match act {
            Act::SecretsFrozen(act) if act.account == no => Some(true),
            Act::SecretsUnfrozen(act) if act.account == no => Some(false),
            _ => None,
        });
        last.unwrap_or(false)
    }

    /// Every secret ever given, with whether it lives.
    pub(crate) fn secrets(&self, no: AccountNo) -> Vec<(SecretNo, Digest, bool)> {
        let mut all = Vec::new();
        for (_, act) in &self.facts {
            match act {
                Act::SecretIssued(act) if act.account == no => all.push((act.secret, act.digest, true)),
                Act::SecretReset(act) if act.account == no => {
                    for (_, _, lives) in &mut all {
                        *lives = false;
                    }
                    all.push((act.secret, act.digest, true));
                }
                Act::SecretReplaced(act) if act.account == no => {
                    for (_, _, lives) in all.iter_mut().filter(|(n, ..)| *n == act.leaked) {
                        *lives = false;
                    }
                    all.push((act.secret, act.digest, true));
                }
                Act::SecretRetired(act) if act.account == no => {
                    for (_, _, lives) in all.iter_mut().filter(|(n, ..)| *n == act.secret) {
                        *lives = false;
                    }
                }
                _ => {}
            }
        }
        all
    }

    pub(crate) fn epoch(&self, no: AccountNo, secret: SecretNo, kind: TokenKind) -> u32 {
        let raised = self.facts.iter().filter_map(|(_, act)| match act {
            Act::TokensEnded(act) if (act.account, act.secret, act.kind) == (no, secret, kind) => {
                Some(act.epoch)
            }
            Act::SecretReset(act)
                if act.account == no && secret < act.secret && act.tokens == ItsTokens::EndToo =>
            {
                Some(ENDED)
            }
            Act::SecretReplaced(act) if (act.account, act.leaked) == (no, secret) => Some(ENDED),
            Act::SecretRetired(act)
                if (act.account, act.secret) == (no, secret) && act.tokens == ItsTokens::EndToo =>
            {
                Some(ENDED)
            }
            _ => None,
        });
        raised.max().unwrap_or(0)
    }

    /// Authorizations with something left in force, expired or not.
    pub(crate) fn held(&self) -> Vec<Held> {
        let mut all: Vec<Held> = Vec::new();
        for (_, act) in &self.facts {
            match act {
                Act::RevisionSubmitted(act)
                    if matches!(act.review, ReviewClass::None | ReviewClass::Automatic) =>
                {
                    let (capabilities, until) = (act.capabilities, act.until);
                    all.retain(|held| held.id != act.authorization);
                    all.push(Held {
                        id: act.authorization,
                        account: act.account,
                        giver: act.giver,
                        capabilities,
                        until,
                        suspended: false,
                    });
                }
                Act::DelegationAccepted(act)
                    if matches!(act.review, ReviewClass::None | ReviewClass::Automatic) =>
                {
                    let (id, account, giver) = (act.authorization, act.account, Giver::Account(act.giver));
                    let (capabilities, until) = (act.capabilities, act.until);
                    all.retain(|held| held.id != id);
                    all.push(Held { id, account, giver, capabilities, until, suspended: false });
                }
                Act::CaseApproved(CaseApproved {
                    effect: Effect::Revision { authorization: id, account, giver, capabilities, until, .. },
                    ..
                }) => {
                    let (id, capabilities, until) = (*id, *capabilities, *until);
                    all.retain(|held| held.id != id);
                    all.push(Held {
                        id,
                        account: *account,
                        giver: *giver,
                        capabilities,
                        until,
                        suspended: false,
                    });
                }
                Act::CapabilitiesGivenUp(act) => {
                    for held in all.iter_mut().filter(|held| held.id == act.authorization) {
                        held.capabilities = held.capabilities.without(act.given_up);
                    }
                }
                Act::AuthorizationRevoked(act) => all.retain(|held| held.id != act.authorization),
                _ => {}
            }
        }
        all.retain(|held| !held.capabilities.is_empty());
        for held in &mut all {
            held.suspended = self.suspended(held.id);
        }
        all
    }

    /// Whether the platform stopped an authorization.
    pub(crate) fn suspended(&self, id: Id<Authorization>) -> bool {
        let last = self.facts.iter().rev().find_map(|(_, act)| match act {
            Act::AuthorizationSuspended(act) if act.authorization == id => Some(true),
            Act::AuthorizationRestored(act) if act.authorization == id => Some(false),
            _ => None,
        });
        last.unwrap_or(false)
    }

    /// What was received and works, or, of what the platform stopped, would.
    fn received(&self, (account, giver): (AccountNo, Giver), stopped: bool, now: Time) -> Capabilities {
        let lives = |held: &Held| held.suspended == stopped && held.until.is_none_or(|until| now < until);
        let of = self.held().into_iter().filter(|h| h.account == account && h.giver == giver && lives(h));
        of.fold(Capabilities::NONE, |all, held| all.and(held.capabilities))
    }

    pub(crate) fn gone(&self, pair: Pair) -> bool {
        self.facts.iter().any(|(_, act)| match act {
            Act::UserClosed(act) => act.pairs.contains(&pair),
            Act::UserErased(act) => act.pairs.contains(&pair),
            _ => false,
        })
    }

    /// Whether the last word on this scope was yes, and when no was said.
    pub(crate) fn consent(&self, pair: Pair, scope: Scope) -> (bool, Option<Time>) {
        let same = |account, ordinal, s| Pair { account, ordinal } == pair && s == scope;
        let last = self.facts.iter().rev().find_map(|(at, act)| match act {
            Act::ConsentGiven(act) if same(act.account, act.ordinal, act.scope) => Some((true, None)),
            Act::ConsentWithdrawn(act) if same(act.account, act.ordinal, act.scope) => {
                Some((false, Some(*at)))
            }
            _ => None,
        });
        last.unwrap_or((false, None))
    }

    pub(crate) fn decide(
        &self,
        catalogue: &Catalogue,
        served: &[ServedCall],
        ask: &Ask,
        now: Time,
    ) -> Result<Allowed, Reason> {
        let call = catalogue.call(ask.call).ok_or(Reason::CallUnknown)?;
        let owner = ask.on_behalf_of.unwrap_or(ask.actor);
        for account in [ask.actor, owner] {
            self.account(account).ok_or(Reason::AccountUnknown { account })?;
        }
        for account in [ask.actor, owner] {
            match self.standing(account) {
                Standing::Good => {}
                Standing::Frozen => return Err(Reason::AccountFrozen { account }),
                Standing::Pending => return Err(Reason::AccountPending { account }),
                Standing::Closing => return Err(Reason::AccountClosing { account }),
                Standing::Suspended => return Err(Reason::AccountSuspended { account }),
                Standing::Closed => return Err(Reason::AccountClosed { account }),
            }
        }
        self.opens(catalogue, call, ask, now)?;
        if !served.iter().any(|s| s.call == ask.call) {
            return Err(Reason::CallNotServed);
        }
        self.allows(owner, ask.user, call.consent)?;
        Ok(Allowed { account: owner })
    }

    fn opens(&self, catalogue: &Catalogue, call: &Call, ask: &Ask, now: Time) -> Result<(), Reason> {
        let opened_by = call.opened_by;
        let holds = |account: AccountNo| {
            let from_start = self.account(account).map(|act| catalogue.from_start(act.account_type));
            let granted = self.received((account, Giver::Platform), false, now);
            from_start.unwrap_or_default().and(granted).shared(opened_by)
        };
        let stopped = |account: AccountNo| {
            let meets = self.received((account, Giver::Platform), true, now).meets(opened_by);
            meets.then_some(Reason::AuthorizationSuspended { account, opened_by })
        };
        let Some(giver) = ask.on_behalf_of else {
            let lacks = Reason::CapabilityMissing { account: ask.actor, opened_by };
            let open = call.open || !holds(ask.actor).is_empty();
            return if open { Ok(()) } else { Err(stopped(ask.actor).unwrap_or(lacks)) };
        };
        let of_giver = (ask.actor, Giver::Account(giver));
        let handed = self.received(of_giver, false, now);
        if handed.is_empty() {
            let stopped = self.received(of_giver, true, now);
            let account = ask.actor;
            return Err(if stopped.is_empty() {
                Reason::NotDelegated { giver }
            } else {
                Reason::AuthorizationSuspended { account, opened_by: stopped }
            });
        }
        if call.open {
            return Ok(());
        }
        if holds(giver).is_empty() {
            return Err(stopped(giver).unwrap_or(Reason::GiverLacks { giver, opened_by }));
        }
        if handed.shared(holds(giver)).is_empty() {
            return Err(Reason::NotHandedOver { giver, opened_by });
        }
        Ok(())
    }

    fn allows(&self, account: AccountNo, user: Option<Ordinal>, need: ConsentNeed) -> Result<(), Reason> {
        match (user, need) {
            (None, ConsentNeed::Standing(_)) => Err(Reason::UserNotNamed),
            (Some(ordinal), _) if self.gone(Pair { account, ordinal }) => Err(Reason::UserGone),
            (Some(ordinal), ConsentNeed::Standing(scope)) => {
                let (given, _) = self.consent(Pair { account, ordinal }, scope);
                if given { Ok(()) } else { Err(Reason::ConsentMissing { scope }) }
            }
            (_, ConsentNeed::None | ConsentNeed::PerAct(_)) => Ok(()),
        }
    }

    /// A mark stands for its 20-second step: of each step only the newest counts.
    pub(crate) fn check_token(
        &self,
        token: &vermilion_decide::TokenView,
        now: Time,
    ) -> Result<AccountNo, Reason> {
        let end = token.issued.plus(Span::secs(7200));
        if now >= end {
            return Err(Reason::TokenExpired { at: end });
        }
        let last = self.secrets(token.account).last().map(|(n, ..)| *n);
        let epoch = self.epoch(token.account, token.secret, token.kind);
        let due = now.minus(Span::mins(5)).millis();
        let issued = token.issued.millis();
        let displaced = token.kind == TokenKind::Plain
            && self.steps(token.account, token.secret).iter().any(|m| *m > issued && *m <= due);
        let lives = last >= Some(token.secret) && epoch != ENDED && token.epoch >= epoch && !displaced;
        if lives { Ok(token.account) } else { Err(Reason::TokenDisplaced) }
    }

    /// The newest mark of each step, as the store keeps them.
    pub(crate) fn steps(&self, account: AccountNo, secret: SecretNo) -> Vec<i64> {
        let mut steps = BTreeMap::<i64, i64>::new();
        for (_, _, issued) in self.marks.iter().filter(|(a, s, _)| (*a, *s) == (account, secret)) {
            let newest = steps.entry(issued / 20_000).or_default();
            *newest = (*newest).max(*issued);
        }
        steps.into_values().collect()
    }

    /// Every line of tokens that a secret of this account may have.
    pub(crate) fn lines(&self, no: AccountNo) -> Vec<(SecretNo, TokenKind)> {
        self.secrets(no).iter().flat_map(|(n, ..)| KINDS.map(|kind| (*n, kind))).collect()
    }
}

/// Whether an approval lets a new account act.
fn admits(effect: &Effect, no: AccountNo) -> bool {
    matches!(effect, Effect::Registration { account, .. } if *account == no)
}
