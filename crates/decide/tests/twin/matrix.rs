//! Capability × call × consent, own and delegated, as text to be read line by line.

use std::fmt::Write;

use vermilion_decide::{Ask, InForce, ServedCall, decide};
use vermilion_model::fact::Pair;
use vermilion_model::*;

use crate::world::{self, NOON};

const OWNER: AccountNo = AccountNo(1);
const HELPER: AccountNo = AccountNo(2);
const NOBODY_SEEN: Ordinal = Ordinal(1);
const ALLOWS: Ordinal = Ordinal(2);
const ALLOWS_OTHERS: Ordinal = Ordinal(3);
const GONE: Ordinal = Ordinal(4);
const USERS: [(&str, Option<Ordinal>); 5] = [
    ("no user", None),
    ("never asked", Some(NOBODY_SEEN)),
    ("allows", Some(ALLOWS)),
    ("allows all else", Some(ALLOWS_OTHERS)),
    ("gone", Some(GONE)),
];

/// What is held and what is handed over.
struct Setting {
    account_type: AccountType,
    held: Capabilities,
    handed: Option<Capabilities>,
}

/// One platform with one owner and one helper, whose users answer each consent in their way.
fn in_force(catalogue: &Catalogue, setting: &Setting, scope: Option<Scope>) -> InForce {
    let served: Vec<ServedCall> = catalogue
        .calls()
        .iter()
        .map(|call| ServedCall { call: call.no, daily_limit: None, minute_limit: None })
        .collect();
    let in_force = InForce::new(catalogue, &served);
    in_force.allow_until(Span::millis(i64::MAX));
    let stand = |row| in_force.stand(row).unwrap();
    for (account, account_type) in [(OWNER, setting.account_type), (HELPER, AccountType::ThirdPartyPlatform)]
    {
        stand(Ground::Account(AccountGround {
            account,
            app_id: world::opened(account, account_type).app_id,
            account_type,
            stops: Stops::NONE,
            secrets: SecretsState::Usable,
            last_secret: SecretNo(0),
        }));
    }
    let grant = |n, account, giver, capabilities| Ground::Authorization {
        id: world::id(n),
        account,
        giver,
        capabilities,
        until: None,
        suspended: false,
    };
    stand(grant(1, OWNER, Giver::Platform, setting.held));
    if let Some(handed) = setting.handed {
        stand(grant(2, HELPER, Giver::Account(OWNER), handed));
    }
    let bit = scope.and_then(Scope::bit).unwrap_or(0);
    for (ordinal, bits) in [(ALLOWS, bit), (ALLOWS_OTHERS, !bit & !Scope::GONE), (GONE, Scope::GONE)] {
        stand(Ground::Consent { pair: Pair { account: OWNER, ordinal }, bits });
    }
    in_force
}

fn outcomes(in_force: &InForce, actor: AccountNo, call: CallNo) -> Vec<(&'static str, String)> {
    let on_behalf_of = (actor == HELPER).then_some(OWNER);
    let outcome = |user| {
        let ask = Ask { on_behalf_of, user, ..Ask::own(actor, call) };
        decide(in_force, &ask, NOON).map_or_else(|reason| reason.code(), |_| "allowed".to_owned())
    };
    USERS.map(|(name, user)| (name, outcome(user))).into()
}

/// One outcome for everybody is said once, and so is one for everybody who is there.
fn line(outcomes: &[(&str, String)]) -> String {
    let first = outcomes.first().map_or("", |(_, outcome)| outcome);
    let others: Vec<_> = outcomes.iter().filter(|(_, outcome)| outcome != first).collect();
    match others.as_slice() {
        [] => return first.to_owned(),
        [("gone", outcome)] => return format!("{first}, gone: {outcome}"),
        _ => {}
    }
    let parts = outcomes.iter().map(|(name, outcome)| format!("{name}: {outcome}"));
    parts.collect::<Vec<_>>().join(" | ")
}

fn need(call: &Call) -> (String, Option<Scope>) {
    match call.consent {
        ConsentNeed::None => ("no consent".into(), None),
        ConsentNeed::Standing(scope) => (format!("standing {}", scope.name()), Some(scope)),
        ConsentNeed::PerAct(scope) => (format!("per act {}", scope.name()), Some(scope)),
    }
}

/// The block of one call under one capability, without its name, so that equal ones are said once.
fn block(catalogue: &Catalogue, call: &Call, capability: Capabilities, account_type: AccountType) -> String {
    let (needed, scope) = need(call);
    let other = Capabilities::one(CapabilityNo(126));
    let settings = [
        ("own, nothing granted", OWNER, Capabilities::NONE, None),
        ("own, granted", OWNER, capability, None),
        ("delegated, no delegation", HELPER, capability, None),
        ("delegated, another handed over", HELPER, capability, Some(other)),
        ("delegated, the giver not granted", HELPER, Capabilities::NONE, Some(capability)),
        ("delegated, granted and handed over", HELPER, capability, Some(capability)),
    ];
    let mut text = format!("    {needed}\n");
    for (name, actor, held, handed) in settings {
        let in_force = in_force(catalogue, &Setting { account_type, held, handed }, scope);
        writeln!(text, "    {name}: {}", line(&outcomes(&in_force, actor, call.no))).unwrap();
    }
    text
}

/// Calls in turn, each block said once for all that it follows.
fn blocks<'a>(calls: impl Iterator<Item = &'a Call>, block: impl Fn(&Call) -> String) -> String {
    let (mut text, mut last) = (String::new(), String::new());
    for call in calls {
        let block = block(call);
        if block != last {
            text.push_str(&last);
        }
        writeln!(text, "  {}", call.name()).unwrap();
        last = block;
    }
    text + &last
}

fn matrix(catalogue: &Catalogue) -> String {
    let open = catalogue.calls().iter().filter(|call| call.open);
    let any = Capabilities::one(CapabilityNo(125));
    let mut text = "open to all\n".to_owned();
    text += &blocks(open, |call| block(catalogue, call, any, AccountType::MiniProgram));
    for capability in catalogue.capabilities() {
        let account_type = capability.account_types.first().copied().unwrap();
        let born = if capability.from_start { ", from the start" } else { "" };
        writeln!(text, "\n{} {}, {}{born}", capability.number.0, capability.id, account_type.word()).unwrap();
        let one = Capabilities::one(capability.number);
        let calls = catalogue.calls().iter().filter(|call| call.opened_by.has(capability.number));
        text += &blocks(calls, |call| block(catalogue, call, one, account_type));
    }
    text
}

#[test]
fn of_a_small_catalogue() {
    insta::assert_snapshot!(matrix(&world::catalogue()));
}

#[test]
fn of_the_embedded_catalogue() {
    insta::assert_snapshot!(matrix(&Catalogue::embedded().unwrap()));
}

#[test]
fn calls_that_nobody_may_make() {
    let catalogue = Catalogue::embedded().unwrap();
    let all = Setting {
        account_type: AccountType::MiniProgram,
        held: (0..=127).map(CapabilityNo).collect(),
        handed: Some((0..=127).map(CapabilityNo).collect()),
    };
    let in_force = in_force(&catalogue, &all, None);
    let closed = |call: &&Call| !call.open && call.opened_by.is_empty();
    for call in catalogue.calls().iter().filter(closed) {
        for actor in [OWNER, HELPER] {
            let outcomes = outcomes(&in_force, actor, call.no);
            assert!(outcomes.iter().all(|(_, outcome)| outcome != "allowed"), "{}", call.name());
        }
    }
}
