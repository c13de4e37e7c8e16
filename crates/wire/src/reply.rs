//! Replies of the first calls, byte for byte in the types that strict clients read.
//!
//! Token, login and list replies carry no `errcode`; the others carry 0 and `ok`.

use vermilion_model::{AppId, Span, Time};

use crate::json::Object;

/// `{"errcode":0,"errmsg":"ok"}`.
pub const OK: &[u8] = br#"{"errcode":0,"errmsg":"ok"}"#;

/// A user's phone number (手机号) as `getuserphonenumber` answers it.
///
/// Its `Debug` shows no digits.
#[derive(Clone, Copy)]
pub struct PhoneInfo<'a> {
    /// The number, with the country code in front when it is a foreign one.
    pub phone_number: &'a str,
    /// The number without the country code.
    pub pure_phone_number: &'a str,
    /// The country code's digits; a text on the wire.
    pub country_code: &'a str,
    /// The account the number was handed to.
    pub appid: AppId,
    /// When it was handed over.
    pub at: Time,
}

impl std::fmt::Debug for PhoneInfo<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PhoneInfo").field("appid", &self.appid).field("at", &self.at).finish_non_exhaustive()
    }
}

/// An open object that starts with `errcode` 0 and `errmsg` `ok`; for write calls that answer more.
pub fn ok() -> Object {
    Object::new().int("errcode", 0).text("errmsg", "ok")
}

/// `/cgi-bin/token` and `/cgi-bin/stable_token`: the token and its remaining life in whole seconds.
pub fn access_token(token: &str, expires_in: Span) -> Vec<u8> {
    Object::with_capacity(token.len() + 64)
        .text("access_token", token)
        .int("expires_in", expires_in.as_secs())
        .finish()
}

/// `/sns/jscode2session`: the session key's base64 text, the OpenID, the UnionID where there is one.
pub fn session(openid: &str, session_key: &str, unionid: Option<&str>) -> Vec<u8> {
    Object::with_capacity(160)
        .text("session_key", session_key)
        .text("openid", openid)
        .maybe("unionid", unionid)
        .finish()
}

/// `/wxa/resetusersessionkey`: the new session key beside `errcode` 0.
pub fn reset_session(openid: &str, session_key: &str) -> Vec<u8> {
    ok().text("openid", openid).text("session_key", session_key).finish()
}

/// `/cgi-bin/get_api_domain_ip` and `/cgi-bin/getcallbackip`: addresses or ranges as text.
pub fn ip_list<'a>(addresses: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    Object::with_capacity(256).texts("ip_list", addresses).finish()
}

/// The field `phoneNumber`: a foreign number stands behind its country code.
pub fn full_phone_number(country_code: &str, number: &str) -> String {
    if country_code == "86" { number.to_owned() } else { format!("{country_code}{number}") }
}

/// `/wxa/business/getuserphonenumber`.
pub fn phone_info(phone: &PhoneInfo<'_>) -> Vec<u8> {
    let watermark = Object::new().int("timestamp", phone.at.secs()).text("appid", phone.appid.as_str());
    let info = Object::with_capacity(256)
        .text("phoneNumber", phone.phone_number)
        .text("purePhoneNumber", phone.pure_phone_number)
        .text("countryCode", phone.country_code)
        .object("watermark", watermark);
    ok().object("phone_info", info).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(body: Vec<u8>) -> String {
        String::from_utf8(body).unwrap()
    }

    #[test]
    fn tokens_carry_no_errcode_and_a_number_of_seconds() {
        assert_eq!(
            text(access_token("82_abc", Span::millis(7_199_999))),
            r#"{"access_token":"82_abc","expires_in":7199}"#
        );
    }

    #[test]
    fn a_session_has_a_unionid_only_where_there_is_one() {
        assert_eq!(text(session("o1", "k==", None)), r#"{"session_key":"k==","openid":"o1"}"#);
        assert_eq!(
            text(session("o1", "k==", Some("u1"))),
            r#"{"session_key":"k==","openid":"o1","unionid":"u1"}"#
        );
    }

    #[test]
    fn lists_and_acknowledgements() {
        assert_eq!(text(ip_list(["127.0.0.1", "::1"])), r#"{"ip_list":["127.0.0.1","::1"]}"#);
        assert_eq!(text(ip_list([])), r#"{"ip_list":[]}"#);
        assert_eq!(text(ok().finish()).as_bytes(), OK);
        assert_eq!(
            text(reset_session("o1", "k==")),
            r#"{"errcode":0,"errmsg":"ok","openid":"o1","session_key":"k=="}"#
        );
    }

    #[test]
    fn a_phone_has_a_text_country_code_and_a_watermark() {
        let phone = PhoneInfo {
            phone_number: "13800000000",
            pure_phone_number: "13800000000",
            country_code: "86",
            appid: "wx0123456789abcdef".parse().unwrap(),
            at: Time::from_secs(1_477_314_187),
        };
        assert_eq!(
            text(phone_info(&phone)),
            r#"{"errcode":0,"errmsg":"ok","phone_info":{"phoneNumber":"13800000000","purePhoneNumber":"13800000000","countryCode":"86","watermark":{"timestamp":1477314187,"appid":"wx0123456789abcdef"}}}"#
        );
        assert!(!format!("{phone:?}").contains("138"));
    }
}
