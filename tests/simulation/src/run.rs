//! A run: so many operations, or a list of them, and after each the invariants.

use std::collections::BTreeSet;

use crate::fault::Fault;
use crate::steps::Step;
use crate::world::World;
use crate::{Broken, Ground, invariants};

/// Costly checks come every so often, and at the end.
const COSTLY_EVERY: usize = 16;

/// How a run ended.
pub struct Ran {
    /// What was done, the last of it what broke an invariant.
    pub done: Vec<Step>,
    /// The first invariant that did not hold.
    pub broken: Option<Broken>,
    /// The kinds of facts that nodes made.
    pub heard: BTreeSet<String>,
}

impl Ran {
    /// The operations as a list that can be replayed.
    pub fn list(&self) -> String {
        let names: Vec<String> = self.done.iter().map(|step| format!("{step:?}")).collect();
        names.join(" ")
    }
}

/// Runs so many operations, each chosen by the dice of a seed.
pub async fn run(ground: Ground, seed: u64, operations: usize, fault: Option<Fault>) -> Ran {
    let mut world = World::new(ground, seed, fault).await;
    let mut broken = None;
    while world.done.len() < operations && broken.is_none() {
        let step = Step::drawn(&world);
        broken = one(&mut world, step).await.err();
    }
    ended(world, broken).await
}

/// Runs a list of operations; what each is about is chosen by the dice of a seed.
pub async fn replay(ground: Ground, seed: u64, list: &[Step], fault: Option<Fault>) -> Ran {
    let mut world = World::new(ground, seed, fault).await;
    let mut broken = None;
    for step in list {
        broken = one(&mut world, *step).await.err();
        if broken.is_some() {
            break;
        }
    }
    ended(world, broken).await
}

async fn ended(mut world: World, mut broken: Option<Broken>) -> Ran {
    if broken.is_none() {
        broken = invariants::at_rest(&world).await.err();
    }
    world.close().await;
    let heard = world.heard.lock().clone();
    Ran { done: std::mem::take(&mut world.done), broken, heard }
}

async fn one(world: &mut World, step: Step) -> Result<(), Broken> {
    world.done.push(step);
    step.happens(world).await?;
    world.catch_up().await;
    invariants::in_memory(world)?;
    if world.done.len().is_multiple_of(COSTLY_EVERY) {
        invariants::in_the_store(world).await?;
    }
    Ok(())
}
