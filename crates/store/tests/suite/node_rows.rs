//! What nodes say of themselves.

use vermilion_model::fact::traffic::{DiskRoom, NodeSeen, Traffic};
use vermilion_model::{Incarnation, Seq, Span, Time};
use vermilion_store::Store;

use crate::both_engines;
use crate::ground::{Ground, NOW};

both_engines!(
    a_node_has_one_row_and_takes_it_away,
    a_run_that_was_killed_gives_way_to_the_next_of_its_name,
    a_silent_node_is_seen_for_a_day,
);

fn node(run: u8, name: &str, at: Time) -> NodeSeen {
    NodeSeen {
        run: [run; 16],
        name: name.into(),
        version: "0.1.0".into(),
        started_at: NOW,
        at,
        incarnation: Incarnation(2),
        applied: Seq { lane: 0, number: at.secs() },
        view_age: None,
        waiting: 3,
        oldest_wait: None,
        clock_off: Span::millis(7),
        disk: None,
        obstacles: Vec::new(),
    }
}

async fn say(store: &Store, node: &NodeSeen) {
    store.writer.note(Traffic::NodeSeen(node.clone())).await.unwrap();
}

async fn runs(store: &Store) -> Vec<u8> {
    store.engine.nodes().await.unwrap().iter().map(|node| node.run[0]).collect()
}

async fn a_node_has_one_row_and_takes_it_away(ground: &Ground) {
    let (store, _) = ground.store().await;
    let first = node(1, "web-1:8080", NOW);
    let now = NodeSeen {
        view_age: Some(Span::millis(120)),
        oldest_wait: Some(Span::secs(9)),
        disk: Some(DiskRoom { free: 1 << 40, total: 1 << 41 }),
        obstacles: vec!["behind".into(), "writer_stuck".into()],
        ..node(1, "web-1:8080", NOW.plus(Span::secs(10)))
    };
    say(&store, &first).await;
    assert_eq!(store.engine.nodes().await.unwrap(), [first]);
    say(&store, &now).await;
    assert_eq!(store.engine.nodes().await.unwrap(), [now]);
    store.writer.note(Traffic::NodeLeft { run: [1; 16] }).await.unwrap();
    assert!(runs(&store).await.is_empty());
    store.close().await;
}

async fn a_run_that_was_killed_gives_way_to_the_next_of_its_name(ground: &Ground) {
    let (store, _) = ground.store().await;
    say(&store, &node(1, "web-1:8080", NOW)).await;
    say(&store, &node(2, "web-2:8080", NOW)).await;
    // Two machines of one name both speak: neither is over.
    say(&store, &node(3, "web-1:8080", NOW.plus(Span::secs(20)))).await;
    assert_eq!(runs(&store).await, [1, 3, 2]);
    say(&store, &node(3, "web-1:8080", NOW.plus(Span::secs(31)))).await;
    assert_eq!(runs(&store).await, [3, 2]);
    store.close().await;
}

async fn a_silent_node_is_seen_for_a_day(ground: &Ground) {
    let (store, _) = ground.store().await;
    say(&store, &node(1, "web-1:8080", NOW)).await;
    say(&store, &node(2, "web-2:8080", NOW.plus(Span::hours(2)))).await;
    store.writer.sweep_old(NOW.plus(Span::hours(24))).await.unwrap();
    assert_eq!(runs(&store).await, [1, 2]);
    store.writer.sweep_old(NOW.plus(Span::hours(25))).await.unwrap();
    assert_eq!(runs(&store).await, [2]);
    store.close().await;
}
