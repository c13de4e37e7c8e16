//! The one way out: HTTP/1.1 on loopback, a cookie for each who signed in.

use std::collections::BTreeMap;
use std::time::Duration;

use ureq::http::{HeaderMap, Request, Response};
use ureq::{Agent, Body};

use crate::answer::Answer;
use crate::ask::{Ask, Method};
use crate::cast::Actor;

const COOKIE: &str = "vermilion_session";

/// A server on loopback that takes longer has a fault.
const PATIENCE: Duration = Duration::from_secs(20);

/// No answer of the main job is near this, in bytes.
const LONGEST: u64 = 4 << 20;

pub(crate) struct Client {
    agent: Agent,
    server: String,
    /// Cookies as they are sent back, by who got them.
    sessions: BTreeMap<Actor, String>,
    host_key: Option<String>,
}

impl Client {
    /// Says why not, where the address is none that can be reached this way.
    pub(crate) fn new(server: &str) -> Result<Client, String> {
        if !server.starts_with("http://") {
            return Err(format!("{server} is not http://…; the tour is for `vermilion dev`, on loopback"));
        }
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .timeout_global(Some(PATIENCE))
            .build();
        Ok(Client {
            agent: config.new_agent(),
            server: server.trim_end_matches('/').to_owned(),
            sessions: BTreeMap::new(),
            host_key: None,
        })
    }

    pub(crate) fn keep_host_key(&mut self, key: String) {
        self.host_key = Some(key);
    }

    /// Sends it and reads the answer whole; an error says why there is none.
    pub(crate) fn send(&mut self, ask: &Ask) -> Result<Answer, String> {
        let mut request = Request::builder()
            .method(ask.method.word())
            .uri(format!("{}{}", self.server, ask.target()))
            .header("accept", "application/json")
            .header("accept-language", "en");
        if let Some(etag) = &ask.if_match {
            request = request.header("if-match", etag);
        }
        if let Some(cookie) = self.sessions.get(&ask.by) {
            request = request.header("cookie", cookie);
        }
        if let Some(key) = self.host_key.as_ref().filter(|_| ask.by == Actor::HostApp) {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        let sent = match (&ask.body, ask.method) {
            _ if ask.file.is_some() => {
                let request = request.header("content-type", "application/octet-stream");
                let request = request.body(ask.file.unwrap_or_default().to_owned());
                self.agent.run(request.map_err(|error| error.to_string())?)
            }
            (Some(body), _) => {
                let request = request.header("content-type", "application/json").body(body.to_string());
                self.agent.run(request.map_err(|error| error.to_string())?)
            }
            // Without a length such a body would be sent in chunks, none of them.
            (None, Method::Post | Method::Put) => {
                self.agent.run(request.body(String::new()).map_err(|error| error.to_string())?)
            }
            (None, Method::Get | Method::Delete) => {
                self.agent.run(request.body(()).map_err(|error| error.to_string())?)
            }
        };
        let mut response = sent.map_err(|error| error.to_string())?;
        self.keep_session(ask.by, response.headers());
        read(&mut response)
    }

    fn keep_session(&mut self, by: Actor, headers: &HeaderMap) {
        let given = headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
        for value in given.filter_map(session_value) {
            if value.is_empty() {
                self.sessions.remove(&by);
            } else {
                self.sessions.insert(by, format!("{COOKIE}={value}"));
            }
        }
    }
}

/// The session that a `Set-Cookie` gives; empty where it takes it away.
fn session_value(set_cookie: &str) -> Option<&str> {
    let pair = set_cookie.split(';').next()?;
    let (name, value) = pair.trim().split_once('=')?;
    let ended = set_cookie.split(';').any(|part| part.trim().eq_ignore_ascii_case("max-age=0"));
    (name == COOKIE).then_some(if ended { "" } else { value })
}

fn read(response: &mut Response<Body>) -> Result<Answer, String> {
    let status = response.status().as_u16();
    let etag = response.headers().get("etag").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let body = response.body_mut().with_config().limit(LONGEST).read_to_vec();
    let body = body.map_err(|error| format!("the answer broke off: {error}"))?;
    Ok(Answer::new(status, etag, String::from_utf8_lossy(&body).into_owned()))
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    #[test]
    fn only_the_session_cookie_is_kept() {
        assert_eq!(session_value("vermilion_session=abc; Path=/; HttpOnly"), Some("abc"));
        assert_eq!(session_value("vermilion_session=; Max-Age=0"), Some(""));
        assert_eq!(session_value("vermilion_session=gone; max-age=0; Path=/"), Some(""));
        assert_eq!(session_value("other=abc"), None);
        assert_eq!(session_value("nonsense"), None);
    }

    #[test]
    fn sessions_are_kept_apart() {
        let mut client = Client::new("http://127.0.0.1:1/").unwrap();
        let mut headers = HeaderMap::new();
        headers.append("set-cookie", "vermilion_session=a; Path=/".parse().unwrap());
        client.keep_session(Actor::Owner, &headers);
        assert_eq!(client.sessions.get(&Actor::Owner).map(String::as_str), Some("vermilion_session=a"));
        assert_eq!(client.sessions.get(&Actor::Reviewer), None);
    }

    #[test]
    fn other_schemes_are_refused_with_the_reason() {
        assert!(Client::new("https://example.org").err().unwrap().contains("vermilion dev"));
    }

    #[test]
    fn an_act_without_a_body_says_its_length() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut client = Client::new(&format!("http://{}", listener.local_addr().unwrap())).unwrap();
        let serving = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut head = vec![0; 4096];
            let length = stream.read(&mut head).unwrap();
            stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").unwrap();
            String::from_utf8_lossy(&head[..length]).to_ascii_lowercase()
        });
        client.send(&Ask::act(Actor::Owner, "/take")).unwrap();
        let head = serving.join().unwrap();
        assert!(head.contains("content-length: 0") && !head.contains("chunked"), "{head}");
    }

    #[test]
    fn nobody_listening_is_an_answer_too() {
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut client = Client::new(&format!("http://127.0.0.1:{port}")).unwrap();
        assert!(client.send(&Ask::get(Actor::Anyone, "/")).is_err());
    }
}
