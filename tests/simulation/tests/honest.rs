//! Honest runs break nothing.

use vermilion_simulation::{Ground, run};

const SEEDS: u64 = 3;
const OPERATIONS: usize = 400;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_node_on_sqlite_keeps_every_invariant() {
    for seed in 0..SEEDS {
        let ran = Box::pin(run(Ground::sqlite(), seed, OPERATIONS, None)).await;
        assert_eq!(ran.broken, None, "seed {seed}, after {} operations", ran.operations);
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
        assert_eq!(ran.broken, None, "seed {seed}, after {} operations", ran.operations);
    }
}
