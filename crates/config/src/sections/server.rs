//! `[server]`

use std::net::SocketAddr;

use ipnet::IpNet;

use crate::section::section;
use crate::{PublicUrl, Runtime};

section! {
    /// Where Vermilion answers, and for whom.
    pub struct Server in "server", "VERMILION_SERVER_";

    /// Address and port to listen on, plain HTTP; TLS is a proxy's in front.
    listen: SocketAddr = SocketAddr::from(([127, 0, 0, 1], 8080));
    /// What browsers see, like `https://open.example.com`; needed as soon as `listen` is not loopback.
    public_url: Option<PublicUrl> = None;
    /// Proxies whose X-Forwarded-For is believed, as addresses or networks; nobody's otherwise.
    trusted_proxies: Vec<IpNet> = Vec::new();
    /// This node's name in logs, when there are several.
    node: String = "main".to_owned();
    /// How work is spread over the processors: one pool of threads, or one thread each.
    runtime: Runtime = Runtime::Shared;
    /// How many seconds a stop waits for requests under way.
    drain_seconds: u32 = 20 => within 0 600;
}
