//! Oneself: who one is, and being erased.

pub(super) mod erase;
pub(super) mod read;

#[cfg(test)]
mod erase_tests;
