//! Host apps.

pub(in crate::console) mod create;
pub(in crate::console) mod list;
