//! Canaries: whatever secret or personal text went over the wire during a tour is in no log line, not even at the
//! finest level, and in no file of the server's.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use vermilion_tests_tour::message::Message;
use vermilion_tests_tour::{Lie, Proxy, Server, server};
use vermilion_tour::{Options, Voice};

/// Names whose values are secrets, or a person's.
const NAMES: [&str; 17] = [
    "access_token",
    "code",
    "email",
    "encrypted_data",
    "encryptedData",
    "js_code",
    "key",
    "login",
    "nickname",
    "openid",
    "password",
    "phone",
    "phoneNumber",
    "purePhoneNumber",
    "refresh_token",
    "secret",
    "session_key",
];
/// Shorter texts, like a code of six digits or the name of a refusal, may stand anywhere by chance.
const SHORTEST: usize = 11;
/// Ends of the names in `/dev/v1/env` that are no secrets.
const OPEN: [&str; 4] = ["APPID", "_URL", "_APP", "_ID"];

/// Where each canary was seen first.
type Canaries = BTreeMap<String, String>;

fn remember(canaries: &mut Canaries, text: &str, seen: &str) {
    // Those of a query are seen elsewhere as they are.
    let escaped = text.contains('%');
    // Words of the protocol are neither secrets nor anybody's.
    let word = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    if text.len() >= SHORTEST && !word && !escaped {
        canaries.entry(text.to_owned()).or_insert_with(|| seen.to_owned());
    }
}

fn of_json(canaries: &mut Canaries, value: &Value, (name, seen): (&str, &str)) {
    match value {
        Value::String(text) if NAMES.contains(&name) => remember(canaries, text, &format!("{seen} {name}")),
        Value::Array(all) => all.iter().for_each(|one| of_json(canaries, one, (name, seen))),
        Value::Object(members) => {
            members.iter().for_each(|(name, value)| of_json(canaries, value, (name, seen)));
        }
        _ => {}
    }
}

fn of_message(canaries: &mut Canaries, message: &Message, seen: &str) {
    of_json(canaries, &message.json(), ("", seen));
    if seen.ends_with("/dev/v1/env") {
        let Value::Object(values) = message.json() else { return };
        for (name, value) in values.iter().filter(|(name, _)| !OPEN.iter().any(|end| name.ends_with(end))) {
            remember(canaries, value.as_str().unwrap_or_default(), name);
        }
    }
    for (name, value) in message.target().split_once('?').into_iter().flat_map(|(_, query)| pairs(query)) {
        if NAMES.contains(&name) {
            remember(canaries, value, &format!("{seen} {name}"));
        }
    }
    for (name, value) in &message.headers {
        match name.as_str() {
            "authorization" => {
                remember(canaries, value.trim_start_matches("Bearer "), &format!("{seen} {name}"));
            }

            "cookie" | "set-cookie" => {
                let pairs = value.split("; ").filter_map(|pair| pair.split_once('='));
                for (_, value) in pairs.filter(|(name, _)| *name != "Path") {
                    remember(canaries, value, &format!("{seen} {name}"));
                }
            }
            _ => {}
        }
    }
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter_map(|pair| pair.split_once('='))
}

/// What was said, and to which request.
fn canaries(heard: &[Message]) -> Canaries {
    let mut canaries = Canaries::new();
    for exchange in heard.chunks(2) {
        let seen =
            exchange.first().map(|asked| format!("{} {}", asked.method(), asked.path())).unwrap_or_default();
        for message in exchange {
            of_message(&mut canaries, message, &seen);
        }
    }
    canaries
}

/// Every file below a folder.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push((entry.path().display().to_string(), fs::read(entry.path()).unwrap_or_default()));
        }
    }
    found
}

fn sightings(canaries: &Canaries, place: &str, bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes);
    let seen = canaries.iter().filter(|(canary, _)| text.contains(canary.as_str()));
    seen.map(|(_, from)| format!("{from} in {place}")).collect()
}

/// The step that failed, and the counts.
fn last_two(told: &[u8]) -> String {
    let told = String::from_utf8_lossy(told);
    let lines: Vec<&str> = told.lines().collect();
    lines.iter().skip(lines.len().saturating_sub(2)).copied().collect::<Vec<_>>().join("\n")
}

#[test]
fn no_secret_of_a_tour_is_logged_or_kept_readable() {
    let case = "no_secret_of_a_tour_is_logged_or_kept_readable";
    let Some(binary) = std::env::var_os(server::BINARY) else {
        println!("skipped: {case}: {} names no program", server::BINARY);
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let stderr = Stdio::from(fs::File::create(&log).unwrap());
    let server = Server::start_with(&binary, &[("VERMILION_LOG_FILTER", "trace")], stderr).unwrap();
    let proxy = Proxy::start(server.address(), Lie::None).unwrap();
    let options = Options { server: proxy.url(), word: "canaries".to_owned(), voice: Voice::Json };
    let mut told = Vec::new();
    let tally = vermilion_tour::run(&options, &mut told).unwrap();
    assert!(tally.is_good(), "{}", last_two(&told));
    let canaries = canaries(&proxy.heard());
    for name in [" access_token", " email", " openid", " password", " secret", " session_key", " set-cookie"]
    {
        assert!(canaries.values().any(|seen| seen.ends_with(name)), "no canary is a{name}");
    }
    let lines = fs::read(&log).unwrap();
    assert!(lines.len() > 10_000, "the finest level says more than {} bytes", lines.len());
    // What the person who starts it is told stands before the log's first line.
    let greeting = lines.windows(8).position(|at| at == b"fresh co").unwrap_or(0);
    let mut seen = sightings(&canaries, "the log", lines.get(greeting..).unwrap());
    for (name, bytes) in files(server.data()) {
        seen.extend(sightings(&canaries, &name, &bytes));
    }
    assert!(seen.is_empty(), "{seen:#?}");
    println!("{} canaries, in none of {} bytes of log lines", canaries.len(), lines.len());
}

#[test]
fn a_canary_in_a_line_is_seen() {
    let mut canaries = Canaries::new();
    let body = serde_json::json!({ "list": [{ "secret": "0123456789abcdef", "kind": "0123456789abcdee" }] });
    of_json(&mut canaries, &body, ("", "POST /x"));
    assert_eq!(canaries.len(), 1, "{canaries:?}");
    let seen = sightings(&canaries, "the log", b"took 0123456789abcdef from x");
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["POST /x secret in the log"]);
    assert!(sightings(&canaries, "the log", b"took 0123456789abcdee").is_empty());
}
