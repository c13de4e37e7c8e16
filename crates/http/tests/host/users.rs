use axum::http::{Method, StatusCode};
use serde_json::json;

use crate::ground::Ground;

#[tokio::test]
async fn a_user_is_made_once_however_often_it_is_asked() {
    let ground = Ground::new().await;
    let body = json!({"external_id": "u-1"});
    let first = ground.host(Method::POST, "/users", Some(body.clone())).await;
    assert_eq!((first.status, &first.json["created"]), (StatusCode::CREATED, &json!(true)));
    let again = ground.host(Method::POST, "/users", Some(body)).await;
    assert_eq!((again.status, &again.json["created"]), (StatusCode::OK, &json!(false)));
    assert_eq!(first.json["id"], again.json["id"]);
    let read = ground.host(Method::GET, &format!("/users/{}", first.text("id")), None).await;
    assert_eq!(
        read.json,
        json!({"id": first.text("id"), "external_id": "u-1", "created_at": "2027-01-15T08:00:00Z",
            "closed_at": null, "erased_at": null})
    );
}

#[tokio::test]
async fn every_faulty_field_is_named_at_once() {
    let ground = Ground::new().await;
    let body = json!({"external_id": "", "phone": {"country_code": "+86", "number": "1"},
        "nickname": "x".repeat(65), "avatar_url": "http://a.example/x.png"});
    let refused = ground.host(Method::POST, "/users", Some(body)).await;
    assert_eq!((refused.status, refused.code()), (StatusCode::UNPROCESSABLE_ENTITY, "fields"));
    let fields = refused.json["fields"].as_array().unwrap();
    let named: Vec<_> =
        fields.iter().map(|f| (f["pointer"].as_str().unwrap(), f["code"].as_str().unwrap())).collect();
    assert_eq!(
        named,
        [
            ("/external_id", "required"),
            ("/phone/country_code", "format"),
            ("/phone/number", "phone"),
            ("/nickname", "too_long"),
            ("/avatar_url", "url")
        ]
    );
    assert!(fields.iter().all(|f| f["detail"] != "" && f["next"] != ""), "{fields:?}");
}

#[tokio::test]
async fn without_a_living_key_nothing_is_told() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let wrong = ground.var("HOST_KEY").replace("vhk_", "vhk-");
    let mut other = ground.var("HOST_KEY");
    other.replace_range(4..8, if other[4..8] == *"AAAA" { "BBBB" } else { "AAAA" });
    let operations = [
        (Method::POST, "/users".to_owned()),
        (Method::GET, format!("/users/{user}")),
        (Method::POST, format!("/users/{user}/close")),
        (Method::DELETE, format!("/users/{user}")),
        (Method::POST, format!("/users/{user}/login-codes")),
        (Method::POST, format!("/users/{user}/phone-codes")),
        (Method::POST, format!("/users/{user}/user-data")),
        (Method::GET, format!("/users/{user}/consents")),
        (Method::PUT, format!("/users/{user}/consents/{}/scope.userInfo", ground.var("APPID"))),
        (Method::DELETE, format!("/users/{user}/consents/{}/scope.userInfo", ground.var("APPID"))),
    ];
    for (method, path) in operations {
        for key in ["", &wrong, &other] {
            let refused = ground.keyed(key, method.clone(), &path, Some(json!({}))).await;
            assert_eq!(refused.status, StatusCode::UNAUTHORIZED, "{method} {path}");
            assert_eq!(refused.code(), "host_key_unknown");
        }
        let bare = ground.plain(method.clone(), &format!("/host/v1{path}"), Some(json!({}))).await;
        assert_eq!(bare.status, StatusCode::UNAUTHORIZED, "{method} {path}");
    }
}

#[tokio::test]
async fn users_of_others_and_made_up_ones_are_not_there() {
    let ground = Ground::new().await;
    for id in ["x", "018e0000-0000-7000-8000-000000000000"] {
        for (method, path) in [(Method::GET, ""), (Method::POST, "/close"), (Method::DELETE, "")] {
            let refused = ground.host(method, &format!("/users/{id}{path}"), None).await;
            assert_eq!((refused.status, refused.code()), (StatusCode::NOT_FOUND, "missing_user"));
        }
    }
}

#[tokio::test]
async fn a_closed_user_is_gone_at_once_and_stays_readable() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let code = ground.code("login", &user).await.text("code");
    let closed = ground.host(Method::POST, &format!("/users/{user}/close"), None).await;
    assert!(closed.status == StatusCode::NO_CONTENT && closed.seq.is_some());
    assert_eq!(ground.exchange(&code).await["errcode"], 40029);
    for kind in ["login", "phone"] {
        let refused = ground.code(kind, &user).await;
        assert_eq!((refused.status, refused.code()), (StatusCode::CONFLICT, "user_gone"));
    }
    let read = ground.host(Method::GET, &format!("/users/{user}"), None).await;
    assert_eq!((&read.json["external_id"], &read.json["erased_at"]), (&json!("u-1"), &json!(null)));
    let again = ground.host(Method::POST, &format!("/users/{user}/close"), None).await;
    assert!(again.status == StatusCode::NO_CONTENT && again.seq.is_none());
}

/// Whether any file of the data folder holds these bytes.
fn on_disk(ground: &Ground, bytes: &[u8]) -> bool {
    !vermilion_testkit::holders(ground.test.data(), bytes).is_empty()
}

// I10
#[tokio::test]
async fn what_was_erased_is_readable_nowhere() {
    let ground = Ground::new().await;
    let user = ground.user("u-secret", "13912345678").await;
    ground.code("login", &user).await;
    let id = user.parse().unwrap();
    let row = ground.test.desk.read.user_by_id(id).await.unwrap().unwrap();
    let key = ground.test.desk.read.person_key(*id.bytes()).await.unwrap().unwrap();
    // The test can fail: sealed as it is, it stands there.
    assert!(on_disk(&ground, &row.sealed) && on_disk(&ground, &key));
    assert!(!on_disk(&ground, b"13912345678") && !on_disk(&ground, b"u-secret"));

    let erased = ground.host(Method::DELETE, &format!("/users/{user}"), None).await;
    assert!(erased.status == StatusCode::NO_CONTENT && erased.seq.is_some());
    assert!(!on_disk(&ground, &row.sealed) && !on_disk(&ground, &key));
    assert!(!on_disk(&ground, b"13912345678") && !on_disk(&ground, b"u-secret"));
    let row = ground.test.desk.read.user_by_id(id).await.unwrap().unwrap();
    assert!(row.sealed.is_empty());
    assert_eq!(ground.test.desk.read.person_key(*id.bytes()).await.unwrap(), None);
    let read = ground.host(Method::GET, &format!("/users/{user}"), None).await;
    assert_eq!(
        (&read.json["external_id"], &read.json["erased_at"]),
        (&json!(null), &json!("2027-01-15T08:00:00Z"))
    );
    let again = ground.host(Method::DELETE, &format!("/users/{user}"), None).await;
    assert!(again.status == StatusCode::NO_CONTENT && again.seq.is_none());
    // The same person coming back is somebody new.
    assert_ne!(ground.user("u-secret", "13912345678").await, user);
}
