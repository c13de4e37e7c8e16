//! Two facts at once of which one at most may come true: exactly one does, in either order. From two tables: the
//! rules that span more than one row, and every kind of fact told twice.

use std::collections::BTreeSet;

use vermilion_model::fact::*;
use vermilion_model::{AccountNo, Capabilities, CapabilityNo, Giver, OfferEnd, Ordinal, Scope, Time};
use vermilion_store::{CommitFault, Place, Store};

use crate::both_engines;
use crate::ground::{Ground, NOW};
use crate::life::{Life, effect, id, submitted};
use crate::rivals::{delegated, invitation};
use crate::rules::{NO_RULE, NUMBERS, RULES};

both_engines!(of_two_facts_that_exclude_each_other_one_wins, a_fact_told_twice_at_once_comes_true_once);

/// Kinds of which both come true, and why that is well.
const BOTH: &[(&str, &str)] = &[
    ("capabilities_given_up", "what is given up already is given up: nothing is there to be lost"),
    ("consent_given", "a user who allows again allows"),
    ("user_closed", "closing again brings in pairs that were made meanwhile"),
    ("password_changed", "who knows the password may change it, and the last one holds"),
    ("recovery_codes_made", "the last ones hold"),
    ("evidence_viewed", "two looked"),
    ("word_protected", "it is protected"),
    ("secret_retirement_planned", "the last plan holds; the rule is about another secret"),
    ("quota_cleared", "a month has several; the rule is about the last one"),
    ("audit_exported", "both took a copy"),
    ("clock_accepted", "the clock is right"),
];

/// Kinds that are told by neither table, and why.
const TOLD_ELSEWHERE: &[(&str, &str)] = &[
    ("incarnation_raised", "a restore holds the folder, or the database's lease, alone"),
    ("gap_accepted", "needs a store that was restored with a gap: restored.rs"),
];

/// How many of two came true; anything but a refusal of the other fails the test.
async fn won(stores: [&Store; 2], [one, other]: [Act; 2], what: &str) -> usize {
    let record = |store: &Store, act| {
        let writer = store.writer.clone();
        async move { writer.record(Fact { at: NOW, actor: Actor::Platform, act }).await }
    };
    let (a, b) = tokio::join!(record(stores[0], one), record(stores[1], other));
    let well =
        |told: &Result<_, CommitFault>| told.is_ok() || matches!(told, Err(CommitFault::Refused { .. }));
    assert!(well(&a) && well(&b), "{what}: {a:?} {b:?}");
    usize::from(a.is_ok()) + usize::from(b.is_ok())
}

/// Every rule in either order. What does not hold is said at the end, so that all of it is seen.
pub(crate) async fn every_rule(stores: [&Store; 2]) {
    let life = Life { store: stores[0] };
    let (mut n, mut wrong) = (3, Vec::new());
    for rule in RULES {
        for turned in [false, true] {
            (rule.before)(&life, n).await;
            let mut two = (rule.two)(n);
            if turned {
                two.reverse();
            }
            let won = won(stores, two, rule.name).await;
            if won != 1 {
                wrong.push(format!("{} (turned: {turned}): {won} won", rule.name));
            }
            n += NUMBERS;
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

async fn of_two_facts_that_exclude_each_other_one_wins(ground: &Ground) {
    let (store, _) = ground.store().await;
    every_rule([&store, &store]).await;
    store.close().await;
}

/// Of several nodes, where there can be several, one tells it and another tells it, too.
async fn a_fact_told_twice_at_once_comes_true_once(ground: &Ground) {
    let (one, _) = ground.node("one").await;
    let two = if ground.place == Place::Sqlite { None } else { Some(ground.node("two").await.0) };
    let stores = [&one, two.as_ref().unwrap_or(&one)];
    let life = Life { store: &one };
    life.begins().await;
    let (mut told, mut wrong) = (BTreeSet::new(), Vec::new());
    for act in Life::acts().into_iter().chain(more()) {
        let kind = act.kind();
        told.insert(kind);
        let both = BOTH.iter().any(|(of, _)| *of == kind);
        let won = won(stores, [act.clone(), act], kind).await;
        if won != 1 + usize::from(both) {
            wrong.push(format!("{kind}: {won} won"));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
    every_kind_is_told(&told);
    one.close().await;
    if let Some(two) = two {
        two.close().await;
    }
}

/// A new kind of fact, and with it a new guard, is told in one of the tables or left out for a reason.
fn every_kind_is_told(twice: &BTreeSet<&'static str>) {
    let ruled = RULES.iter().flat_map(|rule| rule.kinds.iter().copied());
    let elsewhere = TOLD_ELSEWHERE.iter().map(|(kind, _)| *kind);
    let told: BTreeSet<&str> = twice.iter().copied().chain(ruled).chain(elsewhere).collect();
    let missing: Vec<_> = Act::KINDS.iter().filter(|kind| !told.contains(**kind)).collect();
    assert!(missing.is_empty(), "{missing:?} are told twice at once by no table, and left out for no reason");
    for (kind, why) in BOTH.iter().chain(TOLD_ELSEWHERE) {
        assert!(Act::KINDS.contains(kind) && !why.is_empty(), "{kind} is no kind of fact, or has no reason");
    }
    assert!(NO_RULE.iter().all(|(rule, why)| !why.is_empty() && RULES.iter().all(|it| it.name != *rule)));
}

/// Kinds that a life has in its beginning alone, or not at all.
fn more() -> Vec<Act> {
    const NEW: u8 = 200;
    let account = AccountNo(2);
    let asked = submitted(NEW, account.0, 0, 1);
    let effect = effect(&asked);
    let (authorization, giver) = (asked.authorization, Giver::Platform);
    let made = KeyRow { kind: "token".into(), id: NEW, wrapped: vec![NEW], made_at: Time::from_secs(1) };
    let rows = KeyRows { made: Some(made), ..KeyRows::default() };
    let reason = || "rules".to_owned();
    vec![
        invitation(NEW).into(),
        HostAppMade { host_app: id(NEW), name: "host".into() }.into(),
        asked.into(),
        CaseSeconded { case: id(NEW), version: 1, by: id(90), checks: Vec::new() }.into(),
        CaseApproved { case: id(NEW), version: 2, by: id(91), effect, checks: Vec::new() }.into(),
        CapabilitiesGivenUp {
            authorization,
            account,
            giver,
            given_up: Capabilities::one(CapabilityNo(3)),
            left: [CapabilityNo(1), CapabilityNo(2)].into_iter().collect(),
        }
        .into(),
        AuthorizationSuspended { authorization, account, giver, reason: reason() }.into(),
        AuthorizationRestored { authorization, account, giver, reason: reason() }.into(),
        delegated(NEW + 1, 2).into(),
        OfferEnded {
            authorization: id(NEW + 1),
            revision: id(NEW + 1),
            account: AccountNo(u32::from(NEW) + 1),
            giver: account,
            how: OfferEnd::Withdrawn,
        }
        .into(),
        ConsentGiven { user: id(1), account, ordinal: Ordinal(1), scope: Scope::UserInfo, notice: 1 }.into(),
        KeysRotated { kind: "token".into(), key: NEW, rows }.into(),
    ]
}
