//! The session's cookie: what the browser is told to keep, and to forget.

use axum::http::header::{HOST, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::response::AppendHeaders;
use vermilion_service::members::{self, OpenedSession};
use vermilion_service::{Desk, SecretText};

use crate::may::{COOKIE_NAME, cookie_named};

/// `Set-Cookie` lines, or none.
pub(crate) type SetCookie = AppendHeaders<Vec<(HeaderName, HeaderValue)>>;

/// What a browser keeps that somebody signed in with, and for how long, in seconds.
const DEVICE: &str = "vermilion_device";
const DEVICE_LIFE: i64 = 180 * 86_400;

/// Has the browser keep the session.
pub(crate) fn keep(request: &HeaderMap, session: Option<&OpenedSession>) -> SetCookie {
    let line = session.and_then(|session| {
        let life = session.until.since(session.at).as_secs();
        cookie(request, (COOKIE_NAME, session.cookie.expose()), "/", life)
    });
    AppendHeaders(line.into_iter().collect())
}

/// Has the browser keep the session, and be known again.
pub(crate) fn keep_both(request: &HeaderMap, session: &OpenedSession, device: &SecretText) -> SetCookie {
    let AppendHeaders(mut lines) = keep(request, Some(session));
    lines.extend(cookie(request, (DEVICE, device.expose()), "/api/v1/sessions", DEVICE_LIFE));
    AppendHeaders(lines)
}

/// By what the browser is known; something new where it is not.
pub(crate) fn device(request: &HeaderMap, desk: &Desk) -> SecretText {
    let held = cookie_named(request, DEVICE).filter(|held| held.len() <= 100);
    held.map_or_else(|| members::new_device(desk), |held| SecretText::from(held.to_owned()))
}

/// Has the browser forget it.
pub(crate) fn forget(request: &HeaderMap) -> SetCookie {
    AppendHeaders(cookie(request, (COOKIE_NAME, ""), "/", 0).into_iter().collect())
}

fn cookie(
    request: &HeaderMap,
    (name, value): (&str, &str),
    path: &str,
    life: i64,
) -> Option<(HeaderName, HeaderValue)> {
    let secure = if on_loopback(request) { "" } else { "; Secure" };
    let text = format!("{name}={value}; Path={path}; Max-Age={life}; HttpOnly; SameSite=Lax{secure}");
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
