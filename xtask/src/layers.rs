//! Who may know whom: the table, and the graph held against it.
//!
//! Outer crates know inner ones, never back. The table is about normal and build dependencies; in tests a
//! crate may know more (`testkit` is for nothing else).

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::checkout::Checkout;
use crate::report::{Ending, Outcome};

/// What a folder's package may know of the workspace.
enum Knows {
    These(&'static [&'static str]),
    AllBut(&'static [&'static str]),
}

const TABLE: &[(&str, Knows)] = &[
    ("crates/model", Knows::These(&[])),
    ("crates/decide", Knows::These(&["model"])),
    ("crates/seal", Knows::These(&["model"])),
    ("crates/wire", Knows::These(&["model"])),
    ("crates/store", Knows::These(&["model", "seal"])),
    ("crates/service", Knows::These(&["model", "decide", "seal", "store"])),
    ("crates/post", Knows::These(&["service"])),
    ("crates/push", Knows::These(&["model", "wire", "seal", "store"])),
    ("crates/ui", Knows::These(&["model"])),
    ("crates/http", Knows::These(&["service", "model", "wire", "ui", "decide"])),
    ("crates/config", Knows::These(&[])),
    ("crates/tour", Knows::These(&["wire"])),
    ("crates/testkit", Knows::AllBut(&["xtask"])),
    ("crates/vermilion", Knows::AllBut(&["testkit", "xtask"])),
    ("xtask", Knows::These(&[])),
];

/// Libraries that a crate may not reach, not even through another.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("crates/model", &["tokio", "axum", "rusqlite", "tokio-postgres"]),
    ("crates/decide", &["tokio", "axum", "rusqlite", "tokio-postgres"]),
    ("crates/seal", &["tokio", "axum", "rusqlite", "tokio-postgres"]),
    ("crates/wire", &["tokio", "axum", "rusqlite", "tokio-postgres"]),
    ("crates/store", &["axum"]),
    ("crates/service", &["axum"]),
];

pub(crate) fn run(checkout: &Checkout, _words: &[String]) -> Result<Ending> {
    let (Outcome::Done(note) | Outcome::NotRun(note)) = check(checkout)?;
    println!("{note}");
    Ok(Ending::Good)
}

pub(crate) fn check(checkout: &Checkout) -> Result<Outcome> {
    let graph = Graph::read(&checkout.metadata()?, checkout.root())?;
    let faults = faults(&graph);
    if !faults.is_empty() {
        bail!("{} edges are not in the table:\n{}", faults.len(), faults.join("\n"));
    }
    let edges: usize = graph.members.keys().map(|id| graph.inner(id).count()).sum();
    Ok(Outcome::Done(format!(
        "{} packages, {edges} edges between them, all in the table",
        graph.members.len()
    )))
}

/// Packages and their normal and build dependencies.
#[derive(Default)]
struct Graph {
    /// Id → folder, of the workspace's own.
    members: BTreeMap<String, String>,
    /// Id → name, of all.
    names: BTreeMap<String, String>,
    edges: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn read(metadata: &Value, root: &Path) -> Result<Self> {
        let mut graph = Self::default();
        let ours: BTreeSet<&str> = list(metadata, "workspace_members").filter_map(Value::as_str).collect();
        for package in list(metadata, "packages") {
            let id = text(package, "id")?;
            graph.names.insert(id.into(), text(package, "name")?.into());
            if ours.contains(id) {
                let manifest = Path::new(text(package, "manifest_path")?);
                let folder = manifest.parent().and_then(|folder| folder.strip_prefix(root).ok());
                let folder = folder.with_context(|| format!("{id} lies outside the checkout"))?;
                graph.members.insert(id.into(), folder.to_string_lossy().into_owned());
            }
        }
        let resolve = metadata.get("resolve").context("cargo metadata has no graph")?;
        for node in list(resolve, "nodes") {
            let inner = list(node, "deps").filter(|dependency| is_built_in(dependency));
            let inner = inner.filter_map(|dependency| text(dependency, "pkg").ok().map(str::to_owned));
            graph.edges.insert(text(node, "id")?.into(), inner.collect());
        }
        Ok(graph)
    }

    /// The workspace's own packages that this one knows.
    fn inner<'a>(&'a self, id: &str) -> impl Iterator<Item = &'a str> {
        let edges = self.edges.get(id).into_iter().flatten();
        edges.filter_map(|to| self.members.get(to)).map(String::as_str)
    }

    /// The shortest way from a package to one of that name.
    fn way(&self, from: &str, name: &str) -> Option<Vec<&str>> {
        let mut seen = BTreeSet::from([from]);
        let mut queue = VecDeque::from([vec![from]]);
        while let Some(way) = queue.pop_front() {
            let last = *way.last()?;
            if self.names.get(last).is_some_and(|found| found == name) {
                return Some(way.iter().filter_map(|id| self.names.get(*id)).map(String::as_str).collect());
            }
            for next in self.edges.get(last).into_iter().flatten() {
                if seen.insert(next) {
                    queue.push_back(way.iter().copied().chain([next.as_str()]).collect());
                }
            }
        }
        None
    }
}

fn faults(graph: &Graph) -> Vec<String> {
    let mut faults = Vec::new();
    for (id, folder) in &graph.members {
        if folder.starts_with("tests/") {
            continue;
        }
        let Some((_, knows)) = TABLE.iter().find(|(row, _)| row == folder) else {
            faults.push(format!("  {folder} has no row in the table (xtask/src/layers.rs)"));
            continue;
        };
        let unknown = graph.inner(id).filter(|inner| !allows(knows, inner));
        faults.extend(unknown.map(|inner| format!("  {folder} → {inner}")));
        let forbidden = FORBIDDEN.iter().filter(|(row, _)| row == folder).flat_map(|(_, names)| *names);
        faults.extend(
            forbidden.filter_map(|name| graph.way(id, name)).map(|way| format!("  {}", way.join(" → "))),
        );
    }
    faults
}

fn allows(knows: &Knows, inner: &str) -> bool {
    let name = inner.strip_prefix("crates/").unwrap_or(inner);
    match knows {
        Knows::These(names) => names.contains(&name),
        Knows::AllBut(names) => !names.contains(&name),
    }
}

/// Normal and build dependencies count; those for tests do not.
fn is_built_in(dependency: &Value) -> bool {
    list(dependency, "dep_kinds").any(|kind| kind.get("kind").and_then(Value::as_str) != Some("dev"))
}

fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str> {
    value.get(key).and_then(Value::as_str).with_context(|| format!("cargo metadata: no {key}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(edges: &[(&str, &str)], outside: &[&str]) -> Graph {
        let mut graph = Graph::default();
        for folder in edges.iter().flat_map(|(from, to)| [*from, *to]) {
            graph.names.insert(folder.into(), folder.into());
            if !outside.contains(&folder) {
                graph.members.insert(folder.into(), folder.into());
            }
        }
        for (from, to) in edges {
            graph.edges.entry((*from).into()).or_default().push((*to).into());
        }
        graph
    }

    #[test]
    fn edges_of_the_table_pass() {
        let graph = graph(&[("crates/store", "crates/model"), ("tests/contract", "crates/testkit")], &[]);
        assert_eq!(faults(&graph), Vec::<String>::new());
    }

    #[test]
    fn an_edge_back_is_a_fault() {
        let graph = graph(&[("crates/http", "crates/store"), ("crates/vermilion", "crates/testkit")], &[]);
        assert_eq!(faults(&graph), ["  crates/http → crates/store", "  crates/vermilion → crates/testkit"]);
    }

    #[test]
    fn a_crate_without_a_row_is_a_fault() {
        let graph = graph(&[("crates/helpers", "crates/model")], &[]);
        assert_eq!(faults(&graph), ["  crates/helpers has no row in the table (xtask/src/layers.rs)"]);
    }

    #[test]
    fn a_forbidden_library_is_found_behind_another() {
        let graph = graph(&[("crates/wire", "quick-xml"), ("quick-xml", "tokio")], &["quick-xml", "tokio"]);
        assert_eq!(faults(&graph), ["  crates/wire → quick-xml → tokio"]);
    }

    #[test]
    fn dependencies_for_tests_do_not_count() {
        assert!(!is_built_in(&serde_json::json!({"dep_kinds": [{"kind": "dev"}]})));
        assert!(is_built_in(&serde_json::json!({"dep_kinds": [{"kind": "dev"}, {"kind": null}]})));
    }
}
