//! Scans: a host app's user scanned a code that a browser shows, and confirms or refuses.

pub(super) mod answer;
pub(super) mod show;
