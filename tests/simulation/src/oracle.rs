//! The naive account of what must hold: plain lists, no cleverness.

use vermilion_model::{
    AccountNo, AccountType, AppId, Authorization, CallNo, Capabilities, Case, Catalogue, ConsentNeed, Id,
    Member, Ordinal, Revision, Scope, SecretNo, Span, Time, User,
};

pub(crate) const TOKEN_LIFE: Span = Span::secs(7200);
pub(crate) const CODE_LIFE: Span = Span::mins(5);

/// An account as the run believes it to be.
pub(crate) struct Account {
    pub(crate) no: AccountNo,
    pub(crate) app_id: AppId,
    pub(crate) owner: Id<Member>,
    pub(crate) secrets: Vec<Secret>,
    pub(crate) frozen: bool,
    pub(crate) suspended: bool,
    pub(crate) grants: Vec<Grant>,
    /// Of its allow-list, and whether that keeps this machine out.
    pub(crate) list_version: i64,
    pub(crate) shut_out: bool,
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

pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) account: usize,
    pub(crate) secret: SecretNo,
    pub(crate) issued: Time,
    /// Ended with its secret, or by force.
    pub(crate) ended: bool,
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
}

impl Oracle {
    /// What an account holds: from the start, and by what is approved and neither given up nor revoked.
    pub(crate) fn held(&self, account: usize, catalogue: &Catalogue) -> Capabilities {
        let grants = self.accounts[account].grants.iter();
        let living = grants.filter(|grant| !grant.revoked && !grant.suspended);
        living.fold(catalogue.from_start(AccountType::MiniProgram), |held, grant| held.and(grant.effective))
    }

    /// I1, said plainly, for calls that need nothing of a user beforehand.
    pub(crate) fn allows(&self, account: usize, call: CallNo, catalogue: &Catalogue) -> Option<bool> {
        let rule = catalogue.call(call)?;
        if matches!(rule.consent, ConsentNeed::Standing(_)) {
            return None;
        }
        let may = rule.open || self.held(account, catalogue).meets(rule.opened_by);
        Some(may && !self.accounts[account].suspended)
    }

    /// I1 for a call on behalf of another: never more than was handed over, nor than the giver holds.
    pub(crate) fn allows_for(
        &self,
        (receiver, giver): (usize, usize),
        call: CallNo,
        catalogue: &Catalogue,
    ) -> Option<bool> {
        let rule = catalogue.call(call)?;
        if matches!(rule.consent, ConsentNeed::Standing(_)) {
            return None;
        }
        let of_pair = self.delegations.iter().filter(|it| (it.receiver, it.giver) == (receiver, giver));
        let living = of_pair.filter(|it| !it.revoked && !it.suspended);
        let handed = living.fold(Capabilities::NONE, |all, it| all.and(it.effective));
        let both = handed.shared(self.held(giver, catalogue));
        let may = !handed.is_empty() && (rule.open || both.meets(rule.opened_by));
        Some(may && !self.accounts[giver].suspended && !self.accounts[receiver].suspended)
    }

    /// Whether a login code still yields a session.
    pub(crate) fn code_lives(&self, code: &Code, now: Time) -> bool {
        let account = &self.accounts[code.account];
        let stands = !account.suspended && !account.frozen;
        stands && !code.spent && !self.people[code.person].gone && now < code.issued.plus(CODE_LIFE)
    }
}
