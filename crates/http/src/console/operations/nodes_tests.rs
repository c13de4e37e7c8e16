use vermilion_model::{PlatformRole, Span};
use vermilion_testkit::TestDesk;

const NODES: &str = "/api/v1/operations/nodes";

#[tokio::test]
async fn operators_and_auditors_see_the_node_that_answers_as_it_stands() {
    let app = TestDesk::new().await;
    let operator = app.operator().await;
    let auditor = app.invited(PlatformRole::Auditor, "auditor@platform.example").await;
    app.advance(Span::hours(2));
    for by in [&operator, &auditor] {
        let answer = app.call("GET", NODES, Some(&by.cookie), None).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        assert_eq!(answer.json["shared"], false);
        let items = answer.json["items"].as_array().unwrap();
        assert_eq!(items.len(), 1);
        let node = &items[0];
        assert_eq!(node["own"], true);
        assert_eq!(node["name"], "localhost:8080");
        assert_eq!(node["id"].as_str().unwrap().len(), 32);
        assert_eq!(node["applied"], app.desk.store().cursor().seq.to_string());
        assert_eq!(
            (&node["seen_at"], &node["started_at"]),
            (&answer.json["now"], &"2027-01-15T08:00:00Z".into())
        );
        assert_eq!(node["obstacles"], serde_json::json!([]));
        assert!(node["view_age_ms"].is_null(), "nobody else writes here");
        assert!(node["disk"]["free"].as_u64() <= node["disk"]["total"].as_u64());
        assert_ne!(node["disk"]["total"], 0);
    }
}

#[tokio::test]
async fn a_node_that_allows_nothing_says_so() {
    let app = TestDesk::new().await;
    let operator = app.operator().await;
    app.desk.in_force.halt();
    let answer = app.call("GET", NODES, Some(&operator.cookie), None).await;
    assert_eq!(answer.json["items"][0]["obstacles"], serde_json::json!(["halted"]));
}

#[tokio::test]
async fn nobody_else_sees_the_nodes() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let reviewer = app.invited(PlatformRole::Reviewer, "reviewer@platform.example").await;
    for by in [&ann, &reviewer] {
        let answer = app.call("GET", NODES, Some(&by.cookie), None).await;
        assert_eq!((answer.status, answer.code()), (403, "forbidden"));
    }
    assert_eq!(app.call("GET", NODES, None, None).await.status, 401);
}
