//! What an account's calls left behind.

pub(super) mod errors;
pub(super) mod impact;
pub(super) mod see;

#[cfg(test)]
mod tests;
