//! Invitations, by their link: to the platform, or to an account.

pub(super) mod accept;
pub(super) mod join;
pub(super) mod read;

#[cfg(test)]
mod tests;
