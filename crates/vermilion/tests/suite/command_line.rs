//! The command line as a person or a script meets it: the built binary, its output and how it ends.

use crate::binary::{Run, vermilion};
use serde_json::Value;

#[test]
fn help_teaches_and_the_version_is_told() {
    let help = vermilion().args(["--help"]).run();
    assert!(help.good() && help.out.contains("vermilion dev"), "{}", help.out);
    assert!(vermilion().args(["--version"]).run().out.starts_with("vermilion 0."));
    assert_eq!(vermilion().args(["no-such-thing"]).run().code, Some(2));
}

#[test]
fn settings_are_checked_with_everything_that_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let check =
        |args: &[&str]| vermilion().current_dir(folder.path()).args(["config", "check"]).args(args).run();
    assert!(check(&[]).good());

    std::fs::write(folder.path().join("vermilion.toml"), "[server]\nlisten = 1\n[review]\ndue_day = 3\n")
        .unwrap();
    let told = check(&[]);
    assert_eq!(told.code, Some(1));
    for part in ["2 settings", "server.listen (vermilion.toml)", "review.due_day", "like 127.0.0.1:8080"] {
        assert!(told.err.contains(part), "{part} is not in {}", told.err);
    }
    let data: Value = serde_json::from_str(&check(&["--json"]).out).unwrap();
    assert_eq!((data["ok"].as_bool(), data["problems"].as_array().unwrap().len()), (Some(false), 2));
}

#[test]
fn the_environment_overrides_the_file_and_is_checked_too() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("vermilion.toml"), "[server]\nlisten = 1\n").unwrap();
    let run = |value| {
        let check = vermilion().current_dir(folder.path()).args(["config", "check"]);
        check.env("VERMILION_SERVER_LISTEN", value).run()
    };
    assert!(run("127.0.0.1:1").good());
    assert!(run("x").err.contains("server.listen (VERMILION_SERVER_LISTEN)"));
}

#[test]
fn the_schema_is_json() {
    let schema: Value = serde_json::from_str(&vermilion().args(["config", "schema"]).run().out).unwrap();
    assert_eq!(schema["title"], "vermilion.toml");
}

#[test]
fn a_key_is_made_once_and_kept_from_others() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let make = || vermilion().current_dir(folder.path()).args(["key", "new", "--out", "k", "--json"]).run();
    let told: Value = serde_json::from_str(&make().out).unwrap();
    assert_eq!(told["file"], "k");
    let file = folder.path().join("k");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    let before = std::fs::read(&file).unwrap();
    assert_eq!(make().code, Some(1));
    assert_eq!(std::fs::read(&file).unwrap(), before);
    assert!(vermilion().args(["key", "new"]).run().out.starts_with("vermilion-keys 1\n"));
}

#[test]
fn licences_name_what_is_in_the_binary() {
    let rows: Value = serde_json::from_str(&vermilion().args(["licences", "--json"]).run().out).unwrap();
    let rows = rows.as_array().unwrap();
    let named = |name: &str| rows.iter().find(|row| row["name"] == name);
    assert_eq!(named("axum").unwrap()["licence"], "MIT");
    assert!(named("insta").is_none() && named("vermilion").is_none());
    assert!(rows.iter().all(|row| !row["licence"].as_str().unwrap().is_empty()));
    let texts = vermilion().args(["licences", "--texts"]).run().out;
    for row in rows {
        let name = format!("{} {}", row["name"].as_str().unwrap(), row["version"].as_str().unwrap());
        assert!(texts.contains(&name), "{name} is in no heading");
    }
}

#[test]
fn serve_wants_a_master_key_and_refuses_what_dev_made() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("dev.seed"), "").unwrap();
    let told = vermilion().args(["serve", "--data"]).arg(folder.path()).run();
    assert_eq!(told.code, Some(1));
    assert!(told.err.contains("vermilion dev") && told.err.contains("vermilion key new"), "{}", told.err);
}

#[test]
fn dev_stays_on_this_machine_unless_told() {
    let Run { code, out, err } = vermilion().args(["dev", "--listen", "0.0.0.0:0"]).run();
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("--expose"), "{err}");
}

#[test]
fn nobody_at_home_is_said_plainly() {
    let told = vermilion().args(["dev", "env", "--server", "http://127.0.0.1:1"]).run();
    assert_eq!(told.code, Some(1));
    assert!(told.err.contains("is `vermilion dev` running there?"), "{}", told.err);
}

#[test]
fn the_first_operator_is_invited_by_a_link_that_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    assert!(vermilion().current_dir(folder.path()).args(["key", "new", "--out", "k"]).run().good());
    let settings = "[keys]\nmaster_key_file = \"k\"\n[server]\npublic_url = \"https://open.example.com/\"\n";
    std::fs::write(folder.path().join("vermilion.toml"), settings).unwrap();
    let invite = |email: &str| {
        let words = ["admin", "invite", "--role", "operator", "--json", "--email", email];
        vermilion().current_dir(folder.path()).args(words).run()
    };
    let told: Value = serde_json::from_str(&invite("op@example.com").out).unwrap();
    let link = told["link"].as_str().unwrap();
    assert!(link.starts_with("https://open.example.com/invitation#vml_"), "{link}");
    let again: Value = serde_json::from_str(&invite("op@example.com").out).unwrap();
    assert_ne!(again["link"], told["link"]);
    assert!(!invite("nobody").good());
}

#[test]
fn a_clock_is_accepted_only_by_saying_so() {
    let folder = tempfile::tempdir().unwrap();
    assert!(vermilion().current_dir(folder.path()).args(["key", "new", "--out", "k"]).run().good());
    let settings = "[keys]\nmaster_key_file = \"k\"\n[server]\npublic_url = \"https://open.example.com/\"\n";
    std::fs::write(folder.path().join("vermilion.toml"), settings).unwrap();
    let clock = |words: &[&str]| {
        vermilion().current_dir(folder.path()).args(["admin", "clock", "--json"]).args(words).run()
    };
    assert!(!clock(&[]).good());
    let told: Value = serde_json::from_str(&clock(&["--accept"]).out).unwrap();
    assert!(told["clock_ms"].as_i64().unwrap() > 1_700_000_000_000, "{told}");
}
