//! Lists of operations that once found something, and are replayed ever since. One file a list, in `found/`:
//! a line of words for each of `seed`, `found` and, where a fault is to be caught, `fault`; then the operations.

use crate::fault::Fault;
use crate::steps::Step;

/// One list.
pub struct Found {
    /// Its file.
    pub name: &'static str,
    /// Of the dice by which each operation chooses what it is about.
    pub seed: u64,
    /// What it found.
    pub what: &'static str,
    /// The fault that it must catch; without one it must break nothing.
    pub fault: Option<Fault>,
    /// The operations.
    pub list: Vec<Step>,
}

macro_rules! lists {
    ($($name:literal),+ $(,)?) => {
        const LISTS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../found/", $name, ".txt")))),+];
    };
}

lists!(
    "a_connection_cut_at_a_start",
    "a_login_code_twice",
    "a_phone_code_twice",
    "an_oauth_code_twice",
    "every_kind_of_operation",
    "what_another_node_suspended",
);

/// Every list.
///
/// # Panics
/// Where a file is not as it must be.
pub fn found() -> Vec<Found> {
    LISTS.iter().map(|(name, text)| read(name, text)).collect()
}

fn read(name: &'static str, text: &'static str) -> Found {
    let mut found = Found { name, seed: 0, what: "", fault: None, list: Vec::new() };
    for line in text.lines() {
        match line.split_once(' ') {
            Some(("seed", seed)) => found.seed = seed.parse().expect("a number"),
            Some(("found", what)) => found.what = what,
            Some(("fault", fault)) => found.fault = Some(Fault::named(fault).expect("a fault's name")),
            _ => found.list.extend(line.split(' ').map(step)),
        }
    }
    found
}

fn step(name: &str) -> Step {
    Step::named(name).expect("an operation's name")
}
