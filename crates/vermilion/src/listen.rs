//! Listening: connections in, requests to a face, and an orderly end.

mod bell;

use std::convert::Infallible;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use axum::response::Response;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;
use vermilion_config::Runtime;
use vermilion_http::Calls;

use crate::counts::Counts;
use crate::env::pause;
use crate::stop::Stop;

/// How many connections one process holds; more wait in the system's queue.
const CONNECTIONS: usize = 8_192;

/// How many may wait in the system's queue.
const BACKLOG: u32 = 1_024;

/// How long a connection may take to send a request's head, and may idle between requests; it is closed
/// when it did for one to two such times. Longer than common proxies keep theirs, so that it is they who
/// close.
pub(crate) const HEAD: Duration = Duration::from_secs(75);

/// How long to wait when the system gives no connection: usually it is out of descriptors.
const NO_DESCRIPTORS: Duration = Duration::from_millis(200);

/// One face on one address.
#[derive(Debug, Clone)]
pub(crate) struct Face {
    /// Answers its calls before the router is asked.
    pub(crate) calls: Option<Calls>,
    /// What answers.
    pub(crate) router: Router,
    /// How long its requests under way may take when it is time to stop.
    pub(crate) drain: Duration,
    /// How long it waits for a request's head: [`HEAD`], but in tests.
    pub(crate) patience: Duration,
    /// Where its answers are counted.
    pub(crate) counts: Counts,
}

/// One connection: who answers whom, and how far they have come.
///
/// A timer a request would cost as much as the decision; so there is one a connection, which looks
/// whether anything was asked since it looked last.
struct Talk {
    face: Arc<Face>,
    peer: SocketAddr,
    /// Counts beginnings and ends of answers: odd while one is under way.
    steps: AtomicU64,
}

impl Talk {
    async fn answer(
        self: Arc<Self>,
        mut request: hyper::Request<hyper::body::Incoming>,
    ) -> Result<Response, Infallible> {
        self.steps.fetch_add(1, Ordering::Relaxed);
        let Face { calls, router, counts, .. } = &*self.face;
        let asked = Counts::asked(request.uri().path());
        let taken = calls.as_ref().and_then(|calls| Some((calls, calls.take(request.uri().path())?)));
        let answer = if let Some((calls, taken)) = taken {
            calls.answer(taken, request, self.peer.ip()).await
        } else {
            request.extensions_mut().insert(ConnectInfo(self.peer));
            router.clone().oneshot(request).await?
        };
        counts.answered(asked, answer.status().as_u16());
        self.steps.fetch_add(1, Ordering::Relaxed);
        Ok(answer)
    }

    /// Ends when the other side has asked nothing for the whole of a time of patience.
    async fn fell_silent(&self) {
        let mut seen = self.steps.load(Ordering::Relaxed);
        loop {
            pause(self.face.patience).await;
            let steps = self.steps.load(Ordering::Relaxed);
            if steps == seen && steps.is_multiple_of(2) {
                return;
            }
            seen = steps;
        }
    }
}

/// A face at work.
#[derive(Debug)]
pub(crate) struct Serving {
    /// Where; the port is known even when any was asked for.
    pub(crate) address: SocketAddr,
    work: Vec<Work>,
}

#[derive(Debug)]
enum Work {
    Task(tokio::task::JoinHandle<()>),
    Thread(JoinHandle<()>),
}

impl Serving {
    /// Ends when every connection has ended, or was given up.
    pub(crate) async fn ended(self) {
        for work in self.work {
            let well = match work {
                Work::Task(task) => task.await.is_ok(),
                Work::Thread(thread) => {
                    matches!(tokio::task::spawn_blocking(|| thread.join()).await, Ok(Ok(())))
                }
            };
            if !well {
                tracing::error!("a listener did not end well");
            }
        }
    }
}

/// Listens, and answers from now on; within a tokio runtime.
pub(crate) fn serve(at: SocketAddr, face: &Face, layout: Runtime, stop: &Stop) -> io::Result<Serving> {
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let door = |at: SocketAddr, reuse: Reuse| -> io::Result<Door> {
        let (face, stop, places) = (Arc::new(face.clone()), stop.clone(), Arc::clone(&places));
        Ok(Door { listener: bind(at, reuse)?, face, stop, places })
    };
    if layout == Runtime::Shared {
        let door = door(at, Reuse::Address)?;
        let address = door.listener.local_addr()?;
        return Ok(Serving { address, work: vec![Work::Task(tokio::spawn(door.answer()))] });
    }
    let first = door(at, Reuse::Port)?;
    // Port 0 means any, but the same for all.
    let address = first.listener.local_addr()?;
    let more = std::thread::available_parallelism()?.get().saturating_sub(1);
    let rest = (0..more).map(|_| door(address, Reuse::Port));
    let doors = std::iter::once(Ok(first)).chain(rest).collect::<io::Result<Vec<_>>>()?;
    let work = doors.into_iter().map(Door::on_its_own_thread).collect::<io::Result<Vec<_>>>()?;
    Ok(Serving { address, work })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reuse {
    /// A restart may take the address over from connections that are closing.
    Address,
    /// Several listeners share the port, and the system spreads connections over them.
    Port,
}

fn bind(at: SocketAddr, reuse: Reuse) -> io::Result<TcpListener> {
    let socket = if at.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    if reuse == Reuse::Port {
        socket.set_reuseport(true)?;
    }
    socket.bind(at)?;
    socket.listen(BACKLOG)
}

struct Door {
    listener: TcpListener,
    face: Arc<Face>,
    stop: Stop,
    places: Arc<Semaphore>,
}

impl Door {
    /// The listener belongs to the runtime it was made in, so it moves as the system's.
    fn on_its_own_thread(self) -> io::Result<Work> {
        let Door { listener, face, stop, places } = self;
        let listener = listener.into_std()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let work = move || {
            runtime.block_on(async {
                match TcpListener::from_std(listener) {
                    Ok(listener) => Door { listener, face, stop, places }.answer().await,
                    Err(error) => tracing::error!(fault = %error, "a listener could not be moved"),
                }
            });
        };
        Ok(Work::Thread(std::thread::Builder::new().name("face".into()).spawn(work)?))
    }

    async fn answer(mut self) {
        let graceful = GracefulShutdown::new();
        loop {
            let (stream, peer, place) = tokio::select! {
                accepted = accept(&self.listener, &self.places) => accepted,
                () = self.stop.told() => break,
            };
            self.connection(stream, peer, place, &graceful);
        }
        drop(self.listener);
        if tokio::time::timeout(self.face.drain, graceful.shutdown()).await.is_err() {
            tracing::warn!("requests were still under way when their time was over");
        }
    }

    fn connection(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        place: OwnedSemaphorePermit,
        graceful: &GracefulShutdown,
    ) {
        // An answer is one write: waiting to fill a packet would only delay it.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(fault = %error, "ignored: the connection stays as it is");
        }
        let talk = Arc::new(Talk { face: Arc::clone(&self.face), peer, steps: AtomicU64::new(0) });
        let answering = Arc::clone(&talk);
        let answer = service_fn(move |request| Arc::clone(&answering).answer(request));
        let http = hyper::server::conn::http1::Builder::new();
        let connection = graceful.watch(http.serve_connection(TokioIo::new(stream), answer));
        tokio::spawn(async move {
            match bell::either(connection, talk.fell_silent()).await {
                Some(Ok(())) => {}
                Some(Err(error)) => tracing::debug!(fault = %error, "a connection ended early"),
                None => tracing::debug!("a connection that asked nothing was closed"),
            }
            drop(place);
        });
    }
}

/// The next connection for which there is room.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, OwnedSemaphorePermit) {
    loop {
        let Ok(place) = Arc::clone(places).acquire_owned().await else { continue };
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, place),
            Err(error) => {
                tracing::warn!(fault = %error, "no connection could be taken");
                pause(NO_DESCRIPTORS).await;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use axum::routing::get;
    use tokio::sync::{Notify, watch};

    use super::*;

    const ANYWHERE: &str = "127.0.0.1:0";

    struct Kept {
        serving: Serving,
        stop: watch::Sender<bool>,
        /// Lets the slow answer go.
        go: Arc<Notify>,
        /// Says that somebody asked for the slow answer.
        asked: Arc<Notify>,
    }

    fn keep(layout: Runtime, drain: Duration) -> Kept {
        let (go, asked) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (wait, tell) = (Arc::clone(&go), Arc::clone(&asked));
        let slow = move || async move {
            tell.notify_one();
            wait.notified().await;
            "slow"
        };
        let who = |ConnectInfo(peer): ConnectInfo<SocketAddr>| std::future::ready(peer.ip().to_string());
        let router = Router::new().route("/who", get(who)).route("/slow", get(slow));
        let (stop, told) = watch::channel(false);
        let face = Face { calls: None, router, drain, patience: HEAD, counts: Counts::new() };
        let serving = serve(ANYWHERE.parse().unwrap(), &face, layout, &Stop::when(told)).unwrap();
        Kept { serving, stop, go, asked }
    }

    /// A face that waits for a head no longer than this.
    fn impatient(patience: Duration) -> (Serving, watch::Sender<bool>) {
        let (stop, told) = watch::channel(false);
        let router = Router::new().route("/", get(|| async { "here" }));
        let face = Face { calls: None, router, drain: Duration::ZERO, patience, counts: Counts::none() };
        let at = ANYWHERE.parse().unwrap();
        (serve(at, &face, Runtime::Shared, &Stop::when(told)).unwrap(), stop)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_connection_that_asks_nothing_is_closed_and_half_a_head_is_nothing() {
        let (serving, _stop) = impatient(Duration::from_millis(20));
        for begun in ["", "GET / HTT", "GET / HTTP/1.1\r\nhost: x\r\n\r\nGET /"] {
            let mut stream = TcpStream::connect(serving.address).unwrap();
            stream.write_all(begun.as_bytes()).unwrap();
            let mut answer = Vec::new();
            // Ends only when the other side closes, whether it says goodbye or not.
            drop(stream.read_to_end(&mut answer));
            assert_eq!(answer.ends_with(b"here"), begun.contains("host"), "{begun}");
        }
    }

    fn ask(address: SocketAddr, path: &str) -> String {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        drop(stream.read_to_string(&mut answer));
        answer
    }

    async fn asked(address: SocketAddr, path: &'static str) -> String {
        tokio::task::spawn_blocking(move || ask(address, path)).await.unwrap()
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn either_layout_answers_and_knows_its_peer() {
        for layout in [Runtime::Shared, Runtime::PerCore] {
            let kept = keep(layout, Duration::from_secs(5));
            for _ in 0..4 {
                let answer = asked(kept.serving.address, "/who").await;
                assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("127.0.0.1"), "{answer}");
            }
            kept.stop.send_replace(true);
            kept.serving.ended().await;
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_stop_lets_requests_end_and_takes_no_more() {
        let kept = keep(Runtime::Shared, Duration::from_mins(1));
        let address = kept.serving.address;
        let slow = tokio::spawn(asked(address, "/slow"));
        kept.asked.notified().await;
        kept.stop.send_replace(true);
        let ended = tokio::spawn(kept.serving.ended());
        while TcpStream::connect(address).is_ok() {
            tokio::task::yield_now().await;
        }
        assert!(!ended.is_finished());
        kept.go.notify_one();
        assert!(slow.await.unwrap().ends_with("slow"));
        ended.await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_request_that_does_not_end_is_given_up() {
        let kept = keep(Runtime::Shared, Duration::from_millis(1));
        let slow = tokio::spawn(asked(kept.serving.address, "/slow"));
        kept.asked.notified().await;
        kept.stop.send_replace(true);
        kept.serving.ended().await;
        assert!(!slow.is_finished());
        kept.go.notify_one();
        slow.await.unwrap();
    }

    #[tokio::test]
    async fn an_address_in_use_is_an_error() {
        let kept = keep(Runtime::Shared, Duration::ZERO);
        let face = Face {
            calls: None,
            router: Router::new(),
            drain: Duration::ZERO,
            patience: HEAD,
            counts: Counts::new(),
        };
        let (_never, told) = watch::channel(false);
        assert!(serve(kept.serving.address, &face, Runtime::Shared, &Stop::when(told)).is_err());
    }
}
