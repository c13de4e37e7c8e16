//! What was answered, by endpoint: every call of the walk is noted here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::contract::{Contract, Endpoint};

/// What one endpoint answered so far.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) successes: usize,
    /// Fields of the contract that were there, with their type.
    pub(crate) fields: BTreeSet<String>,
    pub(crate) codes: BTreeSet<i64>,
    /// Answers that contradict the contract.
    pub(crate) faults: Vec<String>,
}

#[derive(Debug, Default)]
pub(crate) struct Book(BTreeMap<String, Seen>);

impl Book {
    pub(crate) fn of(&self, id: &str) -> Option<&Seen> {
        self.0.get(id)
    }

    /// Notes an answer. The path is looked up without its query.
    pub(crate) fn note(&mut self, contract: &Contract, path: &str, answer: &Value) {
        let path = path.split('?').next().unwrap_or_default();
        let Some(endpoint) = contract.walked().find(|endpoint| endpoint.path == path) else { return };
        let seen = self.0.entry(endpoint.id.clone()).or_default();
        match answer["errcode"].as_i64() {
            Some(code) if code != 0 => seen.failure(code, answer),
            _ => seen.success(endpoint, answer),
        }
    }
}

impl Seen {
    fn failure(&mut self, code: i64, answer: &Value) {
        self.codes.insert(code);
        self.fields.extend(["errcode".to_owned(), "errmsg".to_owned()]);
        let text = answer["errmsg"].as_str().unwrap_or_default();
        let rid = text.rsplit("rid: ").next().unwrap_or_default();
        let groups: Vec<&str> = rid.split('-').collect();
        let hex = |group: &&str| group.len() == 8 && group.bytes().all(|byte| byte.is_ascii_hexdigit());
        if groups.len() != 3 || !groups.iter().all(hex) {
            self.faults.push(format!("{code} carries no rid: {text}"));
        }
    }

    fn success(&mut self, endpoint: &Endpoint, answer: &Value) {
        self.successes += 1;
        for field in endpoint.fields.iter().filter(|field| !field.failures_only) {
            for value in found(answer, &field.name) {
                if typed(value, &field.kind) {
                    self.fields.insert(field.name.clone());
                } else {
                    self.faults.push(format!("{} is no {}: {value}", field.name, field.kind));
                }
            }
        }
        let known = |name: &str| endpoint.fields.iter().any(|f| f.name == name && !f.failures_only);
        for name in answer.as_object().into_iter().flat_map(|object| object.keys()) {
            if !known(name) {
                self.faults.push(format!("a success carries {name}, of which the contract says nothing"));
            }
        }
    }
}

/// The values at a place such as `list[].name`.
fn found<'v>(value: &'v Value, place: &str) -> Vec<&'v Value> {
    place.split('.').fold(vec![value], |values, part| {
        let (name, listed) = part.strip_suffix("[]").map_or((part, false), |name| (name, true));
        let inner = values.into_iter().filter_map(|value| value.get(name));
        if listed {
            inner.flat_map(|list| list.as_array().into_iter().flatten()).collect()
        } else {
            inner.collect()
        }
    })
}

fn typed(value: &Value, kind: &str) -> bool {
    match kind.split('<').next().unwrap_or_default() {
        "string" => value.is_string(),
        "number" | "integer" => value.is_i64(),
        "number(0|1)" => matches!(value.as_i64(), Some(0 | 1)),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the walk knows no type {other}"),
    }
}
