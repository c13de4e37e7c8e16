use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::operations::OPERATIONS;
use super::*;

/// Names of fields by which a secret, or what leads to one, is shown.
const SECRETS: [&str; 14] = [
    "secret",
    "key",
    "token",
    "ticket",
    "browser",
    "ceremony",
    "challenge",
    "recovery_codes",
    "encoding_aes_key",
    "encrypted_data",
    "external_id",
    "encrypt_key",
    "session_key",
    "password",
];

fn description() -> Value {
    serde_json::from_str(&crate::description()).unwrap()
}

/// Method, path and what is said of each operation that changes something.
fn changing(description: &Value) -> BTreeMap<(String, String), &Value> {
    let paths = description["paths"].as_object().unwrap().iter();
    let paths = paths.filter(|(path, _)| !path.starts_with("/dev/"));
    let each = paths.flat_map(|(path, item)| {
        let methods = item.as_object().unwrap().iter().filter(|(method, _)| *method != "get");
        methods.map(move |(method, said)| ((method.to_uppercase(), path.clone()), said))
    });
    each.collect()
}

/// Every field of a schema, with those of the schemas it names.
fn fields(description: &Value, schema: &Value, found: &mut BTreeSet<String>) {
    if let Some(name) = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()) {
        return fields(description, &description["components"]["schemas"][name], found);
    }
    match schema {
        Value::Object(parts) => {
            if let Some(properties) = schema["properties"].as_object() {
                found.extend(properties.keys().cloned());
            }
            parts.values().for_each(|part| fields(description, part, found));
        }
        Value::Array(parts) => parts.iter().for_each(|part| fields(description, part, found)),
        _ => {}
    }
}

#[test]
fn every_operation_that_changes_something_says_what_becomes_of_its_answer() {
    let description = description();
    let there: BTreeSet<(String, String)> = changing(&description).into_keys().collect();
    let listed = OPERATIONS.iter().map(|(method, path, _)| ((*method).to_owned(), (*path).to_owned()));
    let listed: BTreeSet<(String, String)> = listed.collect();
    assert_eq!(listed.len(), OPERATIONS.len(), "an operation is listed twice");
    assert_eq!(there, listed, "each operation needs its line in repeat/operations.rs");
}

#[test]
fn what_anybody_may_call_has_no_key_and_everything_else_has() {
    let description = description();
    for ((method, path), said) in changing(&description) {
        let open = again(&method, &path) == Again::Open;
        assert_eq!(open, said.get("security").is_none(), "{method} {path}");
        let parameters = said["parameters"].as_array().into_iter().flatten();
        let described = parameters.filter(|parameter| parameter["name"] == "Idempotency-Key").count();
        assert_eq!(described, usize::from(!open), "{method} {path}");
    }
}

#[test]
fn no_answer_that_shows_a_secret_is_kept() {
    let description = description();
    for ((method, path), said) in changing(&description) {
        if again(&method, &path) != Again::Kept {
            continue;
        }
        let mut shown = BTreeSet::new();
        for (_, response) in
            said["responses"].as_object().unwrap().iter().filter(|(status, _)| status.as_str() < "300")
        {
            fields(&description, &response["content"]["application/json"]["schema"], &mut shown);
        }
        let secret: Vec<_> = SECRETS.iter().filter(|name| shown.contains(**name)).collect();
        assert!(secret.is_empty(), "{method} {path} shows {secret:?}");
        let mut asked = BTreeSet::new();
        fields(&description, &said["requestBody"], &mut asked);
        assert!(!asked.contains("password"), "{method} {path} is sent a password");
    }
}

#[test]
fn what_is_not_listed_is_never_kept() {
    assert_eq!(again("POST", "/api/v1/from-the-future"), Again::Secret);
}
