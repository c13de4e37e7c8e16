//! `[platform]`

use std::net::IpAddr;

use crate::section::section;
use crate::{Switch, Zone};

section! {
    /// The platform that this installation is.
    pub struct Platform in "platform", "VERMILION_PLATFORM_";

    /// The time zone in which days, quotas and due dates are counted.
    time_zone: Zone = Zone::shanghai();
    /// Whether anybody may register: on or off.
    open_registration: Switch = Switch::On;
    /// The addresses that `get_api_domain_ip` and `getcallbackip` name: those of your servers.
    server_addresses: Vec<IpAddr> = vec![IpAddr::from([127, 0, 0, 1])];
}
