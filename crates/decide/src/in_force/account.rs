//! One account's entry: whole, immutable, replaced by every fact about it.

use std::sync::Arc;

use vermilion_model::{
    AccountGround, AccountNo, AccountType, AllowList, AppId, Authorization, Capabilities, ConsentNeed,
    Digest, HostApp, Id, LimitsState, Ordinal, Scope, SecretNo, SecretsState, Standing, Stops, Time,
};

use super::consents::Consents;
use super::grants::Grants;
use super::lines::Lines;
use super::rules::Rule;
use super::sessions::Sessions;
use crate::{Reason, Source};

/// A secret that works, unless all of the account's are frozen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LivingSecret {
    /// Its number.
    pub secret: SecretNo,
    /// Its keyed digest.
    pub digest: Digest,
    /// When it stops working, if that is planned.
    pub retires_at: Option<Time>,
}

/// An account as it stands; a reader keeps it as long as it likes, and it never changes.
#[derive(Debug, Clone)]
pub struct AccountState {
    /// Its number.
    pub no: AccountNo,
    /// Its AppID.
    pub app_id: AppId,
    /// Its type.
    pub account_type: AccountType,
    /// Whether it may act.
    pub standing: Standing,
    /// The open-platform account that it is bound to.
    pub bound_to: Option<AccountNo>,
    pub(crate) stops: Stops,
    /// Whether its secrets work.
    pub secrets: SecretsState,
    /// The highest secret number ever given.
    pub last_secret: SecretNo,
    pub(crate) living: Vec<LivingSecret>,
    pub(crate) lines: Lines,
    pub(crate) from_start: Capabilities,
    pub(crate) grants: Grants,
    pub(crate) host_apps: Vec<Id<HostApp>>,
    pub(crate) in_doubt: bool,
    /// Whether its calls are counted against their limits.
    pub limits: LimitsState,
    /// From where its secrets may fetch tokens.
    pub allow: Arc<AllowList>,
    pub(crate) consents: Arc<Consents>,
    pub(crate) sessions: Arc<Sessions>,
}

impl AccountState {
    pub(crate) fn new(row: &AccountGround, from_start: Capabilities) -> AccountState {
        AccountState {
            no: row.account,
            app_id: row.app_id,
            account_type: row.account_type,
            standing: row.stops.standing(),
            bound_to: None,
            stops: row.stops,
            secrets: row.secrets,
            last_secret: row.last_secret,
            living: Vec::new(),
            lines: Lines::default(),
            from_start,
            grants: Grants::default(),
            host_apps: Vec::new(),
            in_doubt: false,
            limits: LimitsState::On,
            allow: Arc::default(),
            consents: Arc::default(),
            sessions: Arc::default(),
        }
    }

    /// Its living secrets, by rising number.
    pub fn living_secrets(&self) -> &[LivingSecret] {
        &self.living
    }

    /// Whether it runs in this host app.
    pub fn runs_in(&self, host_app: Id<HostApp>) -> Result<(), Reason> {
        if self.host_apps.binary_search(&host_app).is_ok() { Ok(()) } else { Err(Reason::NotListed) }
    }

    /// Whether it is in good standing.
    #[inline]
    pub fn stands(&self) -> Result<(), Reason> {
        match self.standing {
            _ if self.in_doubt => Err(Reason::AccountInDoubt { account: self.no }),
            Standing::Good => Ok(()),
            Standing::Frozen => Err(Reason::AccountFrozen { account: self.no }),
            Standing::Pending => Err(Reason::AccountPending { account: self.no }),
            Standing::Closing => Err(Reason::AccountClosing { account: self.no }),
            Standing::Suspended => Err(Reason::AccountSuspended { account: self.no }),
            Standing::Closed => Err(Reason::AccountClosed { account: self.no }),
        }
    }

    /// What it holds at this moment: from the start, and from the platform.
    #[inline]
    pub fn held(&self, now: Time) -> Capabilities {
        self.from_start.and(self.grants.give(now))
    }

    /// What it received from the platform and holds at this moment.
    pub fn granted(&self, now: Time) -> Capabilities {
        self.grants.give(now)
    }

    /// What it would hold too, had the platform not stopped it.
    pub(crate) fn stopped(&self, now: Time) -> Capabilities {
        self.grants.stopped_give(now)
    }

    /// What one authorization of the platform gives it at this moment.
    pub fn given_by(&self, id: Id<Authorization>, now: Time) -> Capabilities {
        self.grants.give_of(now, |grant| grant == id)
    }

    /// What it would hold at this moment without that one.
    pub fn held_without(&self, id: Id<Authorization>, now: Time) -> Capabilities {
        self.from_start.and(self.grants.give_of(now, |grant| grant != id))
    }

    pub(crate) fn sources(&self, rule: &Rule, now: Time) -> Vec<Source> {
        let open = rule.open.then_some(Source::OpenCall);
        let born = self.from_start.shared(rule.opened_by);
        let from_start =
            (!born.is_empty()).then_some(Source::FromStart { account: self.no, capabilities: born });
        open.into_iter().chain(from_start).chain(self.grants.sources(self.no, rule.opened_by, now)).collect()
    }

    /// Whether the user allows what the call needs. A user who is gone allows nothing.
    #[inline]
    pub(crate) fn consented(&self, user: Option<Ordinal>, need: ConsentNeed) -> Result<(), Reason> {
        let Some(user) = user else {
            return match need {
                ConsentNeed::Standing(_) => Err(Reason::UserNotNamed),
                // Per act, the single-use code is the permission and names the user.
                ConsentNeed::PerAct(_) | ConsentNeed::None => Ok(()),
            };
        };
        let bits = self.consents.of(user);
        if bits & Scope::GONE != 0 {
            return Err(Reason::UserGone);
        }
        match need {
            ConsentNeed::Standing(scope) if bits & scope.bit().unwrap_or(0) == 0 => {
                Err(Reason::ConsentMissing { scope })
            }
            ConsentNeed::Standing(_) | ConsentNeed::PerAct(_) | ConsentNeed::None => Ok(()),
        }
    }

    /// The bits of [`Scope::bit`] and [`Scope::GONE`] of one user; no bits for one never seen.
    pub fn consent_bits(&self, user: Ordinal) -> u8 {
        self.consents.of(user)
    }
}
