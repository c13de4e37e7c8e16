//! Stands between the tour and its server.

use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

use crate::lie::{Liar, Lie};
use crate::message::Message;

/// A proxy on a port of its own; it ends when dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    ended: Arc<AtomicBool>,
    heard: Arc<Mutex<Vec<Message>>>,
    serving: Option<JoinHandle<()>>,
}

impl Proxy {
    /// Listens on loopback and forwards to the server, but for its lie.
    pub fn start(server: SocketAddr, lie: Lie) -> io::Result<Proxy> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let ended = Arc::new(AtomicBool::new(false));
        let end = Arc::clone(&ended);
        let mut liar = Liar::new(lie, server);
        let heard = Arc::new(Mutex::default());
        let record = Arc::clone(&heard);
        // One connection at a time: the tour has one, and lies remember what came before.
        let serving = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if end.load(Ordering::Acquire) {
                    return;
                }
                if let Err(error) = stream.and_then(|stream| serve(&mut liar, &record, stream)) {
                    eprintln!("proxy: {error}");
                }
            }
        });
        Ok(Proxy { address, ended, heard, serving: Some(serving) })
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Every request and every answer so far, in their order.
    pub fn heard(&self) -> Vec<Message> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn serve(liar: &mut Liar, heard: &Mutex<Vec<Message>>, mut stream: TcpStream) -> io::Result<()> {
    let request = Message::read(&mut stream)?;
    let asked = request.clone();
    let answer = match liar.answer(request) {
        Ok(answer) => answer,
        Err(error) => {
            let words = serde_json::json!({"detail": format!("the proxy got no answer: {error}")});
            Message::made_up(502, Some(&words))
        }
    };
    heard.lock().unwrap_or_else(PoisonError::into_inner).extend([asked, answer.clone()]);
    answer.write(&mut stream)
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Release);
        // Wakes the listener, which then sees that it has ended.
        drop(TcpStream::connect(self.address));
        if let Some(serving) = self.serving.take() {
            let _ = serving.join();
        }
    }
}
