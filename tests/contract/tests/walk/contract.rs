//! The contract's data, as far as the walk reads it.

use std::path::Path;

use serde_json::Value;

/// One endpoint.
#[derive(Debug, Clone)]
pub(crate) struct Endpoint {
    pub(crate) id: String,
    pub(crate) area: char,
    pub(crate) kind: String,
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) auth: String,
    /// Name, type, and whether it stands in failures only.
    pub(crate) fields: Vec<Field>,
    /// Every code but 0.
    pub(crate) codes: Vec<i64>,
}

/// A field of an answer.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) failures_only: bool,
}

pub(crate) struct Contract(Vec<Endpoint>);

fn text(value: &Value, key: &str) -> String {
    value[key].as_str().unwrap_or_default().to_owned()
}

fn list(value: &Value, key: &str) -> Vec<Value> {
    value[key].as_array().cloned().unwrap_or_default()
}

impl Contract {
    pub(crate) fn read() -> Contract {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/endpoints.json");
        let all: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        let endpoints: Vec<Endpoint> = all.iter().map(endpoint).collect();
        assert_eq!(endpoints.len(), 211, "the contract's data was not read");
        Contract(endpoints)
    }

    pub(crate) fn all(&self) -> &[Endpoint] {
        &self.0
    }

    /// The calls that this walk is about.
    pub(crate) fn walked(&self) -> impl Iterator<Item = &Endpoint> {
        self.0.iter().filter(|endpoint| endpoint.kind == "api" && ('a'..='c').contains(&endpoint.area))
    }
}

fn endpoint(value: &Value) -> Endpoint {
    let field = |field: &Value| Field {
        name: text(field, "name"),
        kind: text(field, "type"),
        failures_only: text(field, "meaning").contains("only on failure"),
    };
    let code = |code: &Value| code["code"].as_i64().filter(|code| *code != 0);
    Endpoint {
        id: text(value, "id"),
        area: text(value, "area").chars().next().unwrap(),
        kind: text(value, "kind"),
        method: text(value, "method"),
        path: text(value, "path"),
        auth: text(value, "auth"),
        fields: list(value, "response").iter().map(field).collect(),
        codes: list(value, "errcodes").iter().filter_map(code).collect(),
    }
}
