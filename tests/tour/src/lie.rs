//! The lies, one a proxy.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;

use serde_json::{Value, json};

use crate::message::Message;

/// What a proxy lies about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lie {
    /// Nothing: it forwards all, both ways.
    None,
    /// A user's withdrawal of consent is answered and not forwarded.
    WithdrawalDropped,
    /// The owner's revocation is answered and not forwarded.
    RevocationDropped,
    /// Giving up is answered and not forwarded.
    GivingUpDropped,
    /// A reset of the secret is answered and not forwarded.
    ResetDropped,
    /// A user's erasure is answered and not forwarded.
    ErasureDropped,
    /// The second exchange of a login code gets the first one's answer.
    ExchangeReplayed,
    /// A call that only a pending revision would open is answered with success.
    PendingAnswered,
    /// After a rejection, the second reviewer decides in the first one's place.
    ReviewerSwapped,
    /// The first reviewer's second approval is sent as the second reviewer's.
    ApprovalSwapped,
}

/// A lie and what it has seen so far.
#[derive(Debug)]
pub(crate) struct Liar {
    lie: Lie,
    server: SocketAddr,
    /// Answers of the first exchanges, by target.
    exchanges: BTreeMap<String, Message>,
    /// Who signed in as what, from `/dev/v1/env` and the cookies given.
    logins: BTreeMap<String, String>,
    reviewer: Option<String>,
    second: Option<String>,
    /// Successful answers to a path's last part, counted.
    done: BTreeMap<String, usize>,
}

impl Liar {
    pub(crate) fn new(lie: Lie, server: SocketAddr) -> Liar {
        Liar {
            lie,
            server,
            exchanges: BTreeMap::new(),
            logins: BTreeMap::new(),
            reviewer: None,
            second: None,
            done: BTreeMap::new(),
        }
    }

    /// Answers one request, truly or not.
    pub(crate) fn answer(&mut self, mut request: Message) -> io::Result<Message> {
        if let Some(made_up) = self.instead(&request)? {
            return Ok(made_up);
        }
        self.swap(&mut request);
        let answer = request.send(self.server)?;
        self.learn(&request, &answer);
        Ok(self.instead_of(answer))
    }

    /// What is answered without forwarding.
    fn instead(&self, request: &Message) -> io::Result<Option<Message>> {
        let (method, path) = (request.method(), request.path());
        let made_up = match self.lie {
            Lie::WithdrawalDropped if method == "DELETE" && path.contains("/consents/") => {
                Message::made_up(204, None)
            }
            Lie::ErasureDropped if method == "DELETE" && is_user(path) => Message::made_up(204, None),
            Lie::ResetDropped if path.ends_with("/secrets/reset") => {
                let secret = json!({"number": 2, "name": "made up", "secret": "0".repeat(32)});
                Message::made_up(201, Some(&secret))
            }
            // The first one types a wrong name, and its refusal is true.
            Lie::RevocationDropped if path.ends_with("/revoke") && self.count("revoke 422") > 0 => {
                let ended =
                    json!({"state": "revoked", "capabilities": [], "revoked_at": "2026-01-01T00:00:00Z"});
                self.patched(request, "/revoke", &ended)?
            }
            Lie::GivingUpDropped if path.ends_with("/give-up") => {
                self.patched(request, "/give-up", &json!({"capabilities": ["phone_number"]}))?
            }
            Lie::ExchangeReplayed => match self.exchanges.get(request.target()) {
                Some(first) => first.clone(),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        Ok(Some(made_up))
    }

    /// The thing as it truly stands, with other values in some fields.
    fn patched(&self, request: &Message, act: &str, fields: &Value) -> io::Result<Message> {
        let path = request.path().trim_end_matches(act);
        let mut thing = Message::get_like(request, path).send(self.server)?.json();
        if let (Some(thing), Some(fields)) = (thing.as_object_mut(), fields.as_object()) {
            thing.extend(fields.clone());
        }
        Ok(Message::made_up(200, Some(&thing)))
    }

    /// Sends a reviewer's request as another's.
    fn swap(&self, request: &mut Message) {
        let deciding = request.method() == "POST" && request.path().starts_with("/api/v1/review/cases/");
        let due = match self.lie {
            Lie::ReviewerSwapped => self.count("reject 200") > 0,
            Lie::ApprovalSwapped => request.path().ends_with("/approve") && self.first_approval_stands(),
            _ => false,
        };
        let reviewers = self.reviewer.as_deref().zip(self.second.as_deref());
        if let Some((_, second)) = reviewers.filter(|(first, _)| request.header("cookie") == Some(first))
            && deciding
            && due
        {
            request.set_header("cookie", second);
        }
    }

    fn first_approval_stands(&self) -> bool {
        self.count("approve open") > 0
    }

    fn instead_of(&self, answer: Message) -> Message {
        let asked = self.count("submit 201") > 0 && self.count("approve 200") == 0;
        let refused = answer.json().get("errcode") == Some(&json!(48001));
        if self.lie == Lie::PendingAnswered && asked && refused {
            let number =
                json!({"phoneNumber": "13800138000", "purePhoneNumber": "13800138000", "countryCode": "86"});
            return Message::made_up(200, Some(&json!({"errcode": 0, "errmsg": "ok", "phone_info": number})));
        }
        answer
    }

    fn count(&self, what: &str) -> usize {
        self.done.get(what).copied().unwrap_or_default()
    }

    fn learn(&mut self, request: &Message, answer: &Message) {
        let last = request.path().rsplit('/').next().unwrap_or_default();
        *self.done.entry(format!("{last} {}", answer.status())).or_default() += 1;
        let body = answer.json();
        if last == "approve" && body.get("state") == Some(&json!("open")) {
            *self.done.entry("approve open".to_owned()).or_default() += 1;
        }
        if last == "jscode2session" && body.get("openid").is_some() {
            self.exchanges.insert(request.target().to_owned(), answer.clone());
        }
        if last == "env" {
            let logins = body.as_object().into_iter().flatten();
            let logins = logins.filter_map(|(name, value)| Some((value.as_str()?.to_owned(), name.clone())));
            self.logins.extend(logins);
        }
        if let Some(cookie) = answer.header("set-cookie").and_then(|value| value.split(';').next()) {
            self.signed_in(request, cookie);
        }
    }

    fn signed_in(&mut self, request: &Message, cookie: &str) {
        let body = request.json();
        let login = body.get("login").and_then(Value::as_str).unwrap_or_default();
        match self.logins.get(login).map(String::as_str) {
            Some("REVIEWER_LOGIN") => self.reviewer = Some(cookie.to_owned()),
            Some("REVIEWER2_LOGIN") => self.second = Some(cookie.to_owned()),
            _ => {}
        }
    }
}

/// Whether the path is a user's own, of none of their things.
fn is_user(path: &str) -> bool {
    path.strip_prefix("/host/v1/users/").is_some_and(|id| !id.contains('/'))
}
