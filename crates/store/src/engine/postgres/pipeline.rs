//! Many statements in one round trip.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

/// A statement on its way.
pub(super) type Flight<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends every statement before waiting for the first answer; answers come in the same order.
///
/// The driver sends a statement when its future is first polled, and the server answers in order:
/// so all are polled once, in order, and then awaited one after the other.
pub(super) async fn pipelined<T>(mut flights: Vec<Flight<'_, T>>) -> Vec<T> {
    let mut early: Vec<Option<T>> = poll_fn(|context| {
        Poll::Ready(
            flights
                .iter_mut()
                .map(|flight| match flight.as_mut().poll(context) {
                    Poll::Ready(answer) => Some(answer),
                    Poll::Pending => None,
                })
                .collect(),
        )
    })
    .await;
    let mut answers = Vec::with_capacity(flights.len());
    for (flight, early) in flights.into_iter().zip(early.drain(..)) {
        answers.push(match early {
            Some(answer) => answer,
            None => flight.await,
        });
    }
    answers
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[tokio::test]
    async fn all_begin_before_one_ends_and_answers_keep_their_order() {
        let begun = AtomicUsize::new(0);
        let flight = |i: usize| -> Flight<'_, (usize, usize)> {
            let begun = &begun;
            Box::pin(async move {
                begun.fetch_add(1, Ordering::SeqCst);
                if i != 1 {
                    tokio::task::yield_now().await;
                }
                (i, if i == 1 { 3 } else { begun.load(Ordering::SeqCst) })
            })
        };
        assert_eq!(pipelined((0..3).map(flight).collect()).await, vec![(0, 3), (1, 3), (2, 3)]);
    }
}
