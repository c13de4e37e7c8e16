//! Keys of host apps.

pub(in crate::console) mod issue;
pub(in crate::console) mod revoke;
