//! The naive account of what must hold: plain lists, no cleverness.

use std::collections::BTreeMap;

use vermilion_model::fact::Pair;
use vermilion_model::{
    AccountNo, AccountType, AppId, Authorization, CallNo, Capabilities, Case, Catalogue, CodeKind,
    ConsentNeed, Digest, HostApp, Id, LimitsState, Member, Ordinal, Revision, Scope, SecretNo, SecretsState,
    Span, Time, User,
};

use crate::ground::COUNTED;

pub(crate) const TOKEN_LIFE: Span = Span::secs(7200);
pub(crate) const CODE_LIFE: Span = Span::mins(5);
/// A code issued so soon after a withdrawal is dead with it: clocks of nodes may differ.
const LATITUDE: Span = Span::secs(5);

/// An account as the run believes it to be.
pub(crate) struct Account {
    pub(crate) no: AccountNo,
    pub(crate) app_id: AppId,
    pub(crate) owner: Id<Member>,
    pub(crate) secrets: Vec<Secret>,
    /// The id under which the account's own key stands.
    pub(crate) key_owner: [u8; 16],
    /// Whether its secrets work.
    pub(crate) secrets_state: SecretsState,
    pub(crate) suspended: bool,
    /// Its owner stopped it.
    pub(crate) halted: bool,
    pub(crate) end: Option<End>,
    pub(crate) grants: Vec<Grant>,
    /// Of its allow-list, and whether that keeps this machine out.
    pub(crate) list_version: i64,
    pub(crate) shut_out: bool,
    /// Whether its calls are counted.
    pub(crate) limits: LimitsState,
    /// How many counted calls were allowed on each day, and how many stable tokens were forced.
    pub(crate) counted: BTreeMap<u32, u32>,
    pub(crate) forced: BTreeMap<u32, u32>,
}

impl Account {
    /// Whether it is in good standing.
    pub(crate) fn stands(&self) -> bool {
        !self.suspended && !self.halted && self.end.is_none()
    }

    /// Whether this secret of it proves it.
    pub(crate) fn proves(&self, secret: &Secret, now: Time) -> bool {
        self.stands() && self.secrets_state == SecretsState::Usable && secret.works(now)
    }

    /// Whether anything about it can still be changed.
    pub(crate) fn living(&self) -> bool {
        matches!(self.end, None | Some(End::Closing))
    }
}

/// How far an account's end has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    Closing,
    Closed,
    Erased,
}

pub(crate) struct Secret {
    pub(crate) no: SecretNo,
    pub(crate) text: String,
    pub(crate) dead: bool,
    pub(crate) retires_at: Option<Time>,
}

impl Secret {
    /// Whether it still proves an account.
    pub(crate) fn works(&self, now: Time) -> bool {
        !self.dead && self.retires_at.is_none_or(|at| now < at)
    }
}

pub(crate) struct Grant {
    pub(crate) id: Id<Authorization>,
    pub(crate) effective: Capabilities,
    /// Everything that ever was in force or asked for: calls that these open tell most.
    pub(crate) ever: Capabilities,
    pub(crate) pending: Option<Pending>,
    /// The newest submission, while it stands rejected and was not appealed.
    pub(crate) rejected: Option<Rejected>,
    pub(crate) revoked: bool,
    pub(crate) suspended: bool,
}

/// What one account handed to another.
pub(crate) struct Delegation {
    pub(crate) id: Id<Authorization>,
    pub(crate) giver: usize,
    pub(crate) receiver: usize,
    pub(crate) effective: Capabilities,
    pub(crate) offered: Option<Capabilities>,
    pub(crate) revoked: bool,
    pub(crate) suspended: bool,
}

#[derive(Clone)]
pub(crate) struct Rejected {
    pub(crate) case: Id<Case>,
    pub(crate) by: Id<Member>,
    pub(crate) revision: Id<Revision>,
    pub(crate) capabilities: Capabilities,
}

pub(crate) struct Pending {
    pub(crate) revision: Id<Revision>,
    pub(crate) case: Id<Case>,
    pub(crate) capabilities: Capabilities,
    /// Of an appeal: who rejected, and must not decide it.
    pub(crate) rejected_by: Option<Id<Member>>,
    /// Whether the applicant was asked and did not answer yet.
    pub(crate) asked: bool,
}

pub(crate) struct Person {
    pub(crate) id: Id<User>,
    pub(crate) gone: bool,
    pub(crate) erased: bool,
    pub(crate) pairs: Vec<PairOf>,
}

/// A user as one account knows them.
pub(crate) struct PairOf {
    pub(crate) account: usize,
    pub(crate) ordinal: Ordinal,
    pub(crate) granted: Vec<Scope>,
}

pub(crate) struct Code {
    pub(crate) text: String,
    pub(crate) account: usize,
    pub(crate) person: usize,
    pub(crate) issued: Time,
    pub(crate) spent: bool,
}

/// A code of a user's own act.
pub(crate) struct UserCode {
    pub(crate) text: String,
    pub(crate) kind: CodeKind,
    pub(crate) scope: u8,
    pub(crate) person: usize,
    pub(crate) pair: usize,
    pub(crate) issued: Time,
    pub(crate) spent: bool,
}

pub(crate) struct Host {
    pub(crate) id: Id<HostApp>,
    pub(crate) keys: Vec<HostKey>,
    pub(crate) listed: Vec<usize>,
}

pub(crate) struct HostKey {
    pub(crate) number: u32,
    pub(crate) digest: Digest,
    pub(crate) revoked: bool,
}

/// Which call fetched a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Plain,
    /// Whether it, or one it renews, was forced.
    Stable {
        forced: bool,
    },
}

#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) account: usize,
    pub(crate) secret: SecretNo,
    pub(crate) issued: Time,
    /// Ended with its secret, or by force.
    pub(crate) ended: bool,
    pub(crate) kind: Kind,
}

impl Token {
    /// Whether it still opens anything. Displacement is not said here: the run never holds an older
    /// token of the same secret.
    pub(crate) fn lives(&self, now: Time) -> bool {
        !self.ended && now < self.issued.plus(TOKEN_LIFE)
    }
}

/// Everything that must hold.
#[derive(Default)]
pub(crate) struct Oracle {
    pub(crate) accounts: Vec<Account>,
    pub(crate) delegations: Vec<Delegation>,
    pub(crate) people: Vec<Person>,
    pub(crate) codes: Vec<Code>,
    pub(crate) tokens: Vec<Token>,
    pub(crate) user_codes: Vec<UserCode>,
    /// What was taken back and not allowed again, and when.
    pub(crate) withdrawn: Vec<(Pair, Scope, Time)>,
    pub(crate) hosts: Vec<Host>,
}

impl Oracle {
    /// What an account holds: from the start, and by what is approved and neither given up nor revoked.
    pub(crate) fn held(&self, account: usize, catalogue: &Catalogue) -> Capabilities {
        let grants = self.accounts[account].grants.iter();
        let living = grants.filter(|grant| !grant.revoked && !grant.suspended);
        living.fold(catalogue.from_start(AccountType::MiniProgram), |held, grant| held.and(grant.effective))
    }

    /// Everything that an account ever asked for, or was offered.
    pub(crate) fn telling(&self, account: usize) -> Capabilities {
        let grants = self.accounts[account].grants.iter();
        grants.fold(Capabilities::NONE, |all, grant| all.and(grant.ever))
    }

    /// I1, said plainly, for calls that need nothing of a user beforehand.
    pub(crate) fn allows(&self, account: usize, call: CallNo, catalogue: &Catalogue) -> Option<bool> {
        let rule = catalogue.call(call)?;
        if matches!(rule.consent, ConsentNeed::Standing(_)) || rule.name() == COUNTED {
            return None;
        }
        Some(self.may_call(account, call, catalogue))
    }

    /// The same, whatever is counted.
    pub(crate) fn may_call(&self, account: usize, call: CallNo, catalogue: &Catalogue) -> bool {
        let Some(rule) = catalogue.call(call) else { return false };
        let may = rule.open || self.held(account, catalogue).meets(rule.opened_by);
        may && self.accounts[account].stands()
    }

    /// I1 for a call on behalf of another: never more than was handed over, nor than the giver holds.
    pub(crate) fn allows_for(
        &self,
        (receiver, giver): (usize, usize),
        call: CallNo,
        catalogue: &Catalogue,
    ) -> Option<bool> {
        let rule = catalogue.call(call)?;
        if matches!(rule.consent, ConsentNeed::Standing(_)) || rule.name() == COUNTED {
            return None;
        }
        let of_pair = self.delegations.iter().filter(|it| (it.receiver, it.giver) == (receiver, giver));
        let living = of_pair.filter(|it| !it.revoked && !it.suspended);
        let handed = living.fold(Capabilities::NONE, |all, it| all.and(it.effective));
        let both = handed.shared(self.held(giver, catalogue));
        let may = !handed.is_empty() && (rule.open || both.meets(rule.opened_by));
        Some(may && self.accounts[giver].stands() && self.accounts[receiver].stands())
    }

    /// Whether a login code still yields a session.
    pub(crate) fn code_lives(&self, code: &Code, now: Time) -> bool {
        !code.spent && !self.people[code.person].gone && now < code.issued.plus(CODE_LIFE)
    }

    /// Whether a code of a user's own act still yields anything: what it stands on was not taken back since.
    pub(crate) fn user_code_lives(&self, code: &UserCode, stands_on: Option<Scope>, now: Time) -> bool {
        let person = &self.people[code.person];
        let of = &person.pairs[code.pair];
        let pair = Pair { account: self.accounts[of.account].no, ordinal: of.ordinal };
        let withdrawn = stands_on.and_then(|scope| {
            let found = self.withdrawn.iter().find(|(whose, what, _)| (*whose, *what) == (pair, scope));
            found.map(|(.., at)| *at)
        });
        let taken_back = withdrawn.is_some_and(|at| code.issued <= at.plus(LATITUDE));
        !code.spent && !person.gone && !taken_back && now < code.issued.plus(CODE_LIFE)
    }
}
