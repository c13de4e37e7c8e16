//! IP 白名单: from which addresses an account's secrets may fetch tokens.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

/// What becomes of a caller that is not on the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AllowMode {
    /// The list is not looked at: what every account begins with.
    #[default]
    Off,
    /// It is let through and noted, so that a list can be tried before it refuses anybody.
    Audit,
    /// It is refused (40164).
    Enforce,
}

impl AllowMode {
    /// Every mode.
    pub const ALL: [AllowMode; 3] = [AllowMode::Off, AllowMode::Audit, AllowMode::Enforce];

    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            AllowMode::Off => "off",
            AllowMode::Audit => "audit",
            AllowMode::Enforce => "enforce",
        }
    }

    /// From the word.
    pub fn from_word(word: &str) -> Option<AllowMode> {
        AllowMode::ALL.into_iter().find(|mode| mode.word() == word)
    }
}

/// An address, or a range of them in CIDR; IPv4 or IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network(IpNet);

/// The text is neither an address nor a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address or a range")]
pub struct NotANetwork;

impl FromStr for Network {
    type Err = NotANetwork;

    /// Bits behind the prefix are dropped; an IPv4 address in IPv6's notation is the IPv4 address.
    fn from_str(text: &str) -> Result<Network, NotANetwork> {
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Network(IpNet::from(address.to_canonical())));
        }
        text.parse::<IpNet>().map(|network| Network(network.trunc())).map_err(|_| NotANetwork)
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.prefix_len() == self.0.max_prefix_len() { self.0.addr().fmt(f) } else { self.0.fmt(f) }
    }
}

impl From<Network> for String {
    fn from(network: Network) -> String {
        network.to_string()
    }
}

impl TryFrom<String> for Network {
    type Error = NotANetwork;
    fn try_from(text: String) -> Result<Network, NotANetwork> {
        text.parse()
    }
}

/// What a list says of a caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Nothing.
    Welcome,
    /// It is not on the list, which only watches.
    Noted,
    /// It is not on the list.
    Refused,
}

/// An account's list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct AllowList {
    /// What becomes of those who are not on it.
    pub mode: AllowMode,
    /// Who is on it.
    pub networks: Vec<Network>,
}

impl AllowList {
    /// Whether an address is on it.
    pub fn admits(&self, address: IpAddr) -> Admission {
        let address = address.to_canonical();
        match self.mode {
            AllowMode::Off => Admission::Welcome,
            _ if self.networks.iter().any(|network| network.0.contains(&address)) => Admission::Welcome,
            AllowMode::Audit => Admission::Noted,
            AllowMode::Enforce => Admission::Refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(mode: AllowMode, networks: &[&str]) -> AllowList {
        AllowList { mode, networks: networks.iter().map(|text| text.parse().unwrap()).collect() }
    }

    #[test]
    fn addresses_and_ranges_of_both_kinds() {
        let list = list(AllowMode::Enforce, &["203.0.113.8", "198.51.100.0/24", "2001:db8::/32"]);
        let admits = |text: &str| list.admits(text.parse().unwrap());
        for inside in ["203.0.113.8", "::ffff:203.0.113.8", "198.51.100.255", "2001:db8:ffff::1"] {
            assert_eq!(admits(inside), Admission::Welcome, "{inside}");
        }
        for outside in ["203.0.113.9", "198.51.101.0", "2001:db9::1", "::1"] {
            assert_eq!(admits(outside), Admission::Refused, "{outside}");
        }
    }

    #[test]
    fn the_mode_says_what_becomes_of_the_others() {
        let stranger: IpAddr = "192.0.2.1".parse().unwrap();
        let of = |mode| list(mode, &["203.0.113.8"]).admits(stranger);
        assert_eq!(AllowMode::ALL.map(of), [Admission::Welcome, Admission::Noted, Admission::Refused]);
        assert_eq!(list(AllowMode::Enforce, &[]).admits(stranger), Admission::Refused, "nobody is on it");
        assert_eq!(AllowMode::ALL.map(|mode| AllowMode::from_word(mode.word())), AllowMode::ALL.map(Some));
    }

    #[test]
    fn texts_are_written_in_one_way() {
        for (typed, written) in [
            ("203.0.113.8/24", "203.0.113.0/24"),
            ("203.0.113.8/32", "203.0.113.8"),
            ("::ffff:203.0.113.8", "203.0.113.8"),
            ("2001:DB8:0::1", "2001:db8::1"),
        ] {
            assert_eq!(typed.parse::<Network>().unwrap().to_string(), written);
        }
        for bad in ["", "203.0.113", "203.0.113.8/33", "example.com", "203.0.113.8-9", " 203.0.113.8"] {
            assert_eq!(bad.parse::<Network>(), Err(NotANetwork), "{bad}");
        }
        let text = serde_json::to_string(&list(AllowMode::Audit, &["10.0.0.0/8"])).unwrap();
        assert_eq!(text, r#"{"mode":"audit","networks":["10.0.0.0/8"]}"#);
    }
}
