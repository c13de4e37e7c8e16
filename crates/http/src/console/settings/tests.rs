use serde_json::{Value, json};
use vermilion_model::{Role, Span};
use vermilion_service::Settings;
use vermilion_testkit::{Answer, Member, TestDesk};

async fn put(app: &TestDesk, by: &Member, what: &str, version: &str, body: Value) -> Answer {
    let path = format!("/api/v1/accounts/{}/settings/{what}", by.app_id);
    let call = app.request("PUT", &path).header("cookie", &by.cookie).header("if-match", version);
    call.json(&body).send().await
}

async fn see(app: &TestDesk, by: &Member, what: &str) -> Answer {
    let path = format!("/api/v1/accounts/{}/settings/{what}", by.app_id);
    app.call("GET", &path, Some(&by.cookie), None).await
}

/// A desk behind a proxy that says from where a request came.
async fn behind_a_proxy() -> TestDesk {
    TestDesk::with(Settings { trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()], ..Settings::default() })
        .await
}

async fn fetch_from(app: &TestDesk, by: &Member, secret: &str, address: &str) -> Value {
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", by.app_id);
    app.request("GET", &path).header("x-forwarded-for", address).send().await.json
}

fn enforce(networks: &[&str]) -> Value {
    json!({"mode": "enforce", "networks": networks})
}

#[tokio::test]
async fn who_is_not_on_the_list_is_refused_with_its_address_and_noted() {
    let app = behind_a_proxy().await;
    let ann = app.register_member("ann@example.cn").await;
    let secret = app.secret_of(&ann).await;
    let never = see(&app, &ann, "allow-list").await;
    assert_eq!((never.header("etag"), &never.json["mode"]), ("\"0\"", &json!("off")));
    let set = put(&app, &ann, "allow-list", "\"0\"", enforce(&["203.0.113.8/24", "2001:db8::1"])).await;
    assert_eq!((set.status, set.header("etag")), (200, "\"1\""), "{set:?}");
    assert_eq!(set.json["networks"], json!(["203.0.113.0/24", "2001:db8::1"]));
    for inside in ["203.0.113.9", "2001:db8::1", "::ffff:203.0.113.1"] {
        assert_eq!(fetch_from(&app, &ann, &secret, inside).await["errcode"], Value::Null, "{inside}");
    }
    let refused = fetch_from(&app, &ann, &secret, "120.244.112.8").await;
    assert_eq!(refused["errcode"], 40164);
    let text = refused["errmsg"].as_str().unwrap();
    assert!(text.starts_with("invalid ip 120.244.112.8 ipv6 ::ffff:120.244.112.8, not in whitelist rid: "));
    let stable = json!({"grant_type": "client_credential", "appid": ann.app_id, "secret": secret});
    let call = app.request("POST", "/cgi-bin/stable_token").header("x-forwarded-for", "2001:db8::2");
    assert_eq!(call.json(&stable).send().await.json["errcode"], 40164);
    let wrong = fetch_from(&app, &ann, "wrong", "120.244.112.8").await;
    assert_eq!(wrong["errcode"], 40125, "who lacks the secret learns nothing about the list");
    let seen = see(&app, &ann, "allow-list/strangers").await;
    let line = |item: &Value| format!("{} {} {}", item["address"], item["refused"], item["count"]);
    let mut lines: Vec<String> = seen.json["items"].as_array().unwrap().iter().map(line).collect();
    lines.sort_unstable();
    assert_eq!(lines, [r#""120.244.112.8" true 1"#, r#""2001:db8::2" true 1"#]);
    let rid = text.split("rid: ").nth(1).unwrap();
    let path = format!("/api/v1/accounts/{}/refusals/{rid}", ann.app_id);
    assert_eq!(app.call("GET", &path, Some(&ann.cookie), None).await.json["reason"], "ip_not_allowed");
}

#[tokio::test]
async fn a_list_can_be_tried_before_it_refuses_anybody() {
    let app = behind_a_proxy().await;
    let ann = app.register_member("ann@example.cn").await;
    let secret = app.secret_of(&ann).await;
    let audit = json!({"mode": "audit", "networks": ["203.0.113.8"]});
    assert_eq!(put(&app, &ann, "allow-list", "\"0\"", audit).await.status, 200);
    for address in ["198.51.100.7", "198.51.100.7", "203.0.113.8"] {
        assert_eq!(fetch_from(&app, &ann, &secret, address).await["errcode"], Value::Null);
    }
    let seen = see(&app, &ann, "allow-list/strangers").await.json["items"].clone();
    assert_eq!(seen.as_array().unwrap().len(), 1);
    assert_eq!((&seen[0]["refused"], &seen[0]["count"]), (&json!(false), &json!(2)));
    assert_eq!(put(&app, &ann, "allow-list", "\"1\"", json!({"mode": "off"})).await.status, 200);
    fetch_from(&app, &ann, &secret, "198.51.100.8").await;
    let seen = see(&app, &ann, "allow-list/strangers").await.json["items"].clone();
    assert_eq!(seen.as_array().unwrap().len(), 1, "a list that is off looks at nobody");
}

#[tokio::test]
async fn faults_of_a_list_and_a_version_that_passed() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let body = json!({"mode": "enforced", "networks": ["203.0.113.8", "what", "203.0.113.8/32"]});
    let faulty = put(&app, &ann, "allow-list", "\"0\"", body).await;
    assert_eq!(faulty.status, 422);
    assert_eq!(faulty.faults(), ["/mode unknown", "/networks/1 ip", "/networks/2 duplicate"]);
    let nobody = put(&app, &ann, "allow-list", "\"0\"", enforce(&[])).await;
    assert_eq!(nobody.faults(), ["/networks required"]);
    assert_eq!(put(&app, &ann, "allow-list", "\"0\"", enforce(&["10.0.0.0/8"])).await.status, 200);
    let passed = put(&app, &ann, "allow-list", "\"0\"", enforce(&["10.0.0.0/8"])).await;
    assert_eq!((passed.status, passed.header("etag")), (412, "\"1\""));
    let none = app
        .call(
            "PUT",
            &format!("/api/v1/accounts/{}/settings/allow-list", ann.app_id),
            Some(&ann.cookie),
            Some(enforce(&["10.0.0.0/8"])),
        )
        .await;
    assert_eq!(none.status, 412);
    let (a, b) = tokio::join!(
        put(&app, &ann, "allow-list", "\"1\"", enforce(&["10.0.0.0/8"])),
        put(&app, &ann, "allow-list", "\"1\"", enforce(&["10.0.0.0/9"])),
    );
    let mut both = [a.status, b.status];
    both.sort_unstable();
    assert_eq!(both, [200, 412]);
    let bob = app.register_member("bob@example.cn").await;
    app.join(&ann.app_id, &bob, Role::Analyst).await;
    let bob = Member { app_id: ann.app_id.clone(), ..bob };
    for what in ["allow-list", "server-domains", "message-push", "allow-list/strangers"] {
        assert_eq!(see(&app, &bob, what).await.code(), "forbidden", "{what}");
    }
}

#[tokio::test]
async fn domains_follow_wechats_rules_fifty_times_a_month() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let body = json!({"request": ["API.example.com", "https://b.example.com:8443"], "socket": ["wss://a.example.com"]});
    let set = put(&app, &ann, "server-domains", "\"0\"", body).await;
    assert_eq!(set.json["request"], json!(["https://api.example.com", "https://b.example.com:8443"]));
    assert_eq!(set.json["udp"], json!([]));
    let wrong = json!({"request": ["http://a.example.com", "203.0.113.8", "localhost", "a.example.com", "https://a.example.com"],
        "tcp": ["https://a.example.com"]});
    let faults = put(&app, &ann, "server-domains", "\"1\"", wrong).await.faults();
    let at = [
        "/request/0 domain",
        "/request/1 domain",
        "/request/2 domain",
        "/request/4 duplicate",
        "/tcp/0 domain",
    ];
    assert_eq!(faults, at);
    let many: Vec<String> = (0..201).map(|n| format!("h{n}.example.com")).collect();
    let many = put(&app, &ann, "server-domains", "\"1\"", json!({"upload": many})).await;
    assert_eq!(many.faults(), ["/upload too_many"]);
    for n in 1..50 {
        assert_eq!(
            put(&app, &ann, "server-domains", &format!("\"{n}\""), json!({})).await.status,
            200,
            "{n}"
        );
    }
    let spent = put(&app, &ann, "server-domains", "\"50\"", json!({})).await;
    assert_eq!((spent.status, spent.code()), (409, "changes_spent"));
    assert_eq!(see(&app, &ann, "server-domains").await.header("etag"), "\"50\"");
    let service = app.register_as("bob@example.cn", "service_account", "青禾生活").await;
    let refused = put(&app, &service, "server-domains", "\"0\"", json!({})).await;
    assert_eq!((refused.status, refused.code()), (409, "not_for_account_type"));
}

#[tokio::test]
async fn push_settings_are_kept_sealed_and_say_that_nothing_is_delivered() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let typed = json!({"url": "https://push.example.com/wx?a=1", "token": "Tok3nOfMine", "format": "json", "mode": "safe"});
    let first = put(&app, &ann, "message-push", "\"0\"", typed.clone()).await;
    assert_eq!((first.status, &first.json["delivery"]), (200, &json!("not_yet")), "{first:?}");
    let key = first.json["encoding_aes_key"].as_str().unwrap().to_owned();
    assert_eq!(key.len(), 43, "drawn");
    let again = put(&app, &ann, "message-push", "\"1\"", typed).await;
    assert_eq!(again.json["encoding_aes_key"], json!(key), "kept");
    let seen = see(&app, &ann, "message-push").await;
    assert_eq!((seen.header("etag"), &seen.json["token"]), ("\"2\"", &json!("Tok3nOfMine")));
    app.advance(Span::secs(1));
    let files = std::fs::read_dir(app.data()).unwrap().flatten().filter(|file| file.path().is_file());
    for file in files {
        let bytes = std::fs::read(file.path()).unwrap();
        for secret in ["Tok3nOfMine", &key] {
            let found = bytes.windows(secret.len()).any(|part| part == secret.as_bytes());
            assert!(!found, "{} holds a secret in clear", file.path().display());
        }
    }
    let wrong =
        json!({"url": "ftp://x", "token": "a b", "encoding_aes_key": "short", "format": "JSON", "mode": ""});
    let faulty = put(&app, &ann, "message-push", "\"2\"", wrong).await;
    let at = ["/url url", "/token format", "/encoding_aes_key format", "/format unknown", "/mode unknown"];
    assert_eq!(faulty.faults(), at);
}
