//! I2: readers see the old or the new, never a mixture, while facts are applied under them.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use vermilion_decide::{Ask, decide};
use vermilion_model::fact::{Act, Actor, Fact};
use vermilion_model::*;

use crate::world::{CODE, MESSAGE, PHONE, PLATFORM, SHOP, World, approved, caps};

/// Applies these over and over while `read` asks, on two threads, until both have seen `wanted` answers.
fn while_swapping(world: &World, acts: &[Act], wanted: u64, read: impl Fn() -> bool + Sync) {
    let (stop, seen) = (AtomicBool::new(false), AtomicU64::new(0));
    let fact = |act: &Act| Fact { at: world.now, actor: Actor::Platform, act: act.clone() };
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !stop.load(Relaxed) {
                    let told = read();
                    assert!(told || stop.swap(true, Relaxed), "a mixture");
                    seen.fetch_add(1, Relaxed);
                }
            });
        }
        let mut number = world.number;
        while !stop.load(Relaxed) && (number < world.number + 2000 || seen.load(Relaxed) < wanted) {
            for act in acts {
                number += 1;
                world.in_force.apply(Seq { lane: 0, number }, &fact(act)).unwrap();
            }
        }
        stop.store(true, Relaxed);
    });
}

#[test]
fn an_approval_replaces_whole_sets() {
    let mut world = World::new();
    let sets = [caps(&[1, 3]), caps(&[2, 127])];
    let acts = sets.map(|set| Act::from(approved(1, SHOP, Giver::Platform, set, None)));
    world.did(acts[0].clone());
    let from_start = caps(&[3]);
    while_swapping(&world, &acts, 50_000, || {
        let held = world.in_force.account(SHOP).unwrap().held(world.now);
        sets.iter().any(|set| held == set.and(from_start))
    });
}

// Before: handed over is 1, the giver has 2. Then 2 is handed over instead, then the giver gets 1
// instead of 2. A reader that takes the old delegation with the new giver would allow.
#[test]
fn a_delegation_and_its_giver_are_seen_at_one_moment() {
    let mut world = World::new();
    let handed = |n: u8| Act::from(approved(1, PLATFORM, Giver::Account(SHOP), caps(&[n]), None));
    let granted = |n: u8| Act::from(approved(2, SHOP, Giver::Platform, caps(&[n]), None));
    world.did(handed(1));
    world.did(granted(2));
    // There and back by way of `other`, so that no state on the way has the same on both sides.
    let other = 126;
    let acts = [handed(other), granted(1), handed(2), granted(other), handed(1), granted(2)];
    let ask = |call| Ask { on_behalf_of: Some(SHOP), user: None, ..Ask::own(PLATFORM, call) };
    while_swapping(&world, &acts, 50_000, || {
        let phone = decide(&world.in_force, &ask(PHONE), world.now);
        let message = decide(&world.in_force, &ask(MESSAGE), world.now);
        // `/message` would say that no user was named, had the capability been found.
        phone.is_err() && !matches!(message, Err(vermilion_decide::Reason::UserNotNamed))
    });
    assert!(decide(&world.in_force, &ask(CODE), world.now).is_err());
}
