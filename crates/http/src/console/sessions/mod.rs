//! Sessions: signing in, seeing where one is signed in, signing out.

pub(super) mod end;
pub(super) mod end_current;
pub(super) mod list;
pub(super) mod open;

#[cfg(test)]
mod tests;
