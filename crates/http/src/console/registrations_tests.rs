use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_service::{PhoneProof, Settings};
use vermilion_testkit::{Answer, PASSWORD, TestDesk, together};

async fn register(app: &TestDesk, form: &Value) -> Answer {
    app.call("POST", "/api/v1/registrations", None, Some(form.clone())).await
}

fn form(email: &str, name: &str, code: &str) -> Value {
    json!({"account_type": "mini_program", "account_name": name, "email": email,
        "email_code": code, "password": PASSWORD, "agreement": 1})
}

/// Some code that is not this one.
fn another(code: &str) -> &'static str {
    if code == "000000" { "111111" } else { "000000" }
}

async fn verify_phone(app: &TestDesk, number: &str) -> String {
    let body = json!({"channel": "sms", "address": number});
    assert_eq!(app.call("POST", "/api/v1/verifications", None, Some(body)).await.status, 202);
    app.code_for("+8613800138000").await.expect("a code by text message")
}

#[tokio::test]
async fn a_phone_number_is_proven_by_a_code_of_its_own() {
    let app = TestDesk::new().await;
    let mut form = form("ann@example.cn", "朱批商城", &app.verify("ann@example.cn").await);
    form["phone"] = json!("13800138000");
    assert_eq!(register(&app, &form).await.faults(), ["/phone_code required"]);
    let code = verify_phone(&app, "13800138000").await;
    form["phone_code"] = json!(another(&code));
    assert_eq!(register(&app, &form).await.faults(), ["/phone_code code_wrong"]);
    form["phone_code"] = json!(code);
    assert_eq!(register(&app, &form).await.status, 201);
}

#[tokio::test]
async fn what_the_operator_says_of_phone_numbers_holds() {
    let required = Settings { phone_proof: PhoneProof::Required, ..Settings::default() };
    let app = TestDesk::with(required).await;
    let without = form("ann@example.cn", "朱批商城", &app.verify("ann@example.cn").await);
    assert_eq!(register(&app, &without).await.faults(), ["/phone required"]);
    let off = Settings { phone_proof: PhoneProof::Off, ..Settings::default() };
    let app = TestDesk::with(off).await;
    let mut with = form("ann@example.cn", "朱批商城", &app.verify("ann@example.cn").await);
    with["phone"] = json!("13800138000");
    assert_eq!(register(&app, &with).await.status, 201);
    let body = json!({"channel": "sms", "address": "13800138000"});
    let answer = app.call("POST", "/api/v1/verifications", None, Some(body)).await;
    assert_eq!(answer.faults(), ["/channel unknown"]);
}

#[tokio::test]
async fn one_number_makes_as_many_members_as_permitted() {
    let app = TestDesk::with(Settings { members_per_phone: 1, ..Settings::default() }).await;
    for (email, name, status) in [("ann@example.cn", "朱批商城", 201), ("bob@example.cn", "朱批书店", 422)]
    {
        let mut form = form(email, name, &app.verify(email).await);
        form["phone"] = json!("13800138000");
        app.advance(Span::secs(61));
        let body = json!({"channel": "sms", "address": "13800138000"});
        // The answer is the same; the message is not.
        assert_eq!(app.call("POST", "/api/v1/verifications", None, Some(body)).await.status, 202);
        form["phone_code"] =
            json!(app.code_for("+8613800138000").await.unwrap_or_else(|| "000000".to_owned()));
        assert_eq!(register(&app, &form).await.status, status, "{email}");
    }
}

#[tokio::test]
async fn one_form_makes_a_member_and_their_account_and_signs_them_in() {
    let app = TestDesk::new().await;
    let code = app.verify("ann@example.cn").await;
    let mut form = form(" Ann@Example.cn", "朱批商城", &code);
    form["phone"] = json!("138 0013 8000");
    form["phone_code"] = json!(verify_phone(&app, "138 0013 8000").await);
    let answer = register(&app, &form).await;
    assert_eq!((answer.status, answer.header("vermilion-seq")), (201, "1.0-1"), "{answer:?}");
    let account = &answer.json["account"];
    assert_eq!(
        json!({"name": account["name"], "type": account["account_type"], "standing": account["standing"],
            "created": account["created_at"], "phone": answer.json["member"]["phone"]}),
        json!({"name": "朱批商城", "type": "mini_program", "standing": "good",
            "created": "2027-01-15T08:00:00Z", "phone": "+8613800138000"})
    );
    let me = app.call("GET", "/api/v1/me", answer.cookie().as_deref(), None).await;
    assert_eq!((me.status, &me.json["email"]), (200, &json!("ann@example.cn")), "{me:?}");
    assert_eq!(me.json["accounts"][0]["role"], "administrator");
}

#[tokio::test]
async fn every_fault_is_said_at_once() {
    let app = TestDesk::new().await;
    let empty = register(&app, &json!({})).await;
    assert_eq!(empty.status, 422);
    assert_eq!(
        empty.faults(),
        [
            "/account_type required",
            "/account_name required",
            "/email required",
            "/password required",
            "/agreement agreement",
        ]
    );
    let faulty = json!({"account_type": "spaceship", "account_name": "朱", "email": "ann@", "phone": "12",
        "email_code": "1", "password": "12345678", "agreement": 7});
    let answer = register(&app, &faulty).await;
    assert_eq!(
        answer.faults(),
        [
            "/account_type unknown",
            "/account_name name_length",
            "/email email",
            "/phone phone",
            "/password weak_password",
            "/agreement agreement",
        ]
    );
    assert!(!String::from_utf8(answer.bytes).unwrap().contains("12345678"), "the input is echoed");
}

#[tokio::test]
async fn what_is_unknown_or_of_another_type_is_named_by_its_place() {
    let app = TestDesk::new().await;
    let answer = register(&app, &json!({"admin": true})).await;
    assert_eq!((answer.status, answer.code()), (400, "bad_request"));
    let answer = register(&app, &json!({"password": 7})).await;
    assert_eq!((answer.status, answer.faults()), (400, vec!["/password format".to_owned()]));
}

#[tokio::test]
async fn a_code_works_once_within_ten_minutes() {
    let app = TestDesk::new().await;
    let code = app.verify("ann@example.cn").await;
    app.advance(Span::mins(10));
    let late = register(&app, &form("ann@example.cn", "Ann shop", &code)).await;
    assert_eq!(late.faults(), ["/email_code code_wrong"]);
    let code = app.verify("ann@example.cn").await;
    assert_eq!(register(&app, &form("ann@example.cn", "Ann shop", &code)).await.status, 201);
    let again = register(&app, &form("ann@example.cn", "Ann shop two", &code)).await;
    assert_eq!(again.faults(), ["/email_code code_wrong"]);
}

#[tokio::test]
async fn five_wrong_codes_end_it_even_when_tried_at_once() {
    let app = TestDesk::new().await;
    let code = app.verify("ann@example.cn").await;
    let wrong = form("ann@example.cn", "Ann shop", another(&code));
    let tries = (0..5).map(|_| register(&app, &wrong));
    let answers = together(tries).await;
    assert!(answers.iter().all(|answer| answer.faults() == ["/email_code code_wrong"]));
    let right = register(&app, &form("ann@example.cn", "Ann shop", &code)).await;
    assert_eq!(right.faults(), ["/email_code code_wrong"]);
}

#[tokio::test]
async fn a_right_code_with_other_faults_costs_no_try() {
    let app = TestDesk::new().await;
    let code = app.verify("ann@example.cn").await;
    for _ in 0..6 {
        let answer = register(&app, &form("ann@example.cn", "朱", &code)).await;
        assert_eq!(answer.faults(), ["/account_name name_length"]);
    }
    let answer = register(&app, &form("ann@example.cn", "Ann shop", &code)).await;
    assert_eq!(answer.status, 201, "{answer:?}");
}

#[tokio::test]
async fn another_addresses_code_is_wrong() {
    let app = TestDesk::new().await;
    let code = app.verify("ann@example.cn").await;
    app.verify("bob@example.cn").await;
    let answer = register(&app, &form("bob@example.cn", "Bob shop", &code)).await;
    assert_eq!(answer.faults(), ["/email_code code_wrong"]);
}

#[tokio::test]
async fn names_that_read_alike_are_taken() {
    let app = TestDesk::new().await;
    app.register_as("ann@example.cn", "mini_program", "朱批 Shop").await;
    let code = app.verify("bob@example.cn").await;
    let answer = register(&app, &form("bob@example.cn", "朱批ＳＨＯＰ", &code)).await;
    assert_eq!((answer.status, answer.faults()), (422, vec!["/account_name taken".to_owned()]));
}

#[tokio::test]
async fn of_two_at_once_with_one_code_or_one_name_exactly_one_wins() {
    let app = TestDesk::new().await;
    let code = app.verify("ann@example.cn").await;
    let (one, two) = (form("ann@example.cn", "Shop one", &code), form("ann@example.cn", "Shop two", &code));
    let (a, b) = tokio::join!(register(&app, &one), register(&app, &two));
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{a:?} {b:?}");

    let (bob, eve) = (app.verify("bob@example.cn").await, app.verify("eve@example.cn").await);
    let (one, two) = (form("bob@example.cn", "Same", &bob), form("eve@example.cn", "same", &eve));
    let (a, b) = tokio::join!(register(&app, &one), register(&app, &two));
    let lost = if a.status == 201 { &b } else { &a };
    assert_eq!((a.status.min(b.status), lost.faults()), (201, vec!["/account_name taken".to_owned()]));
    // The loser's code is not spent: another name is enough.
    let (email, code) = if a.status == 201 { ("eve@example.cn", &eve) } else { ("bob@example.cn", &bob) };
    assert_eq!(register(&app, &form(email, "Other name", code)).await.status, 201);
}

#[tokio::test]
async fn closed_registration_is_said() {
    let app = TestDesk::with(Settings { open_registration: false, ..Settings::default() }).await;
    let answer = register(&app, &json!({})).await;
    assert_eq!((answer.status, answer.code()), (403, "registration_closed"));
}
