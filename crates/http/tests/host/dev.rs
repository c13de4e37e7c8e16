use axum::http::{Method, StatusCode};
use serde_json::json;
use vermilion_model::AppId;
use vermilion_service::seed::{Seed, seed};
use vermilion_testkit::TestDesk;
use vermilion_wire::user_data::{EncryptedData, decrypt};

use crate::ground::Ground;

#[tokio::test]
async fn the_environment_works_through_the_wechat_face() {
    let mut ground = Ground::new().await;
    let session = ground.exchange(&ground.var("JS_CODE")).await;
    assert_eq!(session["openid"], ground.env["OPENID"], "{session}");
    let key = session["session_key"].as_str().unwrap().parse().unwrap();
    let app_id: AppId = ground.var("APPID").parse().unwrap();
    let sealed = EncryptedData { encrypted_data: ground.var("ENC_DATA"), iv: ground.var("ENC_IV") };
    let data: serde_json::Value = serde_json::from_str(&decrypt(&key, &sealed, app_id).unwrap()).unwrap();
    assert_eq!((&data["openId"], &data["nickName"]), (&ground.env["OPENID"], &json!("陈小满")));
    let phone = ground.phone_number(&ground.var("PHONE_CODE")).await;
    assert_eq!(phone["phone_info"]["purePhoneNumber"], "13800138001", "{phone}");
    assert!(ground.exchange(&ground.var("JS_CODE2")).await["openid"].is_string());

    let before = ground.env.clone();
    ground.renew().await;
    for fresh in ["JS_CODE", "JS_CODE2", "PHONE_CODE", "ENC_IV"] {
        assert_ne!(before[fresh], ground.env[fresh], "{fresh}");
    }
    for same in ["OPENID", "APPSECRET", "HOST_KEY", "OWNER_PASSWORD", "MP_APPID", "BASE_URL", "CONSOLE_URL"] {
        assert!(before[same].is_string() && before[same] == ground.env[same], "{same}");
    }
}

#[tokio::test]
async fn seeding_again_changes_nothing_and_another_seed_has_other_secrets() {
    let ground = Ground::new().await;
    let before = ground.test.desk.store().cursor().seq;
    seed(&ground.test.desk, &Seed::from_number(7)).await.unwrap();
    assert_eq!(ground.test.desk.store().cursor().seq, before);

    let other = TestDesk::seeded(8).await;
    let env = other.call("GET", "/dev/v1/env", None, None).await.json;
    for differs in ["APPID", "APPSECRET", "HOST_KEY", "OWNER_PASSWORD"] {
        assert!(env[differs].is_string() && env[differs] != ground.env[differs], "{differs}");
    }
}

#[tokio::test]
async fn seeded_secrets_are_a_pure_function_of_the_seed() {
    let (one, two) = (Ground::new().await, Ground::new().await);
    for name in ["APPID", "APPSECRET", "MP_APPSECRET", "HOST_KEY", "OWNER_PASSWORD", "REVIEWER2_PASSWORD"] {
        assert_eq!(one.var(name), two.var(name), "{name}");
    }
}

#[tokio::test]
async fn the_seeded_desk_can_be_worked() {
    let ground = Ground::new().await;
    let (first, second) = (ground.sign_in("REVIEWER").await, ground.sign_in("REVIEWER2").await);
    let open = ground.console(&second, Method::GET, "/review/cases?state=open", None).await;
    let cases = open.json["items"].as_array().unwrap();
    let asked: Vec<_> = cases.iter().filter_map(|case| case["asked"]["capabilities"][0].as_str()).collect();
    assert_eq!(asked, ["phone_number", "payment", "risk_rank"], "the most urgent first");
    let mut register: Vec<_> =
        cases.iter().filter(|case| case["asked"]["capabilities"] == json!([])).collect();
    register.sort_by_key(|case| case["kind"].as_str());
    let register: Vec<_> = register.iter().map(|case| (&case["kind"], &case["account"]["name"])).collect();
    let expected = [("name_change", "青禾点餐"), ("subject_verification", "南山书房")];
    assert_eq!(
        register,
        expected.map(|(kind, name)| (json!(kind), json!(name))).each_ref().map(|(kind, name)| (kind, name))
    );

    let payment = cases[1]["id"].as_str().unwrap();
    let case = ground.console(&first, Method::GET, &format!("/review/cases/{payment}"), None).await;
    assert_eq!(case.json["document"]["purpose"]["payment"], "用户在门店点餐后在线付款。", "{:?}", case.json);
    let approve = format!("/review/cases/{payment}/approve");
    let items = case.json["checklist"].as_array().unwrap().iter();
    let checks: serde_json::Map<_, _> =
        items.map(|item| (item["id"].as_str().unwrap().to_owned(), json!("fine"))).collect();
    let version = Some(json!({"version": case.json["version"], "checks": checks}));
    let same = ground.console(&first, Method::POST, &approve, version.clone()).await;
    assert_eq!(same.code(), "second_reviewer_needed");
    let done = ground.console(&second, Method::POST, &approve, version).await;
    assert_eq!((done.status, &done.json["state"]), (StatusCode::OK, &json!("approved")), "{:?}", done.json);

    let owner = ground.sign_in("OWNER").await;
    let path = format!("/accounts/{}/authorizations", ground.var("APPID"));
    let held = ground.console(&owner, Method::GET, &path, None).await;
    assert_eq!(held.json["items"][0]["state"], "effective", "{:?}", held.json);
}

#[tokio::test]
async fn the_seeded_past_reads_in_order() {
    let ground = Ground::new().await;
    let auditor = ground.sign_in("AUDITOR").await;
    let page = ground.console(&auditor, Method::GET, "/audit/entries?limit=100", None).await;
    let entries = page.json["items"].as_array().unwrap();
    let times: Vec<_> = entries.iter().map(|entry| entry["at"].as_str().unwrap()).collect();
    assert!(times.len() > 30 && (times.is_sorted() || times.iter().rev().is_sorted()), "{times:?}");
    let proof = ground.console(&auditor, Method::GET, "/audit/verification", None).await;
    assert_eq!(proof.json["ok"], true, "{:?}", proof.json);
}

#[tokio::test]
async fn the_clock_moves_forward_only() {
    let ground = Ground::new().await;
    let read = ground.plain(Method::GET, "/dev/v1/clock", None).await;
    assert_eq!(read.json, json!({"now": "2027-01-15T08:00:00Z"}));
    let moved = ground.plain(Method::POST, "/dev/v1/clock", Some(json!({"advance_seconds": 90}))).await;
    assert_eq!(moved.json, json!({"now": "2027-01-15T08:01:30Z"}));
    for bad in [-1, i64::MAX] {
        let refused =
            ground.plain(Method::POST, "/dev/v1/clock", Some(json!({"advance_seconds": bad}))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.json["fields"][0]["pointer"], "/advance_seconds");
    }
    let bad = ground.plain(Method::POST, "/dev/v1/clock", Some(json!({"advance_seconds": "x"}))).await;
    assert_eq!((bad.status, bad.code()), (StatusCode::BAD_REQUEST, "bad_request"));
}

#[tokio::test]
async fn the_outbox_shows_the_newest_first() {
    let ground = Ground::new().await;
    let all = ground.plain(Method::GET, "/dev/v1/outbox", None).await;
    let items = all.json["items"].as_array().unwrap();
    assert!(items.len() >= 2 && items[0]["at"].as_str() > items[1]["at"].as_str(), "{items:?}");
    assert_eq!(items[0]["channel"], "email");
    let one = ground.plain(Method::GET, "/dev/v1/outbox?limit=1", None).await;
    assert_eq!(one.json["items"].as_array().unwrap().as_slice(), &items[..1]);
    let bad = ground.plain(Method::GET, "/dev/v1/outbox?limit=x", None).await;
    assert_eq!(bad.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_simulation_is_not_there_unless_it_is_asked_for() {
    let seeded = TestDesk::seeded(7).await.call("GET", "/dev/v1/nothing", None, None).await;
    assert_eq!((seeded.status, seeded.code()), (404, "no_operation"));
    let test = TestDesk::new().await;
    for path in ["/dev/v1/env", "/dev/v1/outbox", "/dev/v1/clock"] {
        let answer = test.call("GET", path, None, None).await;
        assert!(answer.json["errcode"].is_number(), "{path}: as any path that WeChat does not know");
    }
}
