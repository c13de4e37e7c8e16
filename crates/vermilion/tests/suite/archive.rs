//! Backup and restore from the command line, beside a running server and into another folder.

use std::path::Path;

use serde_json::Value;

use crate::binary::{Run, vermilion};
use crate::service::serve;

fn run(folder: &Path, args: &[&str]) -> Run {
    vermilion().current_dir(folder).args(args).run()
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|_| panic!("{} {}", run.out, run.err))
}

#[test]
fn a_base_is_made_beside_the_server_and_a_lost_tail_must_be_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let server = serve(at, "off", "");
    let base = run(at, &["backup", "archive", "--json"]);
    assert!(base.good(), "{}", base.err);
    assert!(json(&base)["rows"].as_i64().unwrap() > 5);
    let held = run(at, &["restore", "archive"]);
    assert_eq!(held.code, Some(1), "{}", held.out);
    server.stop();
    // What nobody backed up: the data folder's heads remember that there was something.
    assert!(run(at, &["key", "rotate", "token"]).good());
    let used = run(at, &["restore", "archive"]);
    assert!(used.err.contains("fresh store"), "{}", used.err);
    std::fs::create_dir(at.join("other")).unwrap();
    std::fs::copy(at.join("data/audit-heads"), at.join("other/audit-heads")).unwrap();

    let told = run(at, &["restore", "archive", "--data", "other"]);
    assert_eq!(told.code, Some(2), "{}", told.err);
    assert!(
        told.out.contains("MISSING: entries 1 to 1") && told.out.contains("--accept-gap"),
        "{}",
        told.out
    );
    let accepted = run(at, &["restore", "--accept-gap", "--data", "other", "--json"]);
    assert_eq!(json(&accepted)["accepted"][0]["before"], 2);
    let proven = run(at, &["audit", "verify", "--data", "other", "--json"]);
    assert!(proven.good(), "{}", proven.out);
    let settings = std::fs::read_to_string(at.join("vermilion.toml")).unwrap();
    std::fs::write(at.join("vermilion.toml"), format!("{settings}[store]\ndata = 'other'\n")).unwrap();
    let server = vermilion().current_dir(at).args(["serve"]).serve();
    assert!(server.get("/cgi-bin/token").contains("41002"));
    server.stop();
}

#[test]
fn following_archives_until_it_is_stopped() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    serve(at, "off", "").stop();
    let follow = || vermilion().current_dir(at).args(["backup", "archive", "--follow"]).until("following");
    let (code, said) = follow().stop();
    assert_eq!(code, Some(0), "{said}");
    assert!(run(at, &["key", "rotate"]).good());
    // Its last look, on being stopped, is enough.
    let (code, said) = follow().stop();
    assert_eq!(code, Some(0), "{said}");
    let told = run(at, &["restore", "archive", "--data", "other", "--json"]);
    let restored = &json(&told)["restored"];
    assert_eq!((restored["until"].as_str(), restored["incarnation"].as_i64()), (Some("0-3"), Some(2)));
    assert!(run(at, &["audit", "verify", "--data", "other"]).good());
}
