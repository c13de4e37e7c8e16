//! 通知中心: notices, which are read, and by which ways one is told.

pub(super) mod choice;
pub(super) mod choose;
pub(super) mod list;
pub(super) mod mark;

#[cfg(test)]
mod tests;
