//! Honest runs break nothing, and make every kind of fact that is not left out for a reason.

use std::collections::BTreeSet;

use vermilion_model::fact::Act;
use vermilion_simulation::cover::{LEFT_OUT, PLAYED};
use vermilion_simulation::{Ground, found, replay, run};

const SEEDS: u64 = 3;
const OPERATIONS: usize = 500;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_node_on_sqlite_keeps_every_invariant_and_makes_every_kind_of_fact() {
    let mut heard = BTreeSet::new();
    for seed in 0..SEEDS {
        let ran = Box::pin(run(Ground::sqlite(), seed, OPERATIONS, None)).await;
        assert_eq!(ran.broken, None, "seed {seed}, after {}", ran.list());
        heard.extend(ran.heard);
    }
    let left_out: BTreeSet<&str> = LEFT_OUT.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(left_out.len(), LEFT_OUT.len(), "a kind is left out twice");
    let made = Act::KINDS.iter().copied().filter(|kind| !left_out.contains(kind));
    let expected: BTreeSet<String> = made.chain(PLAYED.iter().copied()).map(str::to_owned).collect();
    let missing: Vec<_> = expected.difference(&heard).collect();
    let more: Vec<_> = heard.difference(&expected).collect();
    assert!(
        missing.is_empty() && more.is_empty(),
        "no operation made {missing:?}, though none is left out for a reason; {more:?} are made and left out"
    );
    for (kind, why) in LEFT_OUT {
        assert!(Act::KINDS.contains(kind) && !why.is_empty(), "{kind} is no kind of fact, or has no reason");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_on_postgresql_keep_every_invariant() {
    for seed in 0..SEEDS {
        let Some(ground) = Ground::postgres().await else {
            println!(
                "skipped: two_nodes_on_postgresql_keep_every_invariant: VERMILION_TEST_POSTGRES is not set"
            );
            return;
        };
        let ran = Box::pin(run(ground, seed, OPERATIONS / 2, None)).await;
        assert_eq!(ran.broken, None, "seed {seed}, after {}", ran.list());
    }
}

/// What a list of operations found once is looked for ever since, on every engine.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_found_stays_found() {
    let mut on_postgres = 0;
    for list in found() {
        let nodes = list.fault.map_or(1, vermilion_simulation::Fault::nodes);
        let mut grounds = Vec::new();
        if nodes == 1 {
            grounds.push(Ground::sqlite());
        }
        grounds.extend(Ground::postgres().await);
        for ground in grounds {
            let engine = ground.engine();
            on_postgres += u32::from(engine == "postgres");
            let ran = Box::pin(replay(ground, list.seed, &list.list, list.fault)).await;
            let seen = ran.broken.as_ref().map(ToString::to_string).unwrap_or_default();
            assert_eq!(
                ran.broken.is_some(),
                list.fault.is_some(),
                "{} on {engine}, which found: {}; {seen}",
                list.name,
                list.what
            );
        }
    }
    if on_postgres == 0 {
        println!("skipped: what_was_found_stays_found on PostgreSQL: VERMILION_TEST_POSTGRES is not set");
    }
}
