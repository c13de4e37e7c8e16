//! The session's cookie: what the browser is told to keep, and to forget.

use axum::http::header::{HOST, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::AppendHeaders;
use vermilion_service::members::OpenedSession;

use crate::may::COOKIE_NAME;

/// One `Set-Cookie`, or none.
pub(crate) type SetCookie = AppendHeaders<Option<(HeaderName, HeaderValue)>>;

/// Has the browser keep the session.
pub(crate) fn keep(request: &HeaderMap, session: Option<&OpenedSession>) -> SetCookie {
    AppendHeaders(session.and_then(|session| {
        let life = session.until.since(session.at).as_secs();
        cookie(request, session.cookie.expose(), life)
    }))
}

/// Has the browser forget it.
pub(crate) fn forget(request: &HeaderMap) -> SetCookie {
    AppendHeaders(cookie(request, "", 0))
}

fn cookie(request: &HeaderMap, value: &str, life: i64) -> Option<(HeaderName, HeaderValue)> {
    let secure = if on_loopback(request) { "" } else { "; Secure" };
    let text = format!("{COOKIE_NAME}={value}; Path=/; Max-Age={life}; HttpOnly; SameSite=Lax{secure}");
    let mut value = HeaderValue::from_str(&text).ok()?;
    value.set_sensitive(true);
    Some((SET_COOKIE, value))
}

/// Whether the browser itself is at this machine: there it takes no `Secure` cookie over plain HTTP. A
/// `Host` that is missing counts as elsewhere.
fn on_loopback(request: &HeaderMap) -> bool {
    let host = request.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = match host.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => host.split(':').next().unwrap_or_default(),
    };
    let address = name.parse::<std::net::IpAddr>();
    name == "localhost" || name.ends_with(".localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_goes_without_secure() {
        for (host, loopback) in [
            ("localhost:8080", true),
            ("127.0.0.1:8080", true),
            ("[::1]:8080", true),
            ("a.localhost", true),
            ("open.example.cn", false),
            ("localhost.example.cn", false),
            ("127.0.0.1.example.cn", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, HeaderValue::from_static(host));
            assert_eq!(on_loopback(&headers), loopback, "{host}");
        }
        assert!(!on_loopback(&HeaderMap::new()));
    }
}
