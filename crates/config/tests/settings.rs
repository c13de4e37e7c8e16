//! Settings from the file, the environment and flags; and what is said of wrong ones.
#![cfg(test)]

use std::path::PathBuf;

use vermilion_config::{Config, Door, File, Flag, Loaded, LogFormat, Problem, Runtime, Sources, schema};

struct Given {
    folder: tempfile::TempDir,
    sources: Sources,
}

fn nothing() -> Given {
    let sources = Sources { file: File::None, environment: Vec::new(), flags: Vec::new() };
    Given { folder: tempfile::tempdir().unwrap(), sources }
}

impl Given {
    fn file(mut self, text: &str) -> Given {
        let path = self.folder.path().join("vermilion.toml");
        std::fs::write(&path, text).unwrap();
        self.sources.file = File::Named(path);
        self
    }

    fn variable(mut self, name: &str, value: &str) -> Given {
        self.sources.environment.push((name.into(), value.into()));
        self
    }

    fn flag(mut self, setting: &'static str, value: &str) -> Given {
        self.sources.flags.push(Flag { setting, name: "--flag", value: value.into() });
        self
    }

    fn load(self) -> Loaded {
        Config::load(self.sources)
    }

    fn config(self) -> Config {
        self.load().into_config().unwrap()
    }

    fn problems(self) -> Vec<Problem> {
        self.load().problems.0
    }

    fn settings(self) -> Vec<String> {
        self.problems().into_iter().map(|problem| problem.setting).collect()
    }
}

#[test]
fn defaults_are_those_of_a_server_on_this_machine() {
    let config = nothing().config();
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.public_url().as_str(), "http://127.0.0.1:8080");
    assert_eq!(config.store.data, PathBuf::from("./data"));
    assert_eq!(config.metrics.listen, Door::At("127.0.0.1:9464".parse().unwrap()));
    assert_eq!((config.review.due_days, config.review.work_days.days().len()), (3, 5));
    assert_eq!(config.platform.time_zone.seconds_ahead(), 8 * 3_600);
    assert_eq!((config.sessions.idle_hours, config.sessions.days), (12, 7));
}

#[test]
fn a_flag_goes_before_the_environment_and_that_before_the_file() {
    let file = "[server]\nlisten = '127.0.0.1:1'\nnode = 'a'\nruntime = 'per-core'\n";
    let given = nothing().file(file).variable("VERMILION_SERVER_LISTEN", "127.0.0.1:2");
    let given = given.variable("VERMILION_SERVER_NODE", "b").flag("server.listen", "127.0.0.1:3");
    let server = given.config().server;
    assert_eq!((server.listen.port(), server.node.as_str(), server.runtime), (3, "b", Runtime::PerCore));
}

#[test]
fn lists_and_numbers_are_written_in_either_place() {
    let file = "[review]\nwork_days = ['sun', 'mon']\ndays_off = [2026-10-01, '2026-10-02']\n\
                due_days = 5\n[server]\ntrusted_proxies = ['10.0.0.0/8']";
    let given = nothing().file(file).variable("VERMILION_SERVER_TRUSTED_PROXIES", "10.1.2.3, ::1/128");
    let config = given.variable("VERMILION_REVIEW_DUE_DAYS", "7").config();
    assert_eq!(config.review.due_days, 7);
    assert_eq!(config.review.work_days.days().len(), 2);
    assert_eq!(config.review.days_off.len(), 2);
    assert_eq!(config.server.trusted_proxies.len(), 2);
}

#[test]
fn every_problem_is_told_at_once_with_its_place_and_a_next_step() {
    let file = "[server]\nlisten = 8080\nlisen = 1\n[review]\ndue_days = 0\n[servr]\na = 1\n";
    let given = nothing().file(file).variable("VERMILION_METRICS_LISTEN", "here");
    let problems = given.flag("log.format", "xml").problems();
    let said: Vec<&str> = problems.iter().map(|problem| problem.setting.as_str()).collect();
    let expected =
        ["server.lisen", "servr", "server.listen", "metrics.listen", "log.format", "review.due_days"];
    assert_eq!(said, expected);
    assert!(problems.iter().all(|problem| problem.origin.is_some() && !problem.next.is_empty()));
    assert_eq!(problems[3].origin.as_deref(), Some("VERMILION_METRICS_LISTEN"));
    assert_eq!(
        problems[4].to_string(),
        "log.format (--flag): `xml` is not a word known here\n  write one of text, json"
    );
}

#[test]
fn a_variable_of_a_section_must_be_a_setting() {
    let given = nothing().variable("VERMILION_SERVER_LISTN", "x").variable("VERMILION_TEST_POSTGRES", "x");
    assert_eq!(given.settings(), ["server.listn"]);
}

#[test]
fn what_does_not_go_together_is_refused() {
    let beyond = || nothing().variable("VERMILION_SERVER_LISTEN", "0.0.0.0:8080");
    assert_eq!(beyond().settings(), ["server.public_url"]);
    let url = beyond().variable("VERMILION_SERVER_PUBLIC_URL", "https://open.example.com/");
    assert_eq!(url.config().public_url().as_str(), "https://open.example.com");
    let same = nothing().variable("VERMILION_METRICS_LISTEN", "127.0.0.1:8080");
    assert_eq!(same.settings(), ["metrics.listen"]);
    let idle = nothing().file("[sessions]\nidle_hours = 48\ndays = 1");
    assert_eq!(idle.settings(), ["sessions.idle_hours"]);
    let days = nothing().file(
        "[review]
days_off = [2026-10-10]
days_worked = ['2026-10-10']",
    );
    assert_eq!(days.settings(), ["review.days_worked"]);
    let keys = nothing().variable("VERMILION_MASTER_KEY", "x").variable("VERMILION_MASTER_KEY_FILE", "y");
    assert_eq!(keys.settings(), ["keys.master_key_file"]);
}

#[test]
fn a_zone_has_days_of_24_hours() {
    let zone = |name| nothing().variable("VERMILION_PLATFORM_TIME_ZONE", name);
    assert_eq!(zone("Asia/Tokyo").config().platform.time_zone.seconds_ahead(), 9 * 3_600);
    for wrong in ["Europe/Berlin", "America/Bogota", "Asia/Atlantis"] {
        assert_eq!(zone(wrong).settings(), ["platform.time_zone"], "{wrong}");
    }
}

#[test]
fn secrets_are_neither_printed_nor_repeated_nor_taken_from_the_file() {
    let given = nothing().variable("VERMILION_STORE_URL", "postgres://u:hunter2@h/d");
    let config = given.variable("VERMILION_MASTER_KEY", "hunter2").config();
    assert!(!format!("{config:?}").contains("hunter2"));
    assert_eq!(config.keys.master_key.unwrap().expose(), "hunter2");
    for wrong in
        ["[store]\nurl = 'mysql://hunter2'", "[store]\nurl = 'hunter2", "[keys]\nmaster_key = 'hunter2'"]
    {
        let problems = nothing().file(wrong).problems();
        assert_eq!(problems.len(), 1, "{wrong}");
        assert!(!problems[0].to_string().contains("hunter2"), "{wrong}: {}", problems[0]);
    }
}

#[test]
fn a_file_must_be_there_when_it_is_named() {
    let absent = PathBuf::from("/nowhere/vermilion.toml");
    let load = |file| Config::load(Sources { file, environment: Vec::new(), flags: Vec::new() });
    assert_eq!(load(File::Named(absent.clone())).problems.0[0].setting, "/nowhere/vermilion.toml");
    assert!(load(File::IfThere(absent)).into_config().is_ok());
    let broken = nothing().file("[server]\nlisten = \n").problems();
    assert!(broken[0].reason.starts_with("line 2 is not TOML"), "{}", broken[0].reason);
}

#[test]
fn the_log_format_that_was_asked_for_is_known_though_something_is_wrong() {
    let loaded = nothing().flag("log.format", "json").variable("VERMILION_SERVER_LISTEN", "x").load();
    assert_eq!((loaded.config.log.format, loaded.problems.0.len()), (LogFormat::Json, 1));
}

#[test]
fn the_schema_documents_every_setting_and_leaves_secrets_of_the_environment_out() {
    let schema = schema();
    let sections = schema["properties"].as_object().unwrap();
    assert_eq!(sections.len(), 13);
    for (name, section) in sections {
        assert_eq!(section["additionalProperties"], false, "{name}");
        for (setting, schema) in section["properties"].as_object().unwrap() {
            assert!(schema["description"].as_str().unwrap().len() > 20, "{name}.{setting}");
        }
    }
    assert_eq!(sections["server"]["properties"]["listen"]["default"], "127.0.0.1:8080");
    assert_eq!(sections["review"]["properties"]["due_days"]["maximum"], 60);
    assert!(sections["keys"]["properties"]["master_key"].is_null());
}
