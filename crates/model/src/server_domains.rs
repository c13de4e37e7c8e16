//! 服务器域名: which hosts a mini program may talk to, in WeChat's six lists and by its rules.

use std::net::IpAddr;

use serde::{Deserialize, Serialize};

/// Hosts a list may have. Source: contract, `modify_domain`.
pub const MOST: usize = 200;
/// Longest host name. Source: DNS.
const LONGEST: usize = 253;
/// WeChat's own API is nobody's server.
const NOBODYS: &str = "api.weixin.qq.com";

/// One of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DomainList {
    /// `request` 合法域名.
    Request,
    /// `socket` 合法域名.
    Socket,
    /// `uploadFile` 合法域名.
    Upload,
    /// `downloadFile` 合法域名.
    Download,
    /// `udp` 合法域名.
    Udp,
    /// `tcp` 合法域名.
    Tcp,
}

impl DomainList {
    /// Every list, in the order of the form.
    pub const ALL: [DomainList; 6] = [
        DomainList::Request,
        DomainList::Socket,
        DomainList::Upload,
        DomainList::Download,
        DomainList::Udp,
        DomainList::Tcp,
    ];

    /// The field's name in the API.
    pub const fn word(self) -> &'static str {
        match self {
            DomainList::Request => "request",
            DomainList::Socket => "socket",
            DomainList::Upload => "upload",
            DomainList::Download => "download",
            DomainList::Udp => "udp",
            DomainList::Tcp => "tcp",
        }
    }

    const fn scheme(self) -> &'static str {
        match self {
            DomainList::Request | DomainList::Upload | DomainList::Download => "https",
            DomainList::Socket => "wss",
            DomainList::Udp => "udp",
            DomainList::Tcp => "tcp",
        }
    }

    /// A domain as typed, with or without its scheme, as it is written: scheme, host, port if it has one.
    /// Nothing when it breaks a rule: another scheme, an address instead of a name, `localhost`, a path,
    /// a name that DNS would not take, or WeChat's own API.
    pub fn read(self, typed: &str) -> Option<String> {
        let typed = typed.trim().to_ascii_lowercase();
        let host = match typed.split_once("://") {
            Some((scheme, host)) => (scheme == self.scheme()).then_some(host)?,
            None => &typed,
        };
        let (name, port) = match host.split_once(':') {
            Some((name, port)) => (name, Some(port.parse::<u16>().ok().filter(|port| *port > 0)?)),
            None => (host, None),
        };
        if !is_name(name) || name == NOBODYS {
            return None;
        }
        let port = port.map(|port| format!(":{port}")).unwrap_or_default();
        Some(format!("{}://{name}{port}", self.scheme()))
    }
}

/// A name of at least two labels that is not an address.
fn is_name(name: &str) -> bool {
    let label = |label: &str| {
        let sound = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(sound)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = name.rsplit('.').next().unwrap_or_default();
    name.len() <= LONGEST
        && name.contains('.')
        && name.split('.').all(label)
        && name.parse::<IpAddr>().is_err()
        && top.bytes().any(|byte| byte.is_ascii_lowercase())
        && top != "localhost"
}

/// The six lists, each domain as [`DomainList::read`] writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerDomains {
    /// `https`
    pub request: Vec<String>,
    /// `wss`
    pub socket: Vec<String>,
    /// `https`
    pub upload: Vec<String>,
    /// `https`
    pub download: Vec<String>,
    /// `udp`
    pub udp: Vec<String>,
    /// `tcp`
    pub tcp: Vec<String>,
}

impl ServerDomains {
    /// One list.
    pub fn list_mut(&mut self, list: DomainList) -> &mut Vec<String> {
        match list {
            DomainList::Request => &mut self.request,
            DomainList::Socket => &mut self.socket,
            DomainList::Upload => &mut self.upload,
            DomainList::Download => &mut self.download,
            DomainList::Udp => &mut self.udp,
            DomainList::Tcp => &mut self.tcp,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domains_are_written_with_their_scheme() {
        let read = |list: DomainList, typed: &str| list.read(typed);
        assert_eq!(read(DomainList::Request, " API.Example.com ").unwrap(), "https://api.example.com");
        assert_eq!(
            read(DomainList::Request, "https://a.example.com:8443").unwrap(),
            "https://a.example.com:8443"
        );
        assert_eq!(read(DomainList::Socket, "wss://a.example.com").unwrap(), "wss://a.example.com");
        assert_eq!(read(DomainList::Udp, "a.example.com").unwrap(), "udp://a.example.com");
        assert_eq!(read(DomainList::Request, "xn--fiq228c.cn").unwrap(), "https://xn--fiq228c.cn");
    }

    #[test]
    fn what_wechat_would_not_take_is_refused() {
        for bad in [
            "",
            "http://a.example.com",
            "wss://a.example.com",
            "a.example.com/path",
            "a.example.com:0",
            "a.example.com:99999",
            "user@a.example.com",
            "203.0.113.8",
            "[2001:db8::1]",
            "localhost",
            "app.localhost",
            "example",
            "-a.example.com",
            "a..example.com",
            "中文.cn",
            "api.weixin.qq.com",
            "*.example.com",
        ] {
            assert_eq!(DomainList::Request.read(bad), None, "{bad}");
        }
    }
}
