//! What may run in a host app.

pub(in crate::console) mod delete;
pub(in crate::console) mod put;
