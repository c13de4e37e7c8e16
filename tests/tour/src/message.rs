//! Requests and answers of HTTP/1.1, read whole.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// Bytes of head and body together that are read.
const LONGEST: usize = 8 << 20;

/// A peer on loopback that is silent for longer has a fault.
const PATIENCE: Duration = Duration::from_secs(30);

/// A request or an answer.
#[derive(Debug, Clone)]
pub struct Message {
    /// The request line or the status line.
    pub first: String,
    /// Names in lower case, values as they came.
    pub headers: Vec<(String, String)>,
    /// All of it.
    pub body: Vec<u8>,
}

impl Message {
    /// An answer that nobody gave.
    pub fn made_up(status: u16, body: Option<&Value>) -> Message {
        let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
        let body = body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
        Message { first: format!("HTTP/1.1 {status} Made Up"), headers, body }
    }

    /// A request without a body, with another's headers.
    pub fn get_like(other: &Message, target: &str) -> Message {
        let headers = other.headers.iter().filter(|(name, _)| !name.starts_with("content-")).cloned();
        Message { first: format!("GET {target} HTTP/1.1"), headers: headers.collect(), body: Vec::new() }
    }

    /// The method of a request.
    pub fn method(&self) -> &str {
        self.first.split(' ').next().unwrap_or_default()
    }

    /// Path and query of a request.
    pub fn target(&self) -> &str {
        self.first.split(' ').nth(1).unwrap_or_default()
    }

    /// The path alone.
    pub fn path(&self) -> &str {
        self.target().split('?').next().unwrap_or_default()
    }

    /// The status of an answer; 0 where it is none.
    pub fn status(&self) -> u16 {
        self.first.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default()
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Puts a header in the place of all of its name.
    pub fn set_header(&mut self, name: &str, value: &str) {
        self.headers.retain(|(found, _)| found != name);
        self.headers.push((name.to_owned(), value.to_owned()));
    }

    /// The body, `Null` where it is no JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// Reads one; an answer without a length ends with its connection.
    pub fn read(stream: &mut TcpStream) -> io::Result<Message> {
        stream.set_read_timeout(Some(PATIENCE))?;
        let mut bytes = Vec::new();
        let end = loop {
            if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
                break end;
            }
            more(stream, &mut bytes)?;
        };
        let body = bytes.split_off(end + 4);
        let mut message = head(&bytes)?;
        message.body = body;
        message.read_body(stream)?;
        Ok(message)
    }

    fn read_body(&mut self, stream: &mut TcpStream) -> io::Result<()> {
        if self.header("transfer-encoding").is_some() {
            return Err(fault("a chunked body"));
        }
        let answer = self.first.starts_with("HTTP/");
        match self.header("content-length") {
            Some(length) => {
                let length: usize = length.parse().map_err(|_| fault("a length that is none"))?;
                while self.body.len() < length {
                    more(stream, &mut self.body)?;
                }
            }
            None if answer && !matches!(self.status(), 204 | 304) => {
                while more(stream, &mut self.body).is_ok() {}
            }
            None => {}
        }
        Ok(())
    }

    /// Writes it, as the only one of its connection.
    pub fn write(&self, stream: &mut TcpStream) -> io::Result<()> {
        let mut bytes = format!("{}\r\n", self.first).into_bytes();
        for (name, value) in &self.headers {
            if name != "connection" && name != "content-length" {
                bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
            }
        }
        if self.status() != 204 {
            bytes.extend_from_slice(format!("content-length: {}\r\n", self.body.len()).as_bytes());
        }
        bytes.extend_from_slice(b"connection: close\r\n\r\n");
        bytes.extend_from_slice(&self.body);
        stream.write_all(&bytes)
    }

    /// Sends it as a request and reads the answer.
    pub fn send(&self, to: SocketAddr) -> io::Result<Message> {
        let mut stream = TcpStream::connect_timeout(&to, PATIENCE)?;
        self.write(&mut stream)?;
        Message::read(&mut stream)
    }
}

/// Reads some bytes more; an error where no more come or there are too many.
fn more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<()> {
    let mut some = [0; 16 << 10];
    let count = stream.read(&mut some)?;
    if count == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    bytes.extend_from_slice(some.get(..count).unwrap_or_default());
    if bytes.len() > LONGEST { Err(fault("more than is read")) } else { Ok(()) }
}

fn head(bytes: &[u8]) -> io::Result<Message> {
    let text = std::str::from_utf8(bytes).map_err(|_| fault("a head that is no text"))?;
    let mut lines = text.trim_end().split("\r\n");
    let first = lines.next().unwrap_or_default().to_owned();
    let headers = lines.filter_map(|line| line.split_once(':'));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()));
    Ok(Message { first, headers: headers.collect(), body: Vec::new() })
}

fn fault(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
