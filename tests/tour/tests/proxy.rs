//! The proxy itself, between a client and a server that are scripts.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::net::{SocketAddr, TcpListener};
use std::thread::JoinHandle;

use serde_json::{Value, json};
use vermilion_tests_tour::message::Message;
use vermilion_tests_tour::{Lie, Proxy};

/// A server that gives these answers in turn, and then the requests that it got.
fn script(answers: Vec<(u16, Value)>) -> (SocketAddr, JoinHandle<Vec<Message>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let serving = std::thread::spawn(move || {
        let one = |(status, mut body): (u16, Value)| {
            let (mut stream, _) = listener.accept().unwrap();
            let request = Message::read(&mut stream).unwrap();
            let cookie = body.as_object_mut().and_then(|fields| fields.remove("cookie"));
            let mut answer = Message::made_up(status, Some(&body));
            if let Some(cookie) = cookie {
                answer.set_header("set-cookie", cookie.as_str().unwrap());
            }
            answer.write(&mut stream).unwrap();
            request
        };
        answers.into_iter().map(one).collect()
    });
    (address, serving)
}

fn ask(proxy: &Proxy, first: &str, cookie: &str, body: &Value) -> Message {
    let headers = vec![("cookie".to_owned(), cookie.to_owned())];
    let body = if body.is_null() { Vec::new() } else { body.to_string().into_bytes() };
    let to = proxy.url().trim_start_matches("http://").parse().unwrap();
    Message { first: format!("{first} HTTP/1.1"), headers, body }.send(to).unwrap()
}

#[test]
fn an_honest_one_hands_on_what_it_gets() {
    let (server, got) = script(vec![(201, json!({"cookie": "a=b; Path=/", "id": 1}))]);
    let proxy = Proxy::start(server, Lie::None).unwrap();
    let answer = ask(&proxy, "POST /api/v1/sessions?x=1", "c=d", &json!({"login": "名"}));
    assert_eq!((answer.status(), answer.json()), (201, json!({"id": 1})));
    assert_eq!(answer.header("set-cookie"), Some("a=b; Path=/"));
    let got = got.join().unwrap();
    assert_eq!((got[0].method(), got[0].target()), ("POST", "/api/v1/sessions?x=1"));
    assert_eq!((got[0].json(), got[0].header("cookie")), (json!({"login": "名"}), Some("c=d")));
}

#[test]
fn a_dropped_withdrawal_never_arrives() {
    let (server, got) = script(vec![(200, json!({}))]);
    let proxy = Proxy::start(server, Lie::WithdrawalDropped).unwrap();
    let dropped = ask(&proxy, "DELETE /host/v1/users/u/consents/wx1/scope.phoneNumber", "", &Value::Null);
    assert_eq!((dropped.status(), dropped.body), (204, Vec::new()));
    assert_eq!(ask(&proxy, "GET /host/v1/users/u/consents", "", &Value::Null).status(), 200);
    let got = got.join().unwrap();
    assert_eq!((got.len(), got[0].method()), (1, "GET"));
}

#[test]
fn a_dropped_erasure_leaves_a_withdrawal_alone() {
    let (server, got) = script(vec![(204, Value::Null)]);
    let proxy = Proxy::start(server, Lie::ErasureDropped).unwrap();
    let withdrawal = "DELETE /host/v1/users/u/consents/wx1/scope.phoneNumber";
    assert_eq!(ask(&proxy, withdrawal, "", &Value::Null).status(), 204);
    assert_eq!(ask(&proxy, "DELETE /host/v1/users/u", "", &Value::Null).status(), 204);
    assert_eq!(got.join().unwrap().len(), 1);
}

#[test]
fn a_dropped_revocation_looks_done() {
    let standing = json!({"id": "a", "state": "effective", "capabilities": ["phone_number"]});
    let (server, got) = script(vec![(422, json!({"code": "fields"})), (200, standing)]);
    let proxy = Proxy::start(server, Lie::RevocationDropped).unwrap();
    let revoke = "POST /api/v1/accounts/wx1/authorizations/a/revoke";
    assert_eq!(ask(&proxy, revoke, "", &json!({"name": "wrong"})).status(), 422);
    let answer = ask(&proxy, revoke, "s=1", &json!({"name": "right"}));
    assert_eq!((answer.json()["id"].clone(), answer.json()["state"].clone()), (json!("a"), json!("revoked")));
    let got = got.join().unwrap();
    assert_eq!(got[1].first, "GET /api/v1/accounts/wx1/authorizations/a HTTP/1.1");
    assert_eq!(got[1].header("cookie"), Some("s=1"));
}

#[test]
fn an_exchange_is_replayed_for_the_same_code_only() {
    let (server, got) = script(vec![(200, json!({"openid": "o1"})), (200, json!({"openid": "o2"}))]);
    let proxy = Proxy::start(server, Lie::ExchangeReplayed).unwrap();
    let exchange = |code: &str| {
        let first = format!("GET /sns/jscode2session?js_code={code}");
        ask(&proxy, &first, "", &Value::Null).json()["openid"].clone()
    };
    assert_eq!([exchange("a"), exchange("a"), exchange("b")], ["o1", "o1", "o2"]);
    assert_eq!(got.join().unwrap().len(), 2);
}

#[test]
fn a_refusal_becomes_a_success_only_while_pending() {
    let refusal = || (200, json!({"errcode": 48001, "errmsg": "api unauthorized"}));
    let (server, got) =
        script(vec![refusal(), (201, json!({})), refusal(), (200, json!({"state": "approved"})), refusal()]);
    let proxy = Proxy::start(server, Lie::PendingAnswered).unwrap();
    let call = || {
        let answer = ask(&proxy, "POST /wxa/business/getuserphonenumber", "", &json!({"code": "c"}));
        answer.json()["errcode"].clone()
    };
    assert_eq!(call(), 48001);
    ask(&proxy, "POST /api/v1/accounts/wx1/drafts/d/submit", "", &Value::Null);
    assert_eq!(call(), 0);
    ask(&proxy, "POST /api/v1/review/cases/c/approve", "", &json!({"version": 1}));
    assert_eq!(call(), 48001);
    assert_eq!(got.join().unwrap().len(), 5);
}

#[test]
fn a_swapped_reviewer_speaks_as_the_second() {
    let env = json!({"REVIEWER_LOGIN": "r1", "REVIEWER2_LOGIN": "r2"});
    let session = |cookie: &str| (201, json!({"cookie": format!("vermilion_session={cookie}; Path=/")}));
    let open = (200, json!({"state": "open"}));
    let (server, got) =
        script(vec![(200, env), session("one"), session("two"), open.clone(), open.clone(), open]);
    let proxy = Proxy::start(server, Lie::ApprovalSwapped).unwrap();
    ask(&proxy, "GET /dev/v1/env", "", &Value::Null);
    for login in ["r1", "r2"] {
        ask(&proxy, "POST /api/v1/sessions", "", &json!({"login": login}));
    }
    for cookie in ["one", "one", "other"] {
        let cookie = format!("vermilion_session={cookie}");
        ask(&proxy, "POST /api/v1/review/cases/c/approve", &cookie, &json!({"version": 1}));
    }
    let cookies: Vec<_> =
        got.join().unwrap()[3..].iter().map(|m| m.header("cookie").unwrap().to_owned()).collect();
    assert_eq!(cookies, ["vermilion_session=one", "vermilion_session=two", "vermilion_session=other"]);
}
