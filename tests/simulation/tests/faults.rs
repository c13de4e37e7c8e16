//! For each invariant a seeded fault is caught; how soon is printed.

use vermilion_simulation::{Fault, Ground, run};

const SEEDS: u64 = 8;
const OPERATIONS: usize = 600;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_is_caught() {
    for (invariant, fault) in Fault::ALL {
        let mut caught = None;
        for seed in 0..SEEDS {
            let ran = Box::pin(run(Ground::sqlite(), seed, OPERATIONS, Some(fault))).await;
            if let Some(broken) = ran.broken {
                println!(
                    "I{invariant} {fault:?}: caught with seed {seed} after {} operations: {broken}",
                    ran.operations
                );
                caught = Some(broken);
                break;
            }
        }
        assert!(caught.is_some(), "I{invariant}: {fault:?} was not caught in {SEEDS} runs of {OPERATIONS}");
    }
}
