//! The agreement: what it says, agreeing to it, and publishing another.

pub(super) mod accept;
pub(super) mod publish;
pub(super) mod read;
pub(super) mod versions;

#[cfg(test)]
mod tests;
