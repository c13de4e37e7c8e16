//! Over a restore: everybody keeps the OpenID they had, and nothing else of the earlier life is believed.

use axum::http::{Method, StatusCode};
use serde_json::json;
use tempfile::TempDir;
use vermilion_model::fact::{Actor, HostAppMade};

use crate::ground::Ground;

impl Ground {
    /// The same people over the store that came back.
    async fn back(&self, archive: &TempDir, heads: bool) -> Ground {
        let there = self.test.put_back(archive.path(), heads).await;
        Ground { test: self.test.started(there).await, env: self.env.clone() }
    }

    async fn token(&self) -> String {
        let (app_id, secret) = (self.var("APPID"), self.var("APPSECRET"));
        let query = format!("grant_type=client_credential&appid={app_id}&secret={secret}");
        self.plain(Method::GET, &format!("/cgi-bin/token?{query}"), None).await.text("access_token")
    }

    async fn logs_in(&self, user: &str) -> String {
        let code = self.code("login", user).await.text("code");
        self.exchange(&code).await["openid"].as_str().unwrap().to_owned()
    }

    /// `/wxa/checksession` with a signature that is wrong: 87009 once the OpenID was believed.
    async fn checks(&self, token: &str, open_id: &str) -> i64 {
        let query = format!("openid={open_id}&sig_method=hmac_sha256&signature={}", "0".repeat(64));
        let path = format!("/wxa/checksession?access_token={token}&{query}");
        self.plain(Method::GET, &path, None).await.json["errcode"].as_i64().unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn old_users_keep_their_openid_and_no_new_one_gets_it() {
    let (before, archive) = (Ground::new().await, TempDir::new().unwrap());
    let old = before.user("u-old", "13800000001").await;
    let kept = before.logs_in(&old).await;
    before.test.backed_up(archive.path()).await;
    // People come whom the archive does not know, more than the numbers it knows to be taken.
    let mut lost_id = String::new();
    for n in 0..33 {
        let lost = before.user(&format!("u-lost-{n}"), "13800000002").await;
        lost_id = before.logs_in(&lost).await;
    }

    let after = before.back(&archive, false).await;
    assert_eq!(after.logs_in(&old).await, kept);
    let token = after.token().await;
    assert_eq!(after.checks(&token, &kept).await, 87009, "their id is believed");
    assert_eq!(after.checks(&token, &lost_id).await, 40003, "nobody's any more");
    // As many new ones, so that the lost ones' numbers come up again.
    let mut ids = vec![kept.clone(), lost_id.clone()];
    for n in 0..34 {
        let user = after.user(&format!("u-new-{n}"), "13800000003").await;
        ids.push(after.logs_in(&user).await);
    }
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "no two people have one OpenID");

    // And again over the next restore, whichever life gave the id.
    let newest = ids.iter().find(|id| **id != kept && **id != lost_id).unwrap().clone();
    after.test.backed_up(archive.path()).await;
    let third = after.back(&archive, false).await;
    assert_eq!(third.logs_in(&old).await, kept);
    let token = third.token().await;
    assert_eq!(third.checks(&token, &newest).await, 87007, "logged out, but known");
    assert_eq!(third.checks(&token, &lost_id).await, 40003);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn codes_tokens_and_cookies_of_the_earlier_life_are_refused() {
    let (before, archive) = (Ground::new().await, TempDir::new().unwrap());
    let user = before.user("u-1", "13800000001").await;
    let code = before.code("login", &user).await.text("code");
    let token = before.token().await;
    let cookie = before.sign_in("OWNER").await;
    let me = before.console(&cookie, Method::GET, "/me", None).await;
    assert_eq!(me.status, StatusCode::OK);
    before.test.backed_up(archive.path()).await;

    let after = before.back(&archive, false).await;
    assert_eq!(after.exchange(&code).await["errcode"], 40029);
    let path = format!("/wxa/business/getuserphonenumber?access_token={token}");
    let call = after.plain(Method::POST, &path, Some(json!({"code": "0"}))).await;
    assert_eq!(call.json["errcode"], 40001);
    let me = after.console(&cookie, Method::GET, "/me", None).await;
    assert_eq!(me.status, StatusCode::UNAUTHORIZED);
    // What is not of a life goes on: passwords, secrets, host keys, what people said of themselves.
    let cookie = after.sign_in("OWNER").await;
    assert_eq!(after.console(&cookie, Method::GET, "/me", None).await.status, StatusCode::OK);
    let phone = after.code("phone", &user).await.text("code");
    assert_eq!(after.phone_number(&phone).await["phone_info"]["purePhoneNumber"], "13800000001");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_allowed_over_a_gap_before_somebody_accepts_it() {
    let (before, archive) = (Ground::new().await, TempDir::new().unwrap());
    let user = before.user("u-1", "13800000001").await;
    before.test.backed_up(archive.path()).await;
    // Something that no archive holds; the data folder's heads remember that there was something.
    let act = HostAppMade { host_app: before.test.desk.id(before.test.desk.now()), name: "other".into() };
    before.test.desk.record(before.test.desk.now(), Actor::CommandLine, act).await.unwrap();
    let Ground { test, env } = before;
    let before = Ground { test: test.restarted().await, env };

    let there = before.test.put_back(archive.path(), true).await;
    assert_eq!(there.restored.gaps.len(), 1);
    let halted = Ground { test: before.test.started(there).await, env: before.env.clone() };
    let (app_id, secret) = (halted.var("APPID"), halted.var("APPSECRET"));
    let query = format!("grant_type=client_credential&appid={app_id}&secret={secret}");
    let call = halted.plain(Method::GET, &format!("/cgi-bin/token?{query}"), None).await;
    assert_eq!(call.json["errcode"], -1);
    drop(halted);

    let there = before.test.put_back(archive.path(), true).await;
    assert_eq!(before.test.accept_gaps(&there).await, there.restored.gaps);
    let after = Ground { test: before.test.started(there).await, env: before.env.clone() };
    after.logs_in(&user).await;
    let phone = after.code("phone", &user).await.text("code");
    assert_eq!(after.phone_number(&phone).await["errcode"], 0);
}
