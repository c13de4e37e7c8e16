//! The body of a refusal: `{"errcode":N,"errmsg":"<text> rid: a-b-c"}`.

use std::net::IpAddr;

use super::ErrCode;
use crate::json::write;
use crate::{Rid, decimal};

/// How a family of paths words its refusals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Everything but `/sns/`: the rid follows a blank.
    CgiBin,
    /// Paths under `/sns/`: the rid follows a comma and a blank.
    Sns,
}

impl Style {
    /// The style of a path.
    pub fn of_path(path: &str) -> Style {
        if path.starts_with("/sns/") { Style::Sns } else { Style::CgiBin }
    }
}

/// What a refusal says beyond its code's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail<'a> {
    /// Nothing.
    None,
    /// The caller's address; used by the codes whose text shows one.
    Address(IpAddr),
    /// Words after the text, such as the name of the field that is wrong.
    More(&'a str),
}

/// The bytes of a refusal; HTTP status 200 belongs to it.
pub fn refusal(code: ErrCode, style: Style, detail: Detail<'_>, rid: Rid) -> Vec<u8> {
    let text = text_of(code, style);
    let more = if let Detail::More(more) = detail { more } else { "" };
    // Numbers, names and the rid take under 80 bytes; addresses at most 90 more.
    let mut out = Vec::with_capacity(text.len() + more.len() + 176);
    out.extend_from_slice(b"{\"errcode\":");
    decimal::push(&mut out, i64::from(code.0));
    out.extend_from_slice(b",\"errmsg\":\"");
    match detail {
        Detail::None => write::escaped(&mut out, text),
        Detail::Address(address) => write::escaped(&mut out, &with_address(code, text, address)),
        Detail::More(more) => {
            write::escaped(&mut out, text);
            out.push(b' ');
            write::escaped(&mut out, more);
        }
    }
    out.extend_from_slice(if style == Style::Sns { b", rid: " } else { b" rid: " });
    out.extend_from_slice(&rid.text());
    out.extend_from_slice(b"\"}");
    out
}

fn text_of(code: ErrCode, style: Style) -> &'static str {
    match (code, style) {
        // The hint at the stable token stands on cgi-bin alone; the wire text of a refused
        // address has places to fill, see `with_address`.
        (ErrCode::INVALID_CREDENTIAL, Style::Sns) | (ErrCode::INVALID_IP, _) => code.errmsg(),
        _ => code.observed().unwrap_or(code.errmsg()),
    }
}

/// The caller's address, in both notations, in the place that the text has for it.
fn with_address(code: ErrCode, text: &str, address: IpAddr) -> String {
    let mapped = match address {
        IpAddr::V4(v4) => v4.to_ipv6_mapped(),
        IpAddr::V6(v6) => v6,
    };
    let short = mapped.to_ipv4_mapped().map_or(address, IpAddr::V4);
    match code.observed() {
        Some(template) if code == ErrCode::INVALID_IP => {
            template.replace("{ip}", &short.to_string()).replace("{ipv6}", &mapped.to_string())
        }
        _ => format!("{text} {short}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RID: Rid = Rid::from_groups([0x65ff_e934, 0x2355_113d, 0x79ef_0b31]);

    fn body(code: ErrCode, style: Style, detail: Detail<'_>) -> String {
        String::from_utf8(refusal(code, style, detail, RID)).unwrap()
    }

    #[test]
    fn cgi_bin_hints_at_the_stable_token_and_sns_does_not() {
        assert_eq!(
            body(ErrCode::INVALID_CREDENTIAL, Style::CgiBin, Detail::None),
            r#"{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r rid: 65ffe934-2355113d-79ef0b31"}"#
        );
        assert_eq!(
            body(ErrCode::INVALID_CREDENTIAL, Style::Sns, Detail::None),
            r#"{"errcode":40001,"errmsg":"invalid credential, access_token is invalid or not latest, rid: 65ffe934-2355113d-79ef0b31"}"#
        );
    }

    #[test]
    fn an_address_stands_in_both_notations() {
        let v4 = Detail::Address("120.244.112.8".parse().unwrap());
        let mapped = Detail::Address("::ffff:120.244.112.8".parse().unwrap());
        let expected = r#"{"errcode":40164,"errmsg":"invalid ip 120.244.112.8 ipv6 ::ffff:120.244.112.8, not in whitelist rid: 65ffe934-2355113d-79ef0b31"}"#;
        assert_eq!(body(ErrCode::INVALID_IP, Style::CgiBin, v4), expected);
        assert_eq!(body(ErrCode::INVALID_IP, Style::CgiBin, mapped), expected);
        let v6 = body(ErrCode::INVALID_IP, Style::CgiBin, Detail::Address("2001:db8::1".parse().unwrap()));
        assert!(v6.contains("invalid ip 2001:db8::1 ipv6 2001:db8::1, not in whitelist"), "{v6}");
    }

    #[test]
    fn the_places_for_an_address_never_reach_a_caller() {
        let without = body(ErrCode::INVALID_IP, Style::CgiBin, Detail::None);
        assert_eq!(without.matches('{').count(), 1, "{without}");
    }

    #[test]
    fn an_expired_token_says_so_in_the_words_clients_look_for() {
        let text = body(ErrCode::ACCESS_TOKEN_EXPIRED, Style::CgiBin, Detail::None);
        assert!(text.contains("access_token expired"), "{text}");
    }

    #[test]
    fn the_wrong_secret_has_one_blank_on_the_wire() {
        let text = body(ErrCode::INVALID_APPSECRET, Style::CgiBin, Detail::None);
        assert!(text.contains("\"invalid appsecret rid: "), "{text}");
        assert_eq!(ErrCode::INVALID_APPSECRET.errmsg(), "invalid  appsecret");
    }

    #[test]
    fn details_are_escaped_and_stay_utf8() {
        let text = body(ErrCode::ARGUMENT_INVALID, Style::CgiBin, Detail::More("data.\"时间\" is\nempty"));
        assert!(text.contains(r#"argument invalid! data.\"时间\" is\nempty rid: "#), "{text}");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
    }

    #[test]
    fn paths_have_their_style() {
        assert_eq!(Style::of_path("/sns/jscode2session"), Style::Sns);
        assert_eq!(Style::of_path("/cgi-bin/token"), Style::CgiBin);
        assert_eq!(Style::of_path("/wxa/business/getuserphonenumber"), Style::CgiBin);
    }

    #[test]
    fn an_unknown_code_still_has_a_text() {
        assert!(!ErrCode(123_456).is_known());
        assert_eq!(ErrCode(123_456).errmsg(), "system error");
    }
}
