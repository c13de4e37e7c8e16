//! Passwords: changing one, and choosing another when it was forgotten.

pub(super) mod change;
pub(super) mod forgotten;
pub(super) mod reset;

#[cfg(test)]
mod tests;

#[cfg(test)]
mod forgotten_tests;
