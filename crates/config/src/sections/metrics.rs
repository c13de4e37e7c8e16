//! `[metrics]`

use std::net::SocketAddr;

use crate::Door;
use crate::section::section;

section! {
    /// Metrics and readiness, for machines.
    pub struct Metrics in "metrics", "VERMILION_METRICS_";

    /// Address and port of /metrics and /ready, or off.
    listen: Door = Door::At(SocketAddr::from(([127, 0, 0, 1], 9464)));
}
