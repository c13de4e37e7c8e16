//! Keys are renewed while everybody goes on.

use std::sync::Arc;

use axum::http::Method;
use serde_json::json;
use vermilion_model::Span;
use vermilion_model::fact::{Actor, KeyRow, KeyRows, KeysRotated};
use vermilion_seal::{KeyKind, KeyMaker, Old, SeededEntropy};
use vermilion_service::Failure;
use vermilion_service::keys::{reload_ring, rewrap_keys, rotate_keys};

use crate::ground::Ground;

const BY: Actor = Actor::CommandLine;

impl Ground {
    async fn plain_token(&self) -> String {
        let (app_id, secret) = (self.var("APPID"), self.var("APPSECRET"));
        let query = format!("grant_type=client_credential&appid={app_id}&secret={secret}");
        self.plain(Method::GET, &format!("/cgi-bin/token?{query}"), None).await.text("access_token")
    }

    async fn stable_token(&self) -> String {
        let (app_id, secret) = (self.var("APPID"), self.var("APPSECRET"));
        let body = json!({"grant_type": "client_credential", "appid": app_id, "secret": secret});
        self.plain(Method::POST, "/cgi-bin/stable_token", Some(body)).await.text("access_token")
    }

    /// Whether the token is believed; the code is none.
    async fn believes(&self, token: &str) -> bool {
        let path = format!("/wxa/business/getuserphonenumber?access_token={token}");
        self.plain(Method::POST, &path, Some(json!({"code": "0"}))).await.json["errcode"] != 40001
    }
}

/// The number of the key that made a token.
fn key_of(ground: &Ground) -> u8 {
    ground.test.desk.ring.load().tokens.signing_key(ground.test.desk.now())
}

#[tokio::test]
async fn a_new_token_key_signs_a_minute_later_and_old_tokens_stay_good() {
    let ground = Ground::new().await;
    let desk = &ground.test.desk;
    // The installation's first key is old enough to sign.
    ground.test.advance(Span::hours(1));
    let old = ground.plain_token().await;
    assert_eq!(rotate_keys(desk, BY, KeyKind::Token, Old::Kept).await.unwrap(), 2);
    assert_eq!(key_of(&ground), 1);
    ground.test.advance(Span::mins(1));
    assert_eq!(key_of(&ground), 2);
    assert!(ground.believes(&old).await);
    let new = ground.stable_token().await;
    assert!(ground.believes(&new).await);
    // Long after, the next rotation retires what nothing lives of any more.
    ground.test.advance(Span::hours(9));
    assert_eq!(rotate_keys(desk, BY, KeyKind::Token, Old::Kept).await.unwrap(), 3);
    let rows = desk.read.ring().await.unwrap();
    let tokens = rows.iter().filter(|row| row.kind == KeyKind::Token);
    let living: Vec<u8> = tokens.filter(|row| row.retired_at.is_none()).map(|row| row.id).collect();
    assert_eq!(living, [2, 3]);
}

#[tokio::test]
async fn with_now_nothing_older_is_believed() {
    let ground = Ground::new().await;
    let desk = &ground.test.desk;
    let user = ground.user("u-1", "13800000001").await;
    let (plain, stable) = (ground.plain_token().await, ground.stable_token().await);
    let code = ground.code("login", &user).await.text("code");
    let unlogged = ground.code("login", &user).await.text("code");
    assert!(ground.believes(&plain).await && ground.believes(&stable).await);
    rotate_keys(desk, BY, KeyKind::Token, Old::Dropped).await.unwrap();
    assert!(!ground.believes(&plain).await && !ground.believes(&stable).await);
    assert!(ground.believes(&ground.plain_token().await).await);
    assert!(ground.believes(&ground.stable_token().await).await);
    rotate_keys(desk, BY, KeyKind::Session, Old::Dropped).await.unwrap();
    assert!(ground.exchange(&code).await["session_key"].is_null(), "its session key is of the old one");
    rotate_keys(desk, BY, KeyKind::Code, Old::Dropped).await.unwrap();
    assert_eq!(ground.exchange(&unlogged).await["errcode"], 40029);
    let code = ground.code("login", &user).await.text("code");
    assert!(ground.exchange(&code).await["session_key"].is_string());
}

#[tokio::test]
async fn openids_are_not_rotated() {
    let ground = Ground::new().await;
    for kind in [KeyKind::OpenId, KeyKind::Digest, KeyKind::Box] {
        let refused = rotate_keys(&ground.test.desk, BY, kind, Old::Kept).await;
        assert!(matches!(refused, Err(Failure::Broken(_))));
    }
}

// A fact that came by the feed: another node rotated, and this one only hears of it.
#[tokio::test]
async fn who_hears_of_a_rotation_reads_the_ring_again() {
    let ground = Ground::new().await;
    let (desk, now) = (&ground.test.desk, ground.test.desk.now());
    let rows = desk.read.ring().await.unwrap();
    let entropy = SeededEntropy::from_number(77);
    let maker = KeyMaker { masters: ground.test.masters(), entropy: &entropy, now };
    let made = maker.rotate(&rows, KeyKind::Token, Old::Dropped).unwrap().swap_remove(0);
    let row = KeyRow { kind: "token".into(), id: made.id, wrapped: made.wrapped, made_at: made.created_at };
    let rows = KeyRows { made: Some(row), retired: vec![("token".into(), 1)], rewrapped: Vec::new() };
    assert!(!reload_ring(desk).await.unwrap(), "nothing was heard yet");
    let token = ground.plain_token().await;
    let fact = KeysRotated { kind: "token".into(), key: made.id, rows: rows.clone() };
    desk.record(now, BY, fact.clone()).await.unwrap();
    assert!(ground.believes(&token).await, "the ring in memory is the old one");
    assert!(reload_ring(desk).await.unwrap());
    assert!(!ground.believes(&token).await);
    // Of two that would take one number, one does.
    assert!(matches!(desk.record(now, BY, fact).await, Err(Failure::Stale)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_wrapping_again_the_old_master_key_may_go() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let entropy = SeededEntropy::from_number(78);
    let both = Arc::new(ground.test.masters().with_new_master(&entropy).unwrap());
    let Ground { test, env } = ground;
    let ground = Ground { test: test.restarted_under(Arc::clone(&both)).await, env };
    let done = rewrap_keys(&ground.test.desk, BY).await.unwrap();
    assert!(done.ring >= 6 && done.persons >= 3 && done.master == 2, "{done:?}");
    let again = rewrap_keys(&ground.test.desk, BY).await.unwrap();
    assert_eq!((again.ring, again.persons), (0, 0));
    let Ground { test, env } = ground;
    let new = Arc::new(both.without_old_masters());
    let ground = Ground { test: test.restarted_under(new).await, env };
    let phone = ground.code("phone", &user).await.text("code");
    assert_eq!(ground.phone_number(&phone).await["phone_info"]["purePhoneNumber"], "13800000001");
}
