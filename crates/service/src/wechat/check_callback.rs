//! `/cgi-bin/callback/check`: what the account's push address resolves to, and whether it can be reached.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use vermilion_model::Span;
use vermilion_store::Kind;

use super::{Caller, Obstacle};
use crate::Desk;
use crate::settings::push_url;

/// How long a name and a connection are waited for.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many addresses of one name are looked at.
const MOST: usize = 8;

/// One address of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reached {
    /// The address.
    pub ip: IpAddr,
    /// How long a connection to it took; none when there was none, or the address is not a public one, which
    /// only a simulation connects to.
    pub took: Option<Span>,
}

/// Looks; nothing where the account has set no address, or its name resolves to none.
///
/// # Errors
/// What reading the setting meets.
pub async fn check_callback(desk: &Desk, caller: &Caller, connect: bool) -> Result<Vec<Reached>, Obstacle> {
    let Some(url) = push_url(desk, caller.account).await? else { return Ok(Vec::new()) };
    let Some(place) = host_and_port(&url) else { return Ok(Vec::new()) };
    let Ok(Ok(found)) = timeout(PATIENCE, lookup_host(place)).await else { return Ok(Vec::new()) };
    let mut reached = Vec::new();
    for at in found.take(MOST) {
        let took = if connect { reach(desk, at).await } else { None };
        reached.push(Reached { ip: at.ip(), took });
    }
    Ok(reached)
}

async fn reach(desk: &Desk, at: SocketAddr) -> Option<Span> {
    // Whoever may set an address must not look around in the platform's own network with it.
    if !is_public(at.ip()) && desk.store().meta.kind != Kind::Dev {
        return None;
    }
    let begun = desk.clock.boot();
    timeout(PATIENCE, TcpStream::connect(at)).await.ok()?.ok()?;
    let took = desk.clock.boot().saturating_sub(begun);
    Some(Span::millis(i64::try_from(took.as_millis()).unwrap_or(i64::MAX)))
}

/// The host of a URL and its port, that of the scheme where none is said.
fn host_and_port(url: &str) -> Option<(String, u16)> {
    let (scheme, rest) = url.split_once("://")?;
    let usual = if scheme == "https" { 443 } else { 80 };
    let authority = rest.split(['/', '?']).next()?;
    if let Ok(at) = authority.parse::<SocketAddr>() {
        return Some((at.ip().to_string(), at.port()));
    }
    let bare = authority.trim_start_matches('[').trim_end_matches(']');
    if bare.parse::<IpAddr>().is_ok() {
        return Some((bare.to_owned(), usual));
    }
    match authority.rsplit_once(':') {
        Some((host, port)) => Some((host.to_owned(), port.parse().ok()?)),
        None => Some((authority.to_owned(), usual)),
    }
}

fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_multicast()
                || v4.is_broadcast()
                || v4.is_documentation()
                || shared
                || a == 0
                || a >= 240)
        }
        IpAddr::V6(v6) => {
            let [first, ..] = v6.segments();
            let local = first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80;
            !(v6.is_loopback() || v6.is_unspecified() || v6.is_multicast() || local)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_and_ports_are_read_from_addresses() {
        let read = |url| host_and_port(url).map(|(host, port)| format!("{host} {port}"));
        for (url, expected) in [
            ("https://push.example.com/wx?a=1", "push.example.com 443"),
            ("http://push.example.com:8080", "push.example.com 8080"),
            ("http://127.0.0.1:9/x", "127.0.0.1 9"),
            ("http://127.0.0.1", "127.0.0.1 80"),
            ("https://[2001:db8::1]/", "2001:db8::1 443"),
            ("https://[2001:db8::1]:8443/", "2001:db8::1 8443"),
        ] {
            assert_eq!(read(url).as_deref(), Some(expected), "{url}");
        }
        assert_eq!(read("http://a:b"), None);
    }

    #[test]
    fn only_what_all_the_world_reaches_is_public() {
        for private in [
            "10.0.0.1",
            "127.0.0.1",
            "169.254.169.254",
            "192.168.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "fd00::1",
            "fe80::1",
            "::ffff:10.0.0.1",
            "224.0.0.1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
