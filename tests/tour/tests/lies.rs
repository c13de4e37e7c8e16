//! The tour against a server of this build: it passes, and with a lie it fails at the lie's step.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::ffi::OsString;
use std::process::Command;

use serde_json::Value;
use vermilion_tests_tour::{Lie, Proxy, Server, server};
use vermilion_tour::{Options, Tally, Voice};

/// The program to try, or the reason why this case cannot run.
fn binary(case: &str) -> Option<OsString> {
    let binary = std::env::var_os(server::BINARY);
    if binary.is_none() {
        println!("skipped: {case}: {} names no program", server::BINARY);
    }
    binary
}

/// Takes the tour through a proxy; gives the tally and the name of the last step.
fn tour(case: &str, lie: Lie) -> Option<(Tally, Value)> {
    let server = Server::start(&binary(case)?).expect("the server starts");
    let proxy = Proxy::start(server.address(), lie).expect("the proxy starts");
    let options = Options { server: proxy.url(), word: case.replace('_', ""), voice: Voice::Json };
    let mut told = Vec::new();
    let tally = vermilion_tour::run(&options, &mut told).expect("a vector takes every byte");
    let told = String::from_utf8(told).expect("the tour writes text");
    let mut steps = told.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    let last = steps.rfind(|event| event["event"] == "answered").expect("there is a step");
    Some((tally, last))
}

fn fails_at(case: &str, lie: Lie, step: &str) {
    let Some((tally, last)) = tour(case, lie) else { return };
    assert_eq!(last["name"], step, "{last:#}");
    assert_eq!((last["verdict"].as_str(), tally.failed), (Some("failed"), 1), "{last:#}");
}

#[test]
fn an_honest_proxy_changes_nothing() {
    let Some((tally, last)) = tour("honest", Lie::None) else { return };
    assert_eq!(last["verdict"], "passed", "{last:#}");
    assert!(tally.is_good() && tally.passed > 60, "{tally}");
}

#[test]
fn a_withdrawal_not_forwarded() {
    fails_at("withdrawal", Lie::WithdrawalDropped, "the unspent code died with the consent");
}

#[test]
fn a_revocation_not_forwarded() {
    fails_at("revocation", Lie::RevocationDropped, "revoked: the very next call is refused");
}

#[test]
fn giving_up_not_forwarded() {
    fails_at("giving_up", Lie::GivingUpDropped, "given up, gone at once");
}

#[test]
fn a_reset_not_forwarded() {
    fails_at("reset", Lie::ResetDropped, "the old secret is dead");
}

#[test]
fn an_erasure_not_forwarded() {
    fails_at("erasure", Lie::ErasureDropped, "the user is gone");
}

#[test]
fn the_first_exchange_replayed() {
    fails_at("exchange", Lie::ExchangeReplayed, "a login code works once");
}

#[test]
fn a_pending_revisions_call_answered() {
    fails_at("pending", Lie::PendingAnswered, "what is only asked for opens nothing");
}

#[test]
fn the_reviewer_swapped() {
    fails_at("reviewer", Lie::ReviewerSwapped, "the reviewer approves");
}

#[test]
fn the_second_approval_swapped() {
    fails_at("approval", Lie::ApprovalSwapped, "the same reviewer does not count twice");
}

/// Runs `vermilion tour` itself; gives whether it ended well, and its last line.
fn command(case: &str, lie: Lie) -> Option<(bool, String)> {
    let binary = binary(case)?;
    let server = Server::start(&binary).expect("the server starts");
    let proxy = Proxy::start(server.address(), lie).expect("the proxy starts");
    let output = Command::new(&binary).args(["tour", "--server", &proxy.url()]).output().expect("it runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let last = told.lines().last().unwrap_or_default().to_owned();
    Some((output.status.success(), last))
}

#[test]
fn the_command_ends_well_after_a_good_tour() {
    let Some((well, last)) = command("good_command", Lie::None) else { return };
    assert!(well && last.ends_with(" passed, 0 failed"), "{last}");
}

#[test]
fn the_command_ends_badly_after_a_surprise() {
    let Some((well, last)) = command("bad_command", Lie::PendingAnswered) else { return };
    assert!(!well && last.ends_with(" passed, 1 failed"), "{last}");
}
