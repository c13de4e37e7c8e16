//! A small platform to ask about.

use vermilion_decide::{Allowed, Ask, Explanation, InForce, Reason, ServedCall, decide, explain};
use vermilion_model::fact::*;
use vermilion_model::*;

/// Seven calls, four capabilities; `/unserved` is the one that the installation does not answer.
pub(crate) const CAPABILITIES: &str = r#"
version = 1
open_calls = ["GET:/open"]
[[capability]]
number = 1
id = "phone"
account_types = ["mini_program"]
risk = "medium"
grant = "one_person"
delegation = "one_person"
calls = ["POST:/phone"]
consent = { kind = "per_act", scope = "scope.phoneNumber" }
[[capability]]
number = 2
id = "message"
account_types = ["mini_program"]
risk = "low"
grant = "none"
delegation = "none"
calls = ["POST:/message"]
consent = { kind = "standing", scope = "scope.subscribeMessage" }
[[capability]]
number = 3
id = "code"
account_types = ["mini_program", "service_account"]
risk = "low"
grant = "none"
delegation = "none"
calls = ["POST:/code", "POST:/unserved", "POST:/counted"]
from_start = true
[[capability]]
number = 127
id = "message_too"
account_types = ["service_account"]
risk = "low"
grant = "none"
delegation = "none"
calls = ["POST:/message"]
consent = { kind = "standing", scope = "scope.subscribeMessage" }
"#;

const CALLS: &str = r#"[
{"method":"GET","path":"/open","accepts":["account"],"body":"none","sns":false},
{"method":"POST","path":"/phone","accepts":["account"],"body":"json","sns":false},
{"method":"POST","path":"/message","accepts":["account"],"body":"json","sns":false},
{"method":"POST","path":"/code","accepts":["account"],"body":"json","sns":false},
{"method":"POST","path":"/unserved","accepts":["account"],"body":"json","sns":false},
{"method":"POST","path":"/counted","accepts":["account"],"body":"json","sns":false},
{"method":"POST","path":"/nobody","accepts":["account"],"body":"json","sns":false}
]"#;

pub(crate) const OPEN: CallNo = CallNo(0);
pub(crate) const PHONE: CallNo = CallNo(1);
pub(crate) const MESSAGE: CallNo = CallNo(2);
pub(crate) const CODE: CallNo = CallNo(3);
pub(crate) const UNSERVED: CallNo = CallNo(4);
pub(crate) const COUNTED: CallNo = CallNo(5);
pub(crate) const NOBODY: CallNo = CallNo(6);

pub(crate) const SHOP: AccountNo = AccountNo(1);
pub(crate) const PLATFORM: AccountNo = AccountNo(2);
pub(crate) const ANN: Ordinal = Ordinal(1);

/// Noon of a day.
pub(crate) const NOON: Time = Time::from_secs(1_000_000);

pub(crate) fn catalogue() -> Catalogue {
    Catalogue::parse(CAPABILITIES, CALLS).unwrap()
}

/// Every call but [`UNSERVED`]; [`COUNTED`] three times a day.
pub(crate) fn served() -> Vec<ServedCall> {
    let limit = |call| (call == COUNTED).then_some(3);
    let calls = [OPEN, PHONE, MESSAGE, CODE, COUNTED, NOBODY];
    calls.map(|call| ServedCall { call, daily_limit: limit(call), minute_limit: None }).into()
}

/// What is in force, and the next fact's number.
pub(crate) struct World {
    pub(crate) in_force: InForce,
    pub(crate) number: i64,
    pub(crate) now: Time,
}

impl World {
    /// Fresh for ever, and empty.
    pub(crate) fn empty() -> World {
        let in_force = InForce::new(&catalogue(), &served());
        in_force.allow_until(Span::millis(i64::MAX));
        World { in_force, number: 0, now: NOON }
    }

    /// A mini program and a third-party platform.
    pub(crate) fn new() -> World {
        let mut world = World::empty();
        world.did(opened(SHOP, AccountType::MiniProgram));
        world.did(opened(PLATFORM, AccountType::ThirdPartyPlatform));
        world
    }

    pub(crate) fn did(&mut self, act: impl Into<Act>) {
        self.number += 1;
        let seq = Seq { lane: 0, number: self.number };
        self.in_force.apply(seq, &Fact { at: self.now, actor: Actor::Platform, act: act.into() }).unwrap();
    }

    pub(crate) fn own(&self, call: CallNo, user: Option<Ordinal>) -> Result<Allowed, Reason> {
        self.ask(&Ask { user, ..Ask::own(SHOP, call) })
    }

    pub(crate) fn delegated(&self, call: CallNo, user: Option<Ordinal>) -> Result<Allowed, Reason> {
        self.ask(&Ask { user, on_behalf_of: Some(SHOP), ..Ask::own(PLATFORM, call) })
    }

    pub(crate) fn ask(&self, ask: &Ask) -> Result<Allowed, Reason> {
        // First, because it counts nothing.
        let explained = self.explain(ask);
        let outcome = decide(&self.in_force, ask, self.now);
        // A block is leased and the call decided again; whoever only asks needs none.
        if outcome != Err(Reason::QuotaBlockNeeded) {
            assert_eq!(explained.outcome, outcome, "explain and decide part");
        }
        outcome
    }

    pub(crate) fn explain(&self, ask: &Ask) -> Explanation {
        explain(&self.in_force, ask, self.now)
    }
}

pub(crate) fn id<T>(n: u8) -> Id<T> {
    Id::new(Time::from_secs(1), [n; 10])
}

pub(crate) fn caps(n: &[u8]) -> Capabilities {
    n.iter().copied().map(CapabilityNo).collect()
}

pub(crate) fn digest(n: u8) -> Digest {
    Digest { key: 1, bytes: [n; 32] }
}

pub(crate) fn opened(account: AccountNo, account_type: AccountType) -> AccountOpened {
    let app_id = AppId::from_random(u64::from(account.0).to_be_bytes());
    AccountOpened {
        account,
        app_id,
        account_type,
        administrator: id(1),
        admission: None,
        row: NewAccount::default(),
    }
}

pub(crate) fn submitted(
    n: u8,
    account: AccountNo,
    giver: Giver,
    capabilities: Capabilities,
    review: ReviewClass,
) -> RevisionSubmitted {
    Authorization::new(id(n), account, giver)
        .submit(&Submission {
            revision: id(n),
            case: id(n),
            capabilities,
            due_at: NOON,
            review,
            until: None,
            by: id(1),
            document: [0; 32],
        })
        .unwrap()
}

pub(crate) fn approved(
    n: u8,
    account: AccountNo,
    giver: Giver,
    capabilities: Capabilities,
    until: Option<Time>,
) -> CaseApproved {
    let effect = Authorization::new(id(n), account, giver).effect_of(id(n), capabilities, until);
    CaseApproved { case: id(n), version: 1, by: id(9), effect, checks: Vec::new() }
}

pub(crate) fn accepted(
    n: u8,
    account: AccountNo,
    giver: AccountNo,
    (capabilities, review): (Capabilities, ReviewClass),
) -> DelegationAccepted {
    let offered = Offered { revision: id(n), capabilities, until: None };
    let delegation = Authorization::new(id(n), account, Giver::Account(giver));
    let delegation = Authorization { offered: Some(offered), ..delegation };
    let acceptance =
        Acceptance { giver_version: 1, review, case: id(n), due_at: NOON, applicant: id(1), by: id(2) };
    delegation.accept(&acceptance).unwrap()
}

pub(crate) fn stopped(n: u8, account: AccountNo, giver: Giver) -> AuthorizationSuspended {
    AuthorizationSuspended { authorization: id(n), account, giver, reason: "rules".into() }
}

pub(crate) fn restored(n: u8, account: AccountNo, giver: Giver) -> AuthorizationRestored {
    AuthorizationRestored { authorization: id(n), account, giver, reason: "mended".into() }
}

pub(crate) fn revoked(n: u8, account: AccountNo, giver: Giver) -> AuthorizationRevoked {
    AuthorizationRevoked { authorization: id(n), account, giver, case: None }
}

pub(crate) fn given_up(
    n: u8,
    account: AccountNo,
    giver: Giver,
    given_up: Capabilities,
) -> CapabilitiesGivenUp {
    // What the one who gave up saw is not believed.
    CapabilitiesGivenUp { authorization: id(n), account, giver, given_up, left: caps(&[1, 2, 3]) }
}

pub(crate) fn consent(account: AccountNo, ordinal: Ordinal, scope: Scope) -> ConsentGiven {
    ConsentGiven { user: id(1), account, ordinal, scope, notice: 1 }
}

pub(crate) fn withdrawn(account: AccountNo, ordinal: Ordinal, scope: Scope) -> ConsentWithdrawn {
    ConsentWithdrawn { user: id(1), account, ordinal, scope }
}
