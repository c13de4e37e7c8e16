//! The API description in the repository is the one that the code makes.

use std::path::Path;

use serde_json::Value;
use vermilion_testkit::golden;

#[test]
fn the_committed_description_is_current() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    golden(&file, &vermilion_http::description());
}

#[test]
fn every_operation_documents_what_it_refuses() {
    let description: Value = serde_json::from_str(&vermilion_http::description()).unwrap();
    let document = "#/components/schemas/Document";
    for (path, item) in description["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let responses = operation["responses"].as_object().unwrap();
            assert!(responses.keys().any(|status| status.starts_with('2')), "{method} {path}: no success");
            for (status, response) in responses.iter().filter(|(status, _)| status.as_str() >= "400") {
                let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, document, "{method} {path}: {status} has no problem document");
            }
            let known = operation.get("security").is_some();
            let anybody = !responses.contains_key("401") || operation["operationId"] == "sign_in";
            assert_ne!(known, anybody, "{method} {path}");
        }
    }
}
