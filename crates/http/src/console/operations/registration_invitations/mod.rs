//! Invitations to register.

pub(in crate::console) mod issue;
pub(in crate::console) mod list;
pub(in crate::console) mod withdraw;

#[cfg(test)]
mod tests;
