//! Who acts in an account.

pub(super) mod change;
pub(super) mod invitations;
pub(super) mod leave;
pub(super) mod list;
pub(super) mod remove;

#[cfg(test)]
mod tests;
