//! Public SDKs against the binary.

#![expect(clippy::unwrap_used, reason = "what is not as expected fails the test")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;

use vermilion_tests_contract::Probe;

fn listed(name: &str) -> BTreeSet<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("expected/{name}.txt"));
    std::fs::read_to_string(file).unwrap().lines().map(str::to_owned).collect()
}

fn named(variable: &str) -> Option<OsString> {
    std::env::var_os(variable)
}

fn check(test: &str, name: &'static str, interpreter: &str, script: &'static str) {
    let Some(binary) = named("VERMILION_TEST_BINARY") else {
        println!("skipped: {test}: VERMILION_TEST_BINARY is not set");
        return;
    };
    let Some(program) = named(interpreter) else {
        println!("skipped: {test}: {interpreter} is not set");
        return;
    };
    let verdicts = Probe { name, program, script }.run(&binary).unwrap();
    println!("{name}: {} ok, {} not yet", verdicts.ok.len(), verdicts.others.len());
    for (check, why) in &verdicts.others {
        println!("not yet: {check} {why}");
    }
    assert_eq!(verdicts.differences(&listed(name)), Vec::<String>::new());
}

#[test]
fn wechatpy() {
    check("wechatpy", "wechatpy", "VERMILION_TEST_PYTHON", "wechatpy/probe.py");
}

// The same program on the SDK's next version, which is still marked as an alpha.
#[test]
fn wechatpy_v2() {
    check("wechatpy_v2", "wechatpy-v2", "VERMILION_TEST_PYTHON_V2", "wechatpy/probe.py");
}

#[test]
fn node_easywechat() {
    check("node_easywechat", "node-easywechat", "VERMILION_TEST_NODE", "node-easywechat/probe.js");
}

#[test]
fn the_lists_hold_what_this_version_owes() {
    for name in ["wechatpy", "wechatpy-v2"] {
        let wechatpy = listed(name);
        for area in ["token.", "login.", "phone.", "errors.", "oauth."] {
            assert!(wechatpy.iter().any(|check| check.starts_with(area)), "{name} {area}");
        }
    }
}
