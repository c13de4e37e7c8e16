//! What can be asked for, and the reasons for a no, in the caller's language.

use vermilion_testkit::TestDesk;

use crate::kit::get;

#[tokio::test]
async fn the_catalogue_speaks_the_callers_language() {
    let desk = TestDesk::new().await;
    let member = desk.register_member("a@b.example").await;
    let find = |json: &serde_json::Value, id: &str| {
        json["items"].as_array().unwrap().iter().find(|item| item["id"] == id).cloned()
    };
    let zh = get(&desk, &member, "/api/v1/capabilities?account_type=mini_program").await;
    let phone = find(&zh, "phone_number").unwrap();
    assert_eq!(phone["name"], "获取手机号");
    assert_eq!(phone["review"], "one_person");
    assert_eq!(phone["evidence"][0]["kind"], "scene_screenshot");
    assert!(find(&zh, "material").is_none());
    let request = desk.request("GET", "/api/v1/capabilities").header("cookie", &member.cookie);
    let en = request.header("accept-language", "en-GB").send().await;
    assert!(find(&en.json, "phone_number").unwrap()["name"].as_str().unwrap().is_ascii());
    assert!(find(&en.json, "material").is_some());
}

#[tokio::test]
async fn a_type_that_is_none_and_nobody_at_all_are_refused() {
    let desk = TestDesk::new().await;
    let member = desk.register_member("a@b.example").await;
    let answer = desk.call("GET", "/api/v1/capabilities?account_type=boat", Some(&member.cookie), None).await;
    assert_eq!((answer.status, answer.faults()), (400, vec!["/account_type format".to_owned()]));
    assert_eq!(desk.call("GET", "/api/v1/capabilities", None, None).await.status, 401);
}

#[tokio::test]
async fn reasons_are_for_reviewers() {
    let desk = TestDesk::new().await;
    let (member, reviewer) = (desk.register_member("a@b.example").await, desk.reviewer().await);
    let reasons = get(&desk, &reviewer, "/api/v1/review/reasons").await;
    let first = &reasons["items"][0];
    assert_eq!((first["code"].as_str(), first["family"].as_str()), (Some("incomplete"), Some("incomplete")));
    assert!(first["text"].as_str().unwrap().contains('申'));
    assert_eq!(desk.call("GET", "/api/v1/review/reasons", Some(&member.cookie), None).await.status, 403);
    assert_eq!(desk.call("GET", "/api/v1/review/reasons", None, None).await.status, 401);
}
