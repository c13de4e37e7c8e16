//! Requests that carry a key of their sender's: one claim, one answer, a day.

use vermilion_model::fact::traffic::{RequestAnswered, RequestBegun, Traffic};
use vermilion_model::{Digest, Span};
use vermilion_store::{CommitFault, Store};

use crate::both_engines;
use crate::ground::{Ground, NOW};

both_engines!(
    a_key_is_claimed_once,
    of_two_who_claim_at_once_one_does,
    an_answer_is_noted_once_and_what_was_refused_is_free_again,
    requests_are_counted_by_caller_and_swept_after_a_day,
);

fn place(seed: u8) -> Digest {
    Digest { key: 1, bytes: [seed; 32] }
}

fn begun(seed: u8, caller: u8) -> Traffic {
    let at = NOW.plus(Span::hours(i64::from(seed)));
    Traffic::RequestBegun(RequestBegun { place: place(seed), caller: [caller; 16], content: place(99), at })
}

fn answered(seed: u8, answer: Option<&[u8]>) -> Traffic {
    let answer = answer.map(<[u8]>::to_vec);
    Traffic::RequestAnswered(RequestAnswered { place: place(seed), answer, at: NOW })
}

async fn answer_of(store: &Store, seed: u8) -> Option<Option<Vec<u8>>> {
    let row = store.engine.keyed_request_by_place(&place(seed)).await.unwrap()?;
    assert_eq!(row.content, place(99));
    row.answered_at.map(|_| row.answer)
}

async fn a_key_is_claimed_once(ground: &Ground) {
    let (store, _) = ground.store().await;
    store.writer.note(begun(1, 1)).await.unwrap();
    let again = store.writer.note(begun(1, 2)).await;
    assert!(matches!(again, Err(CommitFault::Refused { guard: 0 })), "{again:?}");
    let row = store.engine.keyed_request_by_place(&place(1)).await.unwrap().unwrap();
    assert_eq!((row.begun_at, row.answered_at, row.answer), (NOW.plus(Span::hours(1)), None, None));
    assert_eq!(store.engine.keyed_request_by_place(&place(2)).await.unwrap(), None);
    store.close().await;
}

async fn of_two_who_claim_at_once_one_does(ground: &Ground) {
    let (store, _) = ground.store().await;
    let (one, other) = tokio::join!(store.writer.note(begun(1, 1)), store.writer.note(begun(1, 1)));
    assert_eq!(usize::from(one.is_ok()) + usize::from(other.is_ok()), 1, "{one:?} {other:?}");
    store.close().await;
}

async fn an_answer_is_noted_once_and_what_was_refused_is_free_again(ground: &Ground) {
    let (store, _) = ground.store().await;
    for seed in [1, 2, 3] {
        store.writer.note(begun(seed, 1)).await.unwrap();
    }
    store.writer.note(answered(1, Some(b"sealed"))).await.unwrap();
    store.writer.note(answered(1, Some(b"other"))).await.unwrap();
    store.writer.note(answered(2, None)).await.unwrap();
    assert_eq!(answer_of(&store, 1).await, Some(Some(b"sealed".to_vec())));
    assert_eq!(answer_of(&store, 2).await, Some(None));
    assert_eq!(answer_of(&store, 3).await, None);

    for seed in [1, 3] {
        store.writer.note(Traffic::RequestReleased(place(seed))).await.unwrap();
    }
    assert!(store.writer.note(begun(1, 1)).await.is_err(), "an answered request stays");
    store.writer.note(begun(3, 1)).await.unwrap();
    store.close().await;
}

async fn requests_are_counted_by_caller_and_swept_after_a_day(ground: &Ground) {
    let (store, _) = ground.store().await;
    for (seed, caller) in [(1, 1), (2, 1), (3, 1), (4, 2)] {
        store.writer.note(begun(seed, caller)).await.unwrap();
    }
    let count = async |caller, most| store.engine.keyed_requests_of([caller; 16], most).await.unwrap();
    assert_eq!([count(1, 10).await, count(1, 2).await, count(2, 10).await, count(3, 10).await], [3, 2, 1, 0]);
    store.writer.sweep_old(NOW.plus(Span::hours(24 + 2))).await.unwrap();
    assert_eq!([count(1, 10).await, count(2, 10).await], [2, 1], "what is a day old to the hour stays");
    store.writer.sweep_old(NOW.plus(Span::hours(24 + 5))).await.unwrap();
    assert_eq!([count(1, 10).await, count(2, 10).await], [0, 0]);
    store.close().await;
}
