//! What becomes of a message that waits: sent once, tried again later, given up at last.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use vermilion_model::Span;
use vermilion_service::people::MailBox;
use vermilion_service::{Carrying, Courier, Undelivered, deliver_due};
use vermilion_testkit::TestDesk;

/// Answers as it is told, and notes whom it carried to.
#[derive(Debug, Default)]
struct Told {
    answers: Mutex<Vec<Result<(), Undelivered>>>,
    carried: Mutex<Vec<String>>,
    calls: AtomicUsize,
}

impl Courier for Told {
    fn carry<'a>(&'a self, letter: &'a MailBox) -> Carrying<'a> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let answer = self.answers.lock().unwrap().pop().unwrap_or(Ok(()));
        if answer.is_ok() {
            self.carried.lock().unwrap().push(letter.to.clone());
        }
        Box::pin(async move { answer })
    }
}

fn told(answers: Vec<Result<(), Undelivered>>) -> (Arc<Told>, Arc<dyn Courier>) {
    let told = Arc::new(Told { answers: Mutex::new(answers), ..Told::default() });
    (Arc::clone(&told), told)
}

fn later() -> Result<(), Undelivered> {
    Err(Undelivered::Later("busy".to_owned()))
}

#[tokio::test]
async fn a_message_is_sent_once_and_then_forgotten() {
    let app = TestDesk::new().await;
    app.verify("ann@example.cn").await;
    let (told, courier) = told(Vec::new());
    // Two nodes at once: one of them takes it.
    let (a, b) = tokio::join!(deliver_due(&app.desk, &courier), deliver_due(&app.desk, &courier));
    assert_eq!(a.unwrap() + b.unwrap(), 1);
    assert_eq!(*told.carried.lock().unwrap(), ["ann@example.cn"]);
    assert!(app.mail_to("ann@example.cn").await.is_none());
    app.advance(Span::days(1));
    assert_eq!(deliver_due(&app.desk, &courier).await.unwrap(), 0);
}

#[tokio::test]
async fn what_cannot_be_sent_now_is_tried_later_each_time() {
    let app = TestDesk::new().await;
    app.verify("ann@example.cn").await;
    let (told, courier) = told(vec![later(), later()]);
    for (wait, calls) in [(0, 1), (29, 1), (1, 2), (59, 2), (1, 3)] {
        app.advance(Span::secs(wait));
        deliver_due(&app.desk, &courier).await.unwrap();
        assert_eq!(told.calls.load(Ordering::SeqCst), calls, "after {wait} s more");
    }
    assert_eq!(told.carried.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn what_never_goes_through_is_given_up() {
    let app = TestDesk::new().await;
    app.verify("ann@example.cn").await;
    app.advance(Span::secs(1));
    app.verify("bob@example.cn").await;
    let (told, courier) = told(vec![later(), Err(Undelivered::Never("nobody".to_owned()))]);
    deliver_due(&app.desk, &courier).await.unwrap();
    // The other one is a day old by now.
    told.answers.lock().unwrap().push(later());
    app.advance(Span::days(1));
    deliver_due(&app.desk, &courier).await.unwrap();
    app.advance(Span::days(1));
    deliver_due(&app.desk, &courier).await.unwrap();
    assert_eq!((told.calls.load(Ordering::SeqCst), told.carried.lock().unwrap().len()), (3, 0));
    assert!(app.mail_to("ann@example.cn").await.is_none() && app.mail_to("bob@example.cn").await.is_none());
}
