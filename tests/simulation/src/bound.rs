//! How long a revocation on one node lets another go on: against the published bound (I4).

use std::time::{Duration, Instant};

use crate::Ground;
use crate::steps::story::Story;
use crate::world::World;

/// What is published: no node allows longer than this on what it has not heard.
pub const BOUND: Duration = Duration::from_secs(1);

/// The times, rising.
pub struct Times(Vec<Duration>);

impl Times {
    /// The time that this share of the revocations was not slower than.
    pub fn share(&self, percent: usize) -> Duration {
        let at = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(at).copied().unwrap_or_default()
    }

    /// The slowest.
    pub fn slowest(&self) -> Duration {
        self.0.last().copied().unwrap_or_default()
    }
}

/// Grants and revokes on one node, so many times, and asks the other until it refuses.
///
/// # Panics
/// Where a step that must succeed does not.
#[expect(clippy::disallowed_methods, reason = "it measures the machine's time")]
pub async fn time_to_refuse(ground: Ground, revocations: usize) -> Times {
    let mut world = World::new(ground, 1, None).await;
    let story = Story::begin(&mut world).await;
    let mut times = Vec::new();
    for _ in 0..revocations {
        let granted = story.grant(&world).await;
        world.catch_up().await;
        assert!(story.allowed(&world, 1), "the other node knows the grant");
        story.revoke(&world, granted).await;
        let answered = Instant::now();
        while story.allowed(&world, 1) {
            tokio::task::yield_now().await;
        }
        times.push(answered.elapsed());
    }
    world.close().await;
    times.sort_unstable();
    Times(times)
}
