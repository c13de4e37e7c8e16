//! For each invariant a seeded fault is caught, on each engine; how soon is printed.

use vermilion_simulation::{Fault, Ground, Ran, run};

const SEEDS: u64 = 8;
const OPERATIONS: usize = 600;
/// So many faults are looked for at once, where a run mostly waits for its database.
const AT_ONCE: usize = 4;

fn said(invariant: u8, fault: Fault, (engine, nodes): (&str, usize), (seed, ran): (u64, &Ran)) -> bool {
    let Some(broken) = &ran.broken else { return false };
    println!(
        "I{invariant} {fault:?}: caught on {engine} with {nodes} node(s), seed {seed}, after {} operations: {broken}",
        ran.done.len()
    );
    true
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_is_caught_on_sqlite() {
    for (invariant, fault) in Fault::ALL {
        if fault.nodes() > 1 {
            println!("I{invariant} {fault:?}: needs another node, which SQLite does not have");
            continue;
        }
        let mut caught = false;
        for seed in 0..SEEDS {
            let ran = Box::pin(run(Ground::sqlite(), seed, OPERATIONS, Some(fault))).await;
            caught = said(invariant, fault, ("sqlite", 1), (seed, &ran));
            if caught {
                break;
            }
        }
        assert!(caught, "I{invariant}: {fault:?} was not caught in {SEEDS} runs of {OPERATIONS}");
    }
}

async fn caught_on_postgresql(invariant: u8, fault: Fault) -> bool {
    for seed in 0..SEEDS {
        let Some(ground) = Ground::postgres().await else { return true };
        let ran = Box::pin(run(ground, seed, OPERATIONS, Some(fault))).await;
        if said(invariant, fault, ("postgres", 2), (seed, &ran)) {
            return true;
        }
    }
    false
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_is_caught_by_two_nodes_on_postgresql() {
    let Some(ground) = Ground::postgres_of(1).await else {
        println!(
            "skipped: every_fault_is_caught_by_two_nodes_on_postgresql: VERMILION_TEST_POSTGRES is not set"
        );
        return;
    };
    // One node on PostgreSQL is an installation, too.
    let ran = Box::pin(run(ground, 1, OPERATIONS, Some(Fault::GrantsMore))).await;
    assert!(said(1, Fault::GrantsMore, ("postgres", 1), (1, &ran)));
    // What opens a store stays on one thread; the databases are waited for together.
    let missed = tokio::task::LocalSet::new().run_until(everything_missed()).await;
    assert_eq!(missed, [], "not caught in {SEEDS} runs of {OPERATIONS}");
}

async fn everything_missed() -> Vec<(u8, Fault)> {
    let mut looking = tokio::task::JoinSet::new();
    for (invariant, fault) in Fault::ALL.into_iter().filter(|(_, fault)| fault.seldom_on_two_nodes()) {
        println!("I{invariant} {fault:?}: looked for on one node, two meet it seldom");
    }
    let mut waiting = Fault::ALL.into_iter().filter(|(_, fault)| !fault.seldom_on_two_nodes());
    let mut missed = Vec::new();
    loop {
        while looking.len() < AT_ONCE
            && let Some((invariant, fault)) = waiting.next()
        {
            let caught = async move { (invariant, fault, caught_on_postgresql(invariant, fault).await) };
            looking.spawn_local(caught);
        }
        let Some(done) = looking.join_next().await else { return missed };
        match done {
            Ok((_, _, true)) => {}
            Ok((invariant, fault, false)) => missed.push((invariant, fault)),
            Err(ended) => std::panic::resume_unwind(ended.into_panic()),
        }
    }
}

#[test]
fn what_two_nodes_meet_seldom_is_not_all_of_its_invariant() {
    for (invariant, _) in Fault::ALL {
        let mut of = Fault::ALL.into_iter().filter(|(other, _)| *other == invariant);
        assert!(of.any(|(_, fault)| !fault.seldom_on_two_nodes()), "I{invariant}");
    }
}
