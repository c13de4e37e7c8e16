//! Versions of the catalogue.

pub(in crate::console) mod apply;
pub(in crate::console) mod preview;
pub(in crate::console) mod see;
