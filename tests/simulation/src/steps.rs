//! The operations, each a small story: what is asked, what must come of it.

mod accounts;
mod authorizations;
mod codes;
mod delegations;
mod desk;
mod people;
mod settings;
pub(crate) mod story;

use vermilion_model::Span;
use vermilion_service::save_consents;

use crate::Broken;
use crate::world::World;

/// One operation, by the dice. The world grows first, then lives.
pub(crate) async fn any(world: &mut World) -> Result<(), Broken> {
    if world.oracle.accounts.len() < 2 {
        return accounts::open(world).await;
    }
    if world.oracle.people.len() < 2 {
        return people::make(world).await;
    }
    match world.dice.below(60) {
        0 => accounts::open(world).await,
        1..=2 => accounts::reset_secret(world).await,
        3 => accounts::freeze(world).await,
        4..=5 => accounts::suspend(world).await,
        6..=10 => authorizations::submit(world).await,
        11..=16 => authorizations::decide(world).await,
        17 => authorizations::withdraw(world).await,
        18..=19 => authorizations::give_up(world).await,
        20..=21 => authorizations::revoke(world).await,
        22 => people::make(world).await,
        23..=24 => people::consent(world).await,
        25..=26 => people::withdraw(world).await,
        27 => people::close(world).await,
        28 => people::erase(world).await,
        29..=31 => codes::mint(world).await,
        32..=34 => codes::exchange(world).await,
        35 | 57 => codes::fetch(world),
        36 => codes::use_token(world),
        37 => {
            advance(world);
            save(world).await;
            lose_answer(world);
            Ok(())
        }
        38..=40 => delegations::offer(world).await,
        41..=43 => delegations::answer(world).await,
        44 => delegations::revoke(world).await,
        45..=46 => authorizations::stop(world).await,
        47..=48 => desk::ask_or_answer(world).await,
        49 => desk::appeal(world).await,
        50..=51 => settings::issue(world).await,
        52..=53 => settings::plan(world).await,
        54 => settings::leaked(world).await,
        55..=56 => settings::allow_list(world).await,
        _ => restart(world).await,
    }
}

fn advance(world: &World) {
    let little = i64::try_from(world.dice.below(120)).unwrap_or(0);
    let by = if world.dice.once_in(8) { Span::hours(2) } else { Span::secs(1 + little) };
    world.clock.advance(by);
}

/// The next commit of some node is made or not, and its answer is lost either way: whoever waits for it must
/// be told what is true. Where a database is reached by no network, none is lost.
fn lose_answer(world: &World) {
    if world.ground.proxies.is_empty() {
        return;
    }
    let proxy = &world.ground.proxies[world.dice.below(world.ground.proxies.len())];
    if !proxy.has_cut() {
        // One is on its way already.
        return;
    }
    if world.dice.once_in(2) {
        proxy.cut_after_commit();
    } else {
        proxy.cut_before_commit();
    }
}

async fn save(world: &World) {
    save_consents(&world.node()).await.expect("consents are saved");
}

async fn restart(world: &mut World) -> Result<(), Broken> {
    accounts::meddle(world).await;
    let node = world.dice.below(world.nodes.len());
    world.restart(node).await
}
