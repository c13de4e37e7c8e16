//! `vermilion serve` from an empty folder on.

use std::net::TcpListener;
use std::path::Path;
use std::process::ChildStderr;

use crate::binary::{Server, vermilion};

/// A port that nobody has just now, below those that the system gives out by itself: a neighbour that asks
/// for any could get one of these meanwhile.
fn free_address() -> String {
    let first = 20_000 + u16::try_from(std::process::id() % 10_000).unwrap();
    let free = (first..first + 200).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok());
    format!("127.0.0.1:{}", free.unwrap())
}

pub(crate) fn serve(folder: &Path, metrics: &str, more: &str) -> Server<ChildStderr> {
    if !folder.join("k").exists() {
        assert!(vermilion().current_dir(folder).args(["key", "new", "--out", "k"]).run().good());
    }
    let settings = format!(
        "[keys]\nmaster_key_file = 'k'\n[metrics]\nlisten = '{metrics}'\n[server]\n\
         listen = '127.0.0.1:0'\n{more}\n[log]\nformat = 'json'\n"
    );
    std::fs::write(folder.join("vermilion.toml"), settings).unwrap();
    vermilion().current_dir(folder).args(["serve"]).serve()
}

#[test]
fn it_answers_and_stops_in_order_in_either_layout() {
    let folder = tempfile::tempdir().unwrap();
    for layout in ["shared", "per-core"] {
        let server = serve(folder.path(), "off", &format!("runtime = '{layout}'"));
        assert!(server.get("/cgi-bin/token").contains("41002"));
        assert!(server.get("/dev/v1/env").contains("errcode"), "the simulation's face is not here");
        let (code, said) = server.stop();
        assert_eq!(code, Some(0), "{said}");
        assert!(said.contains(r#""message":"stopped""#), "{said}");
    }
}

#[test]
fn machines_ask_on_a_door_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let door = free_address();
    let server = serve(folder.path(), &door, "");
    assert!(server.get("/metrics").contains("errcode"), "not on the public one");
    let ask = |path| crate::binary::get(&door, path);
    assert!(ask("/live").starts_with("HTTP/1.1 200"));
    let metrics = ask("/metrics");
    assert!(metrics.contains(r#"vermilion_answers_total{face="wechat",status="2xx"} 1"#), "{metrics}");
    // How many is not said: the refusal just answered may be on its way to the store.
    assert!(metrics.contains("\nvermilion_facts_waiting "), "{metrics}");
    assert!(ask("/ready").contains("ready"));
    assert!(ask("/nothing").starts_with("HTTP/1.1 404"));
}

#[test]
fn the_key_of_another_installation_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    serve(folder.path(), "off", "").stop();
    std::fs::remove_file(folder.path().join("k")).unwrap();
    assert!(vermilion().current_dir(folder.path()).args(["key", "new", "--out", "k"]).run().good());
    let told = vermilion().current_dir(folder.path()).args(["serve"]).run();
    assert_eq!(told.code, Some(1));
    assert!(told.err.contains("does not unwrap"), "{}", told.err);
}
