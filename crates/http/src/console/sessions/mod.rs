//! Sessions: signing in, in one step or two, seeing where one is signed in, proving again who one is, signing
//! out.

pub(super) mod end;
pub(super) mod end_current;
pub(super) mod list;
pub(super) mod open;
pub(super) mod passkey;
pub(super) mod proof;
pub(super) mod proof_passkey;
pub(super) mod second_step;

#[cfg(test)]
mod second_step_tests;
#[cfg(test)]
mod tests;
