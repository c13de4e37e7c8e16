//! What happens to the machines: time goes on, nodes end, answers are lost.

use vermilion_model::Span;
use vermilion_service::{flush_marks, save_consents};

use super::accounts;
use crate::Broken;
use crate::world::World;

/// A little, seldom as long as a token lives, and now and then into another day.
#[expect(clippy::unnecessary_wraps, reason = "as every operation")]
pub(super) fn advance(world: &World) -> Result<(), Broken> {
    let little = i64::try_from(world.dice.below(120)).unwrap_or(0);
    let by = match world.dice.below(16) {
        0 | 1 => Span::hours(2),
        2 => Span::hours(23),
        _ => Span::secs(1 + little),
    };
    world.clock.advance(by);
    Ok(())
}

/// What housekeeping writes: the saved copy of consents, and the marks of tokens.
pub(super) async fn save(world: &World) -> Result<(), Broken> {
    let desk = world.node();
    save_consents(&desk).await.expect("consents are saved");
    flush_marks(&desk).await.expect("marks are written");
    Ok(())
}

/// The next commit of some node is made or not, and its answer is lost either way: whoever waits for it must
/// be told what is true. Where a database is reached by no network, none is lost.
#[expect(clippy::unnecessary_wraps, reason = "as every operation")]
pub(super) fn lose_answer(world: &World) -> Result<(), Broken> {
    if world.ground.proxies.is_empty() {
        return Ok(());
    }
    let proxy = &world.ground.proxies[world.dice.below(world.ground.proxies.len())];
    // Otherwise one is on its way already.
    if proxy.has_cut() {
        if world.dice.once_in(2) {
            proxy.cut_after_commit();
        } else {
            proxy.cut_before_commit();
        }
    }
    Ok(())
}

pub(super) async fn restart(world: &mut World) -> Result<(), Broken> {
    accounts::meddle(world).await;
    let node = world.dice.below(world.nodes.len());
    world.restart(node).await
}
