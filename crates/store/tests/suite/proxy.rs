//! A server in between that can lose answers: it passes everything on until told to cut.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Pass everything on.
const PASS: u8 = 0;
/// When a commit is asked, do not pass it on, and close.
const CUT_BEFORE: u8 = 1;
/// When a commit is asked, pass it on, swallow what the server says, and close.
const CUT_AFTER: u8 = 2;

/// One proxy; each cut happens once.
#[derive(Clone)]
pub(crate) struct Proxy {
    mode: Arc<AtomicU8>,
    /// The words that, sent to the server, are the commit to be lost.
    words: &'static [u8],
}

impl Proxy {
    /// Stands in front of the server at an address; answers the address to use instead.
    pub(crate) async fn before(url: &str, words: &'static [u8]) -> (Proxy, String) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let here = listener.local_addr().unwrap();
        let (head, rest) =
            url.rsplit_once('@').map_or(("postgres://", &url[11..]), |(head, rest)| (head, rest));
        let (server, database) = rest.split_once('/').unwrap();
        let glue = if head.ends_with("//") { "" } else { "@" };
        let through = format!("{head}{glue}{here}/{database}");
        let proxy = Proxy { mode: Arc::new(AtomicU8::new(PASS)), words };
        let (passing, server) = (proxy.clone(), server.to_owned());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&server).await.unwrap();
                tokio::spawn(passing.clone().pass(client, server));
            }
        });
        (proxy, through)
    }

    /// The next commit does not reach the server.
    pub(crate) fn cut_before_commit(&self) {
        self.mode.store(CUT_BEFORE, Ordering::SeqCst);
    }

    /// The next commit reaches the server, its answer nobody.
    pub(crate) fn cut_after_commit(&self) {
        self.mode.store(CUT_AFTER, Ordering::SeqCst);
    }

    /// Whether the cut was made.
    pub(crate) fn has_cut(&self) -> bool {
        self.mode.load(Ordering::SeqCst) == PASS
    }

    async fn pass(self, mut client: TcpStream, mut server: TcpStream) {
        let (mut from_client, mut from_server) = (vec![0; 1 << 16], vec![0; 1 << 16]);
        loop {
            tokio::select! {
                read = client.read(&mut from_client) => {
                    let Ok(n @ 1..) = read else { return };
                    let sent = &from_client[..n];
                    if sent.windows(self.words.len()).any(|window| window == self.words) {
                        match self.mode.swap(PASS, Ordering::SeqCst) {
                            CUT_BEFORE => return,
                            CUT_AFTER => {
                                server.write_all(sent).await.unwrap();
                                // What it says is read, so that it is done with it, and told to nobody.
                                let said = server.read(&mut from_server).await.unwrap();
                                assert!(said > 0, "the server closed before it answered");
                                return;
                            }
                            _ => {}
                        }
                    }
                    if server.write_all(sent).await.is_err() { return }
                }
                read = server.read(&mut from_server) => {
                    let Ok(n @ 1..) = read else { return };
                    if client.write_all(&from_server[..n]).await.is_err() { return }
                }
            }
        }
    }
}
