//! What nobody should send to WeChat's calls: one clear refusal, HTTP 200, nothing broken, nothing written.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use vermilion_model::Catalogue;
use vermilion_testkit::{Answer, TestDesk};

/// A call as a hostile client puts it together.
#[derive(Debug, Clone)]
struct Sent {
    method: &'static str,
    path: String,
    query: Vec<(String, Vec<u8>)>,
    content_type: Option<&'static str>,
    body: Vec<u8>,
    good: Good,
}

/// What of it is right.
#[derive(Debug, Clone, Copy)]
enum Good {
    Nothing,
    Token,
    Secret,
}

fn paths() -> Vec<String> {
    Catalogue::embedded().unwrap().calls().iter().map(|call| call.path.clone()).collect()
}

fn name() -> impl Strategy<Value = String> {
    let known = [
        "access_token",
        "appid",
        "secret",
        "grant_type",
        "code",
        "js_code",
        "openid",
        "signature",
        "sig_method",
        "refresh_token",
        "force_refresh",
        "encrypted_msg_hash",
        "lang",
        "type",
    ];
    prop_oneof![4 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "[ -~]{0,12}"]
}

fn value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        Just(b"client_credential".to_vec()),
        Just(b"authorization_code".to_vec()),
        Just(b"hmac_sha256".to_vec()),
        proptest::collection::vec(any::<u8>(), 0..40),
        proptest::collection::vec(any::<u8>(), 0..2_000),
    ]
}

fn leaf() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
        "[a-z]{300}".prop_map(Value::from),
    ]
}

fn tree() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(name(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        2 => tree().prop_map(|tree| tree.to_string().into_bytes()),
        1 => proptest::collection::vec(any::<u8>(), 0..200),
        // Cut somewhere, or with a byte changed.
        1 => (tree(), any::<usize>(), any::<u8>()).prop_map(|(tree, at, byte)| {
            let mut text = tree.to_string().into_bytes();
            let at = at % text.len();
            text[at] = byte;
            text.truncate(at.max(text.len() / 2));
            text
        }),
        1 => (name(), leaf(), leaf()).prop_map(|(name, a, b)| {
            format!("{{{}:{a},{}:{b}}}", json!(name), json!(name)).into_bytes()
        }),
    ]
}

fn sent() -> impl Strategy<Value = Sent> {
    let method = proptest::sample::select(&["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"][..]);
    let path = prop_oneof![8 => proptest::sample::select(paths()), 1 => "/(cgi-bin|sns|wxa)/[a-z_/]{0,30}"];
    let types =
        ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "?"];
    let content_type = proptest::option::of(proptest::sample::select(types.to_vec()));
    let good = proptest::sample::select(&[Good::Nothing, Good::Token, Good::Secret][..]);
    let query = proptest::collection::vec((name(), value()), 0..8);
    (method, path, query, content_type, body(), good).prop_map(
        |(method, path, query, content_type, body, good)| Sent {
            method,
            path,
            query,
            content_type,
            body,
            good,
        },
    )
}

fn encoded(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| text + "%" + &hex::encode([*byte]))
}

async fn answered(desk: &TestDesk, sent: &Sent, known: &[String; 3]) -> Answer {
    let [token, app_id, secret] = known;
    let mut query: Vec<String> = sent
        .query
        .iter()
        .map(|(name, value)| format!("{}={}", encoded(name.as_bytes()), encoded(value)))
        .collect();
    match sent.good {
        Good::Nothing => {}
        Good::Token => query.insert(0, format!("access_token={token}")),
        Good::Secret => query.insert(0, format!("appid={app_id}&secret={secret}")),
    }
    let path = format!("{}?{}", sent.path, query.join("&"));
    let call = desk.request(sent.method, &path).bytes(&sent.body);
    match sent.content_type {
        Some(kind) => call.header("content-type", kind).send().await,
        None => call.send().await,
    }
}

async fn known(desk: &TestDesk) -> [String; 3] {
    let env = desk.call("GET", "/dev/v1/env", None, None).await.json;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let (app_id, secret) = (text(&env["APPID"]), text(&env["APPSECRET"]));
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={app_id}&secret={secret}");
    let token = text(&desk.call("GET", &path, None, None).await.json["access_token"]);
    [token, app_id, secret]
}

/// One clear answer: a success, or a refusal that says why and is not our fault.
fn sound(answer: &Answer) -> Result<(), String> {
    let code = answer.json["errcode"].as_i64().unwrap_or(0);
    let text = answer.json["errmsg"].as_str().unwrap_or("ok");
    let said = answer.json.is_object() && (code == 0 || (text.contains("rid: ") && code != -1));
    let clear = answer.status == 200 && answer.header("content-type") == "application/json" && said;
    if clear { Ok(()) } else { Err(format!("{} {}", answer.status, String::from_utf8_lossy(&answer.bytes))) }
}

#[test]
fn whatever_is_sent_is_answered_once_and_clearly() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let desk = runtime.block_on(TestDesk::seeded(7));
    let known = runtime.block_on(known(&desk));
    let before = desk.desk.store().cursor().seq;
    let mut runner = TestRunner::new(Config { cases: 512, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&sent(), |sent| {
        let answer = runtime.block_on(answered(&desk, &sent, &known));
        if sent.method == "HEAD" {
            // An answer to it has no body.
            prop_assert_eq!(answer.status, 200);
            return Ok(());
        }
        sound(&answer).map_err(TestCaseError::fail)
    });
    if let Err(failed) = outcome {
        panic!("{failed}");
    }
    // A forced stable token is the one governance fact that these calls can make.
    let after = desk.desk.store().cursor().seq;
    assert!(after.number - before.number <= 1, "{before} to {after}");
}

#[tokio::test]
async fn each_kind_of_bad_body_has_its_code() {
    let desk = TestDesk::seeded(7).await;
    let [token, ..] = known(&desk).await;
    let before = desk.desk.store().cursor().seq;
    let path = format!("/wxa/business/getuserphonenumber?access_token={token}");
    let many = (0..10_000).fold(String::new(), |text, n| text + &format!("\"k{n}\":{n},"));
    let cases: [(&str, Vec<u8>, i64); 9] = [
        ("no body", Vec::new(), 44002),
        ("blanks", b" \r\n ".to_vec(), 44002),
        ("one name twice", br#"{"code":"a","code":"b"}"#.to_vec(), 47001),
        ("invalid UTF-8", b"{\"code\":\"\xff\xfe\"}".to_vec(), 47001),
        ("half a character", br#"{"code":"\ud800"}"#.to_vec(), 47001),
        ("over the limit", [b"{\"code\":\"".to_vec(), vec![b'a'; 300_000], b"\"}".to_vec()].concat(), 47001),
        ("ten thousand names", format!("{{{many}\"code\":\"x\"}}").into_bytes(), 40029),
        ("a deep nest", [vec![b'['; 100_000], vec![b']'; 100_000]].concat(), 47001),
        ("a deep value", [b"{\"x\":".to_vec(), vec![b'['; 100_000]].concat(), 47001),
    ];
    for (what, body, code) in cases {
        let answer = desk.request("POST", &path).bytes(&body).send().await;
        assert_eq!(answer.json["errcode"], code, "{what}: {:?}", answer.json);
        sound(&answer).unwrap();
    }
    let query = (0..10_000).fold(String::new(), |text, n| text + &format!("&{n}"));
    let answer = desk.request("GET", &format!("/cgi-bin/token?appid=wx{query}")).send().await;
    assert_eq!(answer.json["errcode"], 40097, "{:?}", answer.json);
    let doubled = format!("//cgi-bin//getcallbackip?access_token={token}");
    assert!(desk.request("GET", &doubled).send().await.json["ip_list"].is_array(), "slashes are merged");
    // Of one name twice in a query the first counts.
    let twice = format!("/cgi-bin/getcallbackip?access_token={token}&access_token=nope");
    assert!(desk.request("GET", &twice).send().await.json["ip_list"].is_array());
    assert_eq!(desk.desk.store().cursor().seq, before, "nothing was written");
}
