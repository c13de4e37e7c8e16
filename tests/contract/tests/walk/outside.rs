//! Everything that is not walked: a refusal of WeChat's own, never a page that is not there.

use serde_json::{Value, json};

use crate::contract::{Contract, Endpoint};
use crate::stage::Stage;

/// What a call of another area may answer to an account's own good token.
const REFUSALS: [i64; 6] = [48001, 40001, 40066, 41001, 44002, 40013];

#[tokio::test]
async fn everything_outside_is_refused_as_wechat_refuses() {
    let contract = Contract::read();
    let mut stage = Stage::new(&contract).await;
    let token = stage.own_token().await;
    let outside = contract.all().iter().filter(|endpoint| endpoint.path.starts_with('/'));
    let outside: Vec<&Endpoint> =
        outside.filter(|endpoint| !('a'..='c').contains(&endpoint.area) || endpoint.kind != "api").collect();
    assert!(outside.len() > 140, "{} calls were found", outside.len());
    for endpoint in outside {
        for query in [String::new(), "?access_token=nope".to_owned(), format!("?access_token={token}")] {
            let path = format!("{}{query}", endpoint.path);
            for method in ["GET", "POST"] {
                let body = (method == "POST").then(|| json!({}));
                let answer = stage.call(method, &path, body).await;
                refused(&path, endpoint, &answer);
            }
        }
        let path = format!("{}?access_token={token}", endpoint.path);
        let answer = stage.call(&endpoint.method, &path, Some(json!({}))).await;
        let code = answer["errcode"].as_i64().unwrap();
        assert!(REFUSALS.contains(&code), "{} {path}: {answer}", endpoint.method);
    }
}

fn refused(path: &str, endpoint: &Endpoint, answer: &Value) {
    let code = answer["errcode"].as_i64();
    assert!(code.is_some_and(|code| code != 0 && code != -1), "{} {path}: {answer}", endpoint.id);
    let text = answer["errmsg"].as_str().unwrap_or_default();
    assert!(text.contains("rid: ") && text.len() > 40, "{path}: {answer}");
}
