//! Every operation, read from the API description: one that is new is tested at once.

use serde_json::Value;

/// One operation of the description.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    /// With its places, such as `{app_id}`.
    pub(crate) path: String,
    /// Whether a body is to be sent.
    pub(crate) takes_body: bool,
}

/// All that a node serves its callers, in the description's order; the simulation's face is nobody's.
pub(crate) fn all() -> Vec<Operation> {
    let description: Value = serde_json::from_str(&vermilion_http::description()).unwrap();
    let paths = description["paths"].as_object().unwrap();
    let operations: Vec<Operation> = paths
        .iter()
        .filter(|(path, _)| !path.starts_with("/dev/"))
        .flat_map(|(path, item)| on(path, item))
        .collect();
    assert!(operations.len() >= 15, "the description was not read");
    operations
}

fn on(path: &str, item: &Value) -> Vec<Operation> {
    let methods = ["get", "put", "post", "delete", "patch"].into_iter();
    let operation = |method: &str| {
        let operation = item.get(method)?;
        Some(Operation {
            id: operation["operationId"].as_str().unwrap().to_owned(),
            method: method.to_uppercase(),
            path: path.to_owned(),
            takes_body: operation.get("requestBody").is_some(),
        })
    };
    methods.filter_map(operation).collect()
}

impl Operation {
    /// The path with this AppID in its place, and something that does not exist in every other.
    pub(crate) fn path_for(&self, app_id: &str) -> String {
        let part = |part: &str| match part {
            "{app_id}" => app_id.to_owned(),
            other if other.starts_with('{') => "00000000-0000-7000-8000-000000000000".to_owned(),
            other => other.to_owned(),
        };
        self.path.split('/').map(part).collect::<Vec<_>>().join("/")
    }
}

#[test]
fn ids_are_unique() {
    let mut ids: Vec<String> = all().into_iter().map(|operation| operation.id).collect();
    ids.sort_unstable();
    let repeated: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(repeated.is_empty(), "{repeated:?}");
}
