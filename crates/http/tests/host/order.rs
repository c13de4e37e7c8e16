//! A place in commit order, shown with a request.

use axum::http::Method;
use serde_json::json;

use crate::ground::Ground;

async fn with_place(ground: &Ground, path: &str, place: &str) -> (u16, String) {
    let key = format!("Bearer {}", ground.var("HOST_KEY"));
    let answer =
        ground.test.request("POST", path).header("authorization", &key).header("vermilion-seq", place);
    let answer = answer.json(&json!({"external_id": "u-2"})).send().await;
    (answer.status, answer.code().to_owned())
}

#[tokio::test]
async fn a_place_that_was_reached_is_answered_from_and_any_other_one_refused() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let consent = format!("/users/{user}/consents/{}/scope.camera", ground.var("APPID"));
    let given = ground.host(Method::PUT, &consent, Some(json!({"notice": 3}))).await;
    let place = given.seq.unwrap();
    let (incarnation, seq) = place.split_once('.').unwrap();
    let (lane, number) = seq.split_once('-').unwrap();
    assert_eq!(with_place(&ground, "/host/v1/users", &place).await.1, "");
    let beyond = format!("{incarnation}.{lane}-{}", number.parse::<i64>().unwrap() + 1_000);
    let other_life = format!("{}.{seq}", incarnation.parse::<u16>().unwrap() + 1);
    for unknown in [&beyond, &other_life, "", "first", seq, "1.0-1,1.1-1"] {
        let refused = with_place(&ground, "/host/v1/users", unknown).await;
        assert_eq!(refused, (400, "place_unknown".to_owned()), "{unknown}");
    }
}

#[tokio::test]
async fn wechats_face_comes_to_it_too() {
    let ground = Ground::new().await;
    let user = ground.user("u-1", "13800000001").await;
    let at = ground.test.desk.store().cursor().seq;
    let path = "/cgi-bin/token?grant_type=client_credential";
    for (place, code) in [(format!("1.{at}"), 41002), (format!("2.{at}"), 40097)] {
        let answer = ground.test.request("GET", path).header("vermilion-seq", &place).send().await;
        assert_eq!((answer.status, answer.json["errcode"].as_i64()), (200, Some(code)), "{place} {user}");
    }
}
