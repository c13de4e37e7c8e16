//! `crates/vermilion/licences.txt`: whose work the binary is made of, for `vermilion licences`; and the texts.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::Derived;
use super::licence_texts::Texts;
use crate::checkout::Checkout;

const BINARY: &str = "vermilion";

/// The list must not depend on whose machine made it.
const PLATFORM: &str = "x86_64-unknown-linux-gnu";

pub(super) fn make(checkout: &Checkout) -> Result<Vec<Derived>> {
    let metadata = checkout.metadata_for(PLATFORM)?;
    let (mut rows, mut texts) = (BTreeSet::new(), Texts::default());
    for package in theirs(&metadata)? {
        rows.insert(row(package)?);
        let folder =
            Path::new(text(package, "manifest_path")?).parent().context("a manifest lies nowhere")?;
        texts.add(&format!("{} {}", text(package, "name")?, text(package, "version")?), folder)?;
    }
    let rows = rows.into_iter().collect::<Vec<_>>().join("\n") + "\n";
    Ok(vec![
        Derived { path: "crates/vermilion/licences.txt".into(), content: rows },
        Derived { path: "crates/vermilion/licence-texts.txt".into(), content: texts.render() },
    ])
}

/// The crates from a registry that the binary is built with.
fn theirs(metadata: &Value) -> Result<Vec<&Value>> {
    let packages = list(metadata, "packages")?;
    let by_id: BTreeMap<&str, &Value> =
        packages.iter().map(|package| Ok((text(package, "id")?, package))).collect::<Result<_>>()?;
    let mut theirs = Vec::new();
    for id in built_with(metadata)? {
        let package = by_id.get(id).with_context(|| format!("{id} is not described"))?;
        if package.get("source").is_some_and(Value::is_string) {
            theirs.push(*package);
        }
    }
    Ok(theirs)
}

fn row(package: &Value) -> Result<String> {
    let name = text(package, "name")?;
    let licence = package.get("license").and_then(Value::as_str);
    let Some(licence) = licence else { bail!("{name} names no licence; look at it, and decide") };
    let repository = package.get("repository").and_then(Value::as_str).unwrap_or("-");
    Ok([name, text(package, "version")?, licence, repository].join("\t"))
}

/// Ids of everything the binary reaches by normal and build dependencies.
fn built_with(metadata: &Value) -> Result<BTreeSet<&str>> {
    let nodes = list(metadata.get("resolve").context("no graph")?, "nodes")?;
    let edges: BTreeMap<&str, &Value> =
        nodes.iter().map(|node| Ok((text(node, "id")?, node))).collect::<Result<_>>()?;
    let binary =
        list(metadata, "packages")?.iter().find(|package| text(package, "name").is_ok_and(|n| n == BINARY));
    let mut wait = VecDeque::from([text(binary.context("the binary is not there")?, "id")?]);
    let mut reached = BTreeSet::new();
    while let Some(id) = wait.pop_front() {
        if reached.insert(id) {
            let node = edges.get(id).with_context(|| format!("{id} is not in the graph"))?;
            for dependency in list(node, "deps")?.iter().filter(|dependency| is_built_with(dependency)) {
                wait.push_back(text(dependency, "pkg")?);
            }
        }
    }
    Ok(reached)
}

fn is_built_with(dependency: &Value) -> bool {
    let kinds = dependency.get("dep_kinds").and_then(Value::as_array);
    kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind.get("kind").is_none_or(|kind| kind != "dev")))
}

fn list<'a>(value: &'a Value, name: &str) -> Result<&'a Vec<Value>> {
    value.get(name).and_then(Value::as_array).with_context(|| format!("cargo metadata has no {name}"))
}

fn text<'a>(value: &'a Value, name: &str) -> Result<&'a str> {
    value.get(name).and_then(Value::as_str).with_context(|| format!("cargo metadata has no {name}"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn package(name: &str, source: Option<&str>, license: Option<&str>) -> Value {
        json!({"id": name, "name": name, "version": "1.0.0", "source": source, "license": license,
               "repository": null})
    }

    fn node(id: &str, deps: &[(&str, Option<&str>)]) -> Value {
        let deps: Vec<Value> =
            deps.iter().map(|(pkg, kind)| json!({"pkg": pkg, "dep_kinds": [{"kind": kind}]})).collect();
        json!({"id": id, "deps": deps})
    }

    fn metadata(licence: Option<&str>) -> Value {
        json!({
            "packages": [
                package("vermilion", None, Some("Apache-2.0")),
                package("ours", None, None),
                package("theirs", Some("registry"), licence),
                package("tests-only", Some("registry"), None),
            ],
            "resolve": {"nodes": [
                node("vermilion", &[("ours", None), ("tests-only", Some("dev"))]),
                node("ours", &[("theirs", Some("build"))]),
                node("theirs", &[]),
                node("tests-only", &[]),
            ]},
        })
    }

    #[test]
    fn what_is_built_in_is_listed_and_nothing_else() {
        let metadata = metadata(Some("MIT"));
        let rows: Vec<_> =
            theirs(&metadata).unwrap().into_iter().map(|package| row(package).unwrap()).collect();
        assert_eq!(rows, ["theirs\t1.0.0\tMIT\t-"]);
    }

    #[test]
    fn a_crate_without_licence_stops_it() {
        assert!(row(&package("theirs", Some("registry"), None)).unwrap_err().to_string().contains("theirs"));
    }
}
