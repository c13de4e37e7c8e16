//! From where a session is used: a coarse word of the device, and the address. Both are the member's own, sealed
//! under their key, and gone with it.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};
use vermilion_model::{Id, Member, Session};
use vermilion_seal::Place;

use crate::{Desk, Failure};

/// Where a request comes from.
#[derive(Clone)]
pub struct Origin {
    /// The browser and its system, as far as they are known.
    device: Option<Device>,
    /// The address.
    address: IpAddr,
}

/// A browser on a system; words of ours, never the caller's.
type Device = (&'static str, &'static str);

/// By what a browser gives itself away, the particular before the general: most say that they are Chrome and
/// Safari, too.
const BROWSERS: [(&str, &str); 9] = [
    ("MicroMessenger/", "WeChat"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

/// Likewise systems.
const SYSTEMS: [(&str, &str); 8] = [
    ("OpenHarmony", "HarmonyOS"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

/// How much of a `User-Agent` is looked at, in bytes.
const LOOKED_AT: usize = 512;

impl Origin {
    /// From what the request says of itself, and the address it came from.
    pub fn new(user_agent: Option<&str>, address: IpAddr) -> Origin {
        Origin { device: user_agent.and_then(device), address }
    }
}

/// Personal: it does not print.
impl std::fmt::Debug for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Origin(..)")
    }
}

fn device(user_agent: &str) -> Option<Device> {
    let bytes = user_agent.as_bytes();
    let said = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    let says = |mark: &str| said.windows(mark.len()).any(|part| part == mark.as_bytes());
    let known =
        |table: &[(&str, &'static str)]| table.iter().find(|(mark, _)| says(mark)).map(|(_, name)| *name);
    Some((known(&BROWSERS)?, known(&SYSTEMS)?))
}

/// What is sealed of it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct OriginBox {
    /// Such as `Chrome · Windows`.
    pub(crate) device: Option<String>,
    /// The address, in one spelling.
    pub(crate) address: String,
}

fn place(session: &Id<Session>) -> Place<'_> {
    Place { table: "console_session", row: session.bytes() }
}

/// Seals it for the session's row.
pub(crate) async fn seal(
    desk: &Desk,
    (member, session): (Id<Member>, Id<Session>),
    origin: &Origin,
) -> Result<Vec<u8>, Failure> {
    let key = desk.vault.key(member.bytes()).await?.ok_or(Failure::SignedOut)?;
    let device = origin.device.map(|(browser, system)| format!("{browser} · {system}"));
    let kept = OriginBox { device, address: origin.address.to_string() };
    desk.vault.seal(&key, place(&session), &kept)
}

/// Opens what stands in sessions' rows, for their member.
pub(super) async fn opened(
    desk: &Desk,
    member: Id<Member>,
    rows: &[(Id<Session>, Option<Vec<u8>>)],
) -> Result<Vec<Option<OriginBox>>, Failure> {
    let key = desk.vault.key(member.bytes()).await?.ok_or(Failure::SignedOut)?;
    let opened = rows.iter().map(|(session, sealed)| {
        sealed.as_ref().map(|sealed| desk.vault.open(&key, place(session), sealed)).transpose()
    });
    opened.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart_by_what_only_they_say() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                      Chrome/126.0.0.0 Safari/537.36";
        assert_eq!(device(chrome), Some(("Chrome", "Windows")));
        assert_eq!(device(&format!("{chrome} Edg/126.0.0.0")), Some(("Edge", "Windows")));
        assert_eq!(device(&format!("{chrome} MicroMessenger/7.0")), Some(("WeChat", "Windows")));
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like \
                     Gecko) Version/17.5 Mobile/15E148 Safari/604.1";
        assert_eq!(device(phone), Some(("Safari", "iPhone")));
        let tablet = "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0";
        assert_eq!(device(tablet), Some(("Firefox", "Linux")));
        for other in ["", "curl/8.5.0", "python-requests/2.32", "Chrome/", "Windows"] {
            assert_eq!(device(other), None, "{other}");
        }
        let late = format!("{}{chrome}", "x".repeat(LOOKED_AT));
        assert_eq!(device(&late), None, "only the beginning is looked at");
    }
}
