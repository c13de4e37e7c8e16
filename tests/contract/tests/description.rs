//! The API description against the binary.

#![expect(clippy::unwrap_used, reason = "what is not as described fails the test")]

use vermilion_tests_contract::description::{Who, ask};

fn check(test: &str, who: Who) {
    let named = |variable: &str| std::env::var_os(variable).ok_or_else(|| variable.to_owned());
    let (binary, python) = match (named("VERMILION_TEST_BINARY"), named("VERMILION_TEST_PYTHON_DESCRIPTION"))
    {
        (Ok(binary), Ok(python)) => (binary, python),
        (Err(missing), _) | (_, Err(missing)) => {
            println!("skipped: {test}: {missing} is not set");
            return;
        }
    };
    println!("{test}: {}", ask(&binary, &python, who).unwrap());
}

#[test]
fn what_an_owner_is_answered_is_described() {
    check("what_an_owner_is_answered_is_described", Who::Owner);
}

#[test]
fn what_a_reviewer_is_answered_is_described() {
    check("what_a_reviewer_is_answered_is_described", Who::Reviewer);
}

#[test]
fn what_an_operator_is_answered_is_described() {
    check("what_an_operator_is_answered_is_described", Who::Operator);
}
