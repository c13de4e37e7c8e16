//! A client of few instructions: one connection kept, one request at a time.

use anyhow::{Context, Result, bail};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP's status.
    pub status: u16,
    /// The body.
    pub body: String,
}

/// One connection.
#[derive(Debug)]
pub struct Client {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Client {
    /// Connects.
    pub async fn connect(to: SocketAddr) -> Result<Client> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Client { stream, read: Vec::with_capacity(4_096) })
    }

    /// `GET`.
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")).await
    }

    /// `POST` of a JSON body.
    pub async fn post(&mut self, path: &str, body: &str) -> Result<Answer> {
        self.ask(format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            body.len()
        ))
        .await
    }

    async fn ask(&mut self, request: String) -> Result<Answer> {
        self.stream.write_all(request.as_bytes()).await?;
        self.read.clear();
        loop {
            if let Some(answer) = answer(&self.read)? {
                return Ok(answer);
            }
            if self.stream.read_buf(&mut self.read).await? == 0 {
                bail!("the server closed the connection");
            }
        }
    }
}

/// The answer, once it is whole.
fn answer(read: &[u8]) -> Result<Option<Answer>> {
    let Some(end) = read.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let (head, rest) = read.split_at(end);
    let body = rest.get(4..).unwrap_or_default();
    let head = std::str::from_utf8(head).context("a head that is no text")?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    let length = length.context("no length")?;
    if body.len() < length {
        return Ok(None);
    }
    Ok(Some(Answer { status, body: String::from_utf8_lossy(body).into_owned() }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_once_it_is_whole() {
        let whole = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";
        for part in 0..whole.len() {
            assert_eq!(answer(&whole[..part]).unwrap(), None);
        }
        assert_eq!(answer(whole).unwrap(), Some(Answer { status: 200, body: "{}".into() }));
        assert!(answer(b"HTTP/1.1 200 OK\r\n\r\n").is_err());
    }
}
