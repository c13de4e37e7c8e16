//! Two futures in one task, each polled only when it was woken, and again at once when it wakes itself.
//!
//! hyper hands a request's body over through a channel, and so wakes the task that is running just then. To
//! tokio that is a task to queue and another thread to rouse for it, which costs more than most answers do. Here
//! such a waking is noted, and the connection goes on where it stands. The timer beside it is left alone while
//! only the connection has news.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::AtomicU8;
use std::sync::atomic::Ordering::{AcqRel, Relaxed};
use std::task::{Context, Poll, Wake, Waker};

use parking_lot::Mutex;

/// How often a future may wake itself before other tasks have their turn.
const AT_ONCE: usize = 4;

const NOTHING: u8 = 0;
/// Somebody listens: the task need not be woken.
const AWAKE: u8 = 1;
const FIRST: u8 = 2;
const SECOND: u8 = 4;

#[derive(Debug)]
struct Bell {
    heard: AtomicU8,
    task: Mutex<Waker>,
}

impl Bell {
    fn is_of(&self, task: &Waker) {
        let mut held = self.task.lock();
        if !held.will_wake(task) {
            held.clone_from(task);
        }
    }
}

/// By which one of the two rings.
struct Rope {
    bell: Arc<Bell>,
    mark: u8,
}

impl Wake for Rope {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if self.bell.heard.fetch_or(self.mark, AcqRel) == NOTHING {
            self.bell.task.lock().wake_by_ref();
        }
    }
}

/// What the first of them answers, or `None` when the second one ended before it.
pub(super) async fn either<T>(first: impl Future<Output = T>, second: impl Future<Output = ()>) -> Option<T> {
    let (mut first, mut second) = (pin!(first), pin!(second));
    let bell =
        Arc::new(Bell { heard: AtomicU8::new(FIRST | SECOND), task: Mutex::new(Waker::noop().clone()) });
    let rope = |mark| Waker::from(Arc::new(Rope { bell: Arc::clone(&bell), mark }));
    let (to_first, to_second) = (rope(FIRST), rope(SECOND));
    poll_fn(|task| {
        bell.is_of(task.waker());
        for _ in 0..AT_ONCE {
            let heard = bell.heard.swap(AWAKE, AcqRel);
            if heard & FIRST != 0
                && let Poll::Ready(answer) = first.as_mut().poll(&mut Context::from_waker(&to_first))
            {
                return Poll::Ready(Some(answer));
            }
            if heard & SECOND != 0 && second.as_mut().poll(&mut Context::from_waker(&to_second)).is_ready() {
                return Poll::Ready(None);
            }
            if bell.heard.compare_exchange(AWAKE, NOTHING, AcqRel, Relaxed).is_ok() {
                return Poll::Pending;
            }
        }
        // What was heard last stands, and so nobody else wakes the task.
        task.waker().wake_by_ref();
        Poll::Pending
    })
    .await
}

#[cfg(test)]
mod tests {
    use std::future::pending;
    use std::sync::atomic::AtomicUsize;
    use std::sync::atomic::Ordering::SeqCst;

    use super::*;

    /// Counts how often the runtime would have to queue the task.
    #[derive(Default)]
    struct Queued(AtomicUsize);
    impl Wake for Queued {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, SeqCst);
        }
    }

    /// Wakes itself so often before it is ready.
    fn restless(mut times: usize) -> impl Future<Output = &'static str> {
        poll_fn(move |task| {
            if times == 0 {
                return Poll::Ready("done");
            }
            times -= 1;
            task.waker().wake_by_ref();
            Poll::Pending
        })
    }

    #[test]
    fn one_that_wakes_itself_goes_on_without_the_runtime() {
        let queued = Arc::new(Queued::default());
        let waker = Waker::from(Arc::clone(&queued));
        let mut both = pin!(either(restless(AT_ONCE - 1), pending()));
        let polled = both.as_mut().poll(&mut Context::from_waker(&waker));
        assert_eq!((polled, queued.0.load(SeqCst)), (Poll::Ready(Some("done")), 0));
    }

    #[test]
    fn one_that_never_rests_gives_others_their_turn() {
        let queued = Arc::new(Queued::default());
        let waker = Waker::from(Arc::clone(&queued));
        let mut both = pin!(either(restless(3 * AT_ONCE), pending()));
        for turn in 1..=3 {
            assert!(both.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
            assert_eq!(queued.0.load(SeqCst), turn);
        }
        assert_eq!(both.as_mut().poll(&mut Context::from_waker(&waker)), Poll::Ready(Some("done")));
    }

    #[test]
    fn the_second_is_polled_when_it_rang_and_not_for_the_first() {
        let queued = Arc::new(Queued::default());
        let waker = Waker::from(Arc::clone(&queued));
        let (polls, rope, ringing) = (AtomicUsize::new(0), Mutex::new(None), Mutex::new(None));
        let first = poll_fn(|task| {
            *ringing.lock() = Some(task.waker().clone());
            Poll::<()>::Pending
        });
        let second = poll_fn(|task| {
            *rope.lock() = Some(task.waker().clone());
            if polls.fetch_add(1, SeqCst) == 1 { Poll::Ready(()) } else { Poll::Pending }
        });
        let mut both = pin!(either(first, second));
        let mut poll = || both.as_mut().poll(&mut Context::from_waker(&waker));
        assert!(poll().is_pending());
        let ring = |of: &Mutex<Option<Waker>>| of.lock().as_ref().unwrap().wake_by_ref();
        ring(&ringing);
        assert!(poll().is_pending() && polls.load(SeqCst) == 1, "the first alone had news");
        // Both, before the task has its turn.
        ring(&ringing);
        ring(&rope);
        assert_eq!(queued.0.load(SeqCst), 2, "woken once for both");
        assert_eq!(poll(), Poll::Ready(None));
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_waking_from_another_thread_is_never_lost() {
        for _ in 0..2_000 {
            let (tell, told) = tokio::sync::oneshot::channel();
            let both = tokio::spawn(either(told, pending()));
            tokio::spawn(async move { tell.send(7) });
            assert_eq!(both.await.unwrap(), Some(Ok(7)));
        }
    }
}
