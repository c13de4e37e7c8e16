//! A herd: every server of an account finds the stable token old in the same moment.

use serde_json::json;
use vermilion_model::Span;
use vermilion_testkit::{TestDesk, together};

/// Far more than the writer lets wait on one key.
const CALLERS: usize = 100;

#[tokio::test(flavor = "multi_thread")]
async fn everybody_gets_the_one_token_and_nobody_is_told_to_come_back() {
    let desk = TestDesk::new().await;
    let owner = desk.register_member("herd@example.com").await;
    let secret = desk.secret_of(&owner).await;
    let body = json!({"grant_type": "client_credential", "appid": owner.app_id, "secret": secret});
    let mut tokens = Vec::new();
    // A first token, and a renewal five minutes before its end.
    for _ in 0..2 {
        let asked =
            (0..CALLERS).map(|_| desk.call("POST", "/cgi-bin/stable_token", None, Some(body.clone())));
        let mut told: Vec<String> =
            together(asked).await.iter().map(|answer| answer.json["access_token"].to_string()).collect();
        told.dedup();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("\"vst_"), "{told:?}");
        tokens.extend(told);
        desk.advance(Span::secs(7_200 - 300));
    }
    assert_ne!(tokens[0], tokens[1]);
}
