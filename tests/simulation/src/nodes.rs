//! What one node learns of another's traffic.

use vermilion_model::{Span, Time};
use vermilion_service::wechat::{Asking, Caller, Credential, fetch_token};
use vermilion_service::{Clock, Desk, flush_marks};

use crate::Ground;
use crate::steps::story::Story;
use crate::world::World;

fn fetched(world: &World, node: usize, now: Time) -> String {
    let account = &world.oracle.accounts[0];
    let secret = account.secrets.last().expect("a secret");
    let shown = Credential { app_id: account.app_id.as_str(), secret: &secret.text };
    let asking = Asking { now, client: std::net::Ipv4Addr::LOCALHOST.into() };
    let fetched = fetch_token(&world.nodes[node], shown, asking).expect("a token");
    fetched.token.expose().to_owned()
}

fn lives(desk: &Desk, token: &str, now: Time) -> bool {
    Caller::of_token(desk, token, now).is_ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_dies_on_every_node_five_minutes_after_a_newer_one_of_another_node() {
    let Some(ground) = Ground::postgres().await else {
        println!("skipped: a_token_dies_on_every_node: VERMILION_TEST_POSTGRES is not set");
        return;
    };
    let mut world = World::new(ground, 3, None).await;
    Story::begin(&mut world).await;
    world.catch_up().await;
    let now = world.clock.now();
    let old = fetched(&world, 0, now);
    let newer_at = now.plus(Span::secs(30));
    let newer = fetched(&world, 1, newer_at);
    flush_marks(&world.nodes[1]).await.expect("marks are written");
    for desk in &world.nodes {
        desk.store().read_marks().await.expect("marks are read");
    }
    // Nobody showed the newer one to the first node: it knows of it by the store alone.
    let last = newer_at.plus(Span::mins(5));
    for desk in &world.nodes {
        assert!(lives(desk, &old, last.minus(Span::millis(1))) && lives(desk, &newer, last));
        assert!(!lives(desk, &old, last), "five minutes later");
    }
    world.close().await;
}
