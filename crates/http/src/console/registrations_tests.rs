use serde_json::{Value, json};
use vermilion_testkit::{PASSWORD, TestDesk};

async fn register(app: &TestDesk, form: Value) -> vermilion_testkit::Answer {
    app.call("POST", "/api/v1/registrations", None, Some(form)).await
}

#[tokio::test]
async fn one_form_makes_a_member_and_their_account_and_signs_them_in() {
    let app = TestDesk::new().await;
    let code = app.verify("ann@example.cn").await;
    let answer = register(
        &app,
        json!({"account_type": "mini_program", "account_name": "朱批商城", "email": " Ann@Example.cn",
            "email_code": code, "phone": "138 0013 8000", "password": PASSWORD, "agreement": 1}),
    )
    .await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert_eq!(answer.header("vermilion-seq"), "0-1");
    assert_eq!(answer.json["account"]["name"], "朱批商城");
    assert_eq!(answer.json["member"]["phone"], "+8613800138000");
    let me = app.call("GET", "/api/v1/me", answer.cookie().as_deref(), None).await;
    assert_eq!((me.status, &me.json["email"]), (200, &json!("ann@example.cn")), "{me:?}");
    assert_eq!(me.json["accounts"][0]["role"], "administrator");
}
