//! Tickets for the JS-SDK: the same text for two hours, another one for each purpose and account.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Member, TestDesk};

async fn service_account(app: &TestDesk, email: &str, name: &str) -> (Member, String) {
    let member = app.register_as(email, "service_account", name).await;
    let secret = app.secret_of(&member).await;
    (member, secret)
}

async fn ticket(app: &TestDesk, (by, secret): &(Member, String), of: &str) -> Value {
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret={secret}", by.app_id);
    let token = app.call("GET", &path, None, None).await.json["access_token"].clone();
    let path = format!("/cgi-bin/ticket/getticket?access_token={}&type={of}", token.as_str().unwrap());
    app.call("GET", &path, None, None).await.json
}

#[tokio::test]
async fn one_text_for_two_hours_and_then_another() {
    let app = TestDesk::new().await;
    let ann = service_account(&app, "ann@example.cn", "青禾生活").await;
    let first = ticket(&app, &ann, "jsapi").await;
    assert_eq!((&first["errcode"], &first["errmsg"]), (&json!(0), &json!("ok")));
    assert!(first["ticket"].as_str().unwrap().starts_with("vjt_"), "{first}");
    let left = first["expires_in"].as_i64().unwrap();
    assert!((300..=7200).contains(&left), "{left}");
    app.advance(Span::secs(1));
    let again = ticket(&app, &ann, "jsapi").await;
    assert_eq!(again["ticket"], first["ticket"]);
    let card = ticket(&app, &ann, "wx_card").await;
    assert_ne!(card["ticket"], first["ticket"]);
    for wrong in ["", "jssdk", "JSAPI"] {
        assert_eq!(ticket(&app, &ann, wrong).await["errcode"], 40097, "{wrong}");
    }
    app.advance(Span::secs(left));
    let next = ticket(&app, &ann, "jsapi").await;
    assert_ne!(next["ticket"], first["ticket"]);
    assert!(next["expires_in"].as_i64().unwrap() > 6000, "{next}");
}

#[tokio::test]
async fn two_accounts_share_none() {
    let app = TestDesk::new().await;
    let ann = service_account(&app, "ann@example.cn", "青禾生活").await;
    let bob = service_account(&app, "bob@example.cn", "山野咖啡").await;
    assert_ne!(ticket(&app, &ann, "jsapi").await["ticket"], ticket(&app, &bob, "jsapi").await["ticket"]);
}
