//! Words that no name may contain.

pub(in crate::console) mod free;
pub(in crate::console) mod list;
pub(in crate::console) mod protect;
