//! `vermilion dev` from start to stop, and commands beside it.

use std::path::Path;
use std::process::ChildStdout;

use crate::binary::{Run, Server, vermilion};
use serde_json::Value;

fn dev(data: &Path, more: &[&str]) -> Server<ChildStdout> {
    vermilion().args(["dev", "--listen", "127.0.0.1:0", "--data"]).arg(data).args(more).simulate()
}

fn beside(data: &Path, words: &[&str]) -> Run {
    vermilion().args(words).arg("--data").arg(data).run()
}

#[test]
fn it_answers_every_face_and_stops_in_order() {
    let data = tempfile::tempdir().unwrap();
    let server = dev(data.path(), &[]);
    assert!(server.get("/cgi-bin/token").contains("41002"));
    assert!(server.get("/api/v1/me").starts_with("HTTP/1.1 401"));
    assert_eq!(server.stop(), (Some(0), String::new()));

    let again = dev(data.path(), &["--log", "json"]);
    assert!(again.get("/cgi-bin/token").contains("41002"));
}

#[test]
fn its_files_are_for_its_owner_and_are_kept() {
    use std::os::unix::fs::PermissionsExt;

    let parent = tempfile::tempdir().unwrap();
    let data = parent.path().join("data");
    drop(dev(&data, &["--seed", "7"]));
    for name in ["master.key", "dev.seed", "dev.clock"] {
        let mode = data.join(name).metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    let seed = std::fs::read(data.join("dev.seed")).unwrap();
    let key = std::fs::read(data.join("master.key")).unwrap();
    drop(dev(&data, &[]));
    assert_eq!(std::fs::read(data.join("master.key")).unwrap(), key);
    drop(dev(&data, &["--fresh", "--seed", "7"]));
    assert_eq!(std::fs::read(data.join("dev.seed")).unwrap(), seed);
    assert_ne!(std::fs::read(data.join("master.key")).unwrap(), key);
}

#[test]
fn a_second_server_is_refused_and_commands_read_beside_the_first() {
    let data = tempfile::tempdir().unwrap();
    let server = dev(data.path(), &[]);
    let second = beside(data.path(), &["dev", "--listen", "127.0.0.1:0"]);
    assert_eq!(second.code, Some(1));
    assert!(second.err.contains("another server holds this folder"), "{}", second.err);
    let fresh = beside(data.path(), &["dev", "--listen", "127.0.0.1:0", "--fresh"]);
    assert!(fresh.err.contains("stop it first"), "{}", fresh.err);

    let audit = beside(data.path(), &["audit", "verify", "--json"]);
    let report: Value = serde_json::from_str(&audit.out).unwrap();
    assert_eq!(report["ok"], true, "{report}");
    assert_eq!(server.stop().0, Some(0));
}

#[test]
fn renewed_keys_are_in_the_audit_log() {
    let data = tempfile::tempdir().unwrap();
    dev(data.path(), &[]).stop();
    let entries = || -> Value {
        let audit = beside(data.path(), &["audit", "verify", "--json"]);
        assert!(audit.good(), "{}{}", audit.out, audit.err);
        serde_json::from_str::<Value>(&audit.out).unwrap()["lanes"][0].clone()
    };
    let before = entries()["entries"].as_i64().unwrap();
    let rotated = beside(data.path(), &["key", "rotate", "--json"]);
    assert!(rotated.good(), "{}", rotated.err);
    assert!(beside(data.path(), &["key", "rotate", "master"]).good());
    let after = entries();
    assert_eq!(after["entries"].as_i64().unwrap() - before, 4);
    assert_eq!(after["proven"], after["tip"], "an orderly end signs the head");
    let keys = std::fs::read_to_string(data.path().join("master.key")).unwrap();
    assert_eq!(keys.matches("\nmaster ").count(), 2);
    let server = dev(data.path(), &[]);
    assert!(server.get("/cgi-bin/token").contains("41002"));
}

#[test]
fn what_dev_made_is_not_served() {
    let data = tempfile::tempdir().unwrap();
    dev(data.path(), &[]).stop();
    let key = data.path().join("master.key");
    let hidden = data.path().join("dev.seed");
    std::fs::remove_file(hidden).unwrap();
    let serve = vermilion().args(["serve", "--listen", "127.0.0.1:0", "--data"]).arg(data.path());
    let serve = serve.env("VERMILION_MASTER_KEY_FILE", &key.display().to_string()).run();
    assert_eq!(serve.code, Some(1));
    assert!(serve.err.contains("it was made by `dev`, not `serve`"), "{}", serve.err);
}

#[test]
fn explain_says_what_is_wrong_with_the_question() {
    let data = tempfile::tempdir().unwrap();
    dev(data.path(), &[]).stop();
    let ask = |appid: &str, call: &str| beside(data.path(), &["explain", "--appid", appid, "--call", call]);
    assert!(ask("wx0123456789abcdef", "GET:/nowhere").err.contains("there is no call"));
    assert!(ask("x", "GET:/cgi-bin/token").err.contains("is no AppID"));
}

#[test]
fn explain_answers_for_a_time_before() {
    let data = tempfile::tempdir().unwrap();
    let server = dev(data.path(), &["--seed", "7"]);
    let told = server.get("/dev/v1/env");
    let env: Value = serde_json::from_str(told.split_once("\r\n\r\n").unwrap().1).unwrap();
    let app_id = env["APPID"].as_str().unwrap();
    let call = ["explain", "--json", "--call", "POST:/wxa/business/getuserphonenumber", "--appid", app_id];
    let at = |time: &str| beside(data.path(), &[&call[..], &["--at", time]].concat());
    // The log says of now what the rows say.
    let clock =
        std::process::Command::new("date").args(["-u", "+%Y-%m-%dT%H:%M:%SZ", "-d", "+1 min"]).output();
    let soon = String::from_utf8(clock.unwrap().stdout).unwrap();
    let (now, replayed) = (beside(data.path(), &call), at(soon.trim()));
    assert!(now.code == replayed.code && now.err == replayed.err, "{} {}", now.err, replayed.err);
    let same = |run: &Run| serde_json::from_str::<Value>(&run.out).unwrap()["steps"].clone();
    assert_eq!(same(&now), same(&replayed));
    let before = at("2001-01-01T00:00:00Z");
    assert!(before.err.contains("no account has the AppID"), "{}", before.err);
    assert!(at("yesterday").err.contains("a time is like"));
}
