use super::*;
use proptest::prelude::*;

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Token<'a> {
    #[serde(borrow)]
    grant_type: Text<'a>,
    appid: Text<'a>,
    force_refresh: Flag,
    id: Int,
    ids: List<Int>,
}

#[derive(Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
struct Owned {
    id: Int,
}

#[test]
fn a_plain_body_is_read_and_borrowed() {
    let body = b"{\"grant_type\":\"client_credential\",\"force_refresh\":true,\"unknown\":[{}]}\n";
    let token: Token = read(body, MAX_BODY).unwrap();
    assert_eq!(token.grant_type.as_str(), "client_credential");
    assert!(token.grant_type.is_borrowed());
    assert!(token.force_refresh.0);
    assert_eq!(token.appid.required("appid", 32), Err(FieldFault::Missing("appid")));
}

#[test]
fn null_is_absent_everywhere() {
    let body = br#"{"grant_type":null,"appid":null,"force_refresh":null,"id":null,"ids":null}"#;
    assert_eq!(read::<Token>(body, MAX_BODY), Ok(Token::default()));
}

#[test]
fn ids_come_as_numbers_and_as_digits() {
    for (given, meant) in
        [("12", 12), ("\"12\"", 12), ("\" 12 \"", 12), ("\"\"", 0), ("12.0", 12), ("-3", -3)]
    {
        let body = format!("{{\"id\":{given},\"ids\":[{given}]}}");
        let token: Token = read(body.as_bytes(), MAX_BODY).unwrap();
        assert_eq!((token.id, token.ids), (Int(meant), List(vec![Int(meant)])), "{given}");
    }
    for bad in ["\"1x\"", "1.5", "true", "[]", "1e300", "18446744073709551615"] {
        let body = format!("{{\"id\":{bad}}}");
        assert_eq!(read::<Token>(body.as_bytes(), MAX_BODY), Err(BodyFault::Malformed), "{bad}");
    }
}

#[test]
fn texts_come_as_numbers_too() {
    let token: Token = read(br#"{"appid":86}"#, MAX_BODY).unwrap();
    assert_eq!(token.appid.as_str(), "86");
}

#[test]
fn flags_have_several_spellings() {
    for (given, meant) in [("true", true), ("1", true), ("\"true\"", true), ("0", false), ("\"\"", false)] {
        let body = format!("{{\"force_refresh\":{given}}}");
        let token: Token = read(body.as_bytes(), MAX_BODY).unwrap();
        assert_eq!(token.force_refresh.0, meant, "{given}");
    }
}

#[test]
fn empty_large_and_broken_bodies_differ() {
    assert_eq!(read::<Token>(b" \n", MAX_BODY), Err(BodyFault::Empty));
    assert_eq!(read::<Token>(b"{}", 1), Err(BodyFault::TooLarge(1)));
    for broken in [&b"{"[..], b"[1]", b"1", b"{}x", b"{\"appid\":\"\xff\"}", b"\0"] {
        assert_eq!(read::<Token>(broken, MAX_BODY), Err(BodyFault::Malformed), "{broken:?}");
    }
    assert_eq!(read_or_default::<Owned>(b"", MAX_BODY), Ok(Owned::default()));
    assert_eq!(read_or_default::<Owned>(b"[]", MAX_BODY), Ok(Owned::default()));
    assert!(read::<Token>(b"\xef\xbb\xbf{}", MAX_BODY).is_ok());
}

#[test]
fn a_deep_body_is_refused_not_followed() {
    let deep = "{\"a\":".repeat(20_000);
    assert_eq!(read::<serde_json::Value>(deep.as_bytes(), MAX_BODY), Err(BodyFault::Malformed));
}

#[test]
fn limits_of_texts_count_characters() {
    let text = Text::from("小程序");
    assert_eq!(text.required("name", 3), Ok("小程序"));
    assert_eq!(text.required("name", 2), Err(FieldFault::TooLong("name")));
}

#[test]
fn an_object_is_written_in_order() {
    let inner = Object::new().int("timestamp", 1).text("appid", "wx");
    let body = Object::new()
        .int("errcode", 0)
        .text("errmsg", "好\"\\\n\u{1}")
        .flag("on", true)
        .object("watermark", inner)
        .texts("list", ["a", "b"])
        .objects("rows", [Object::new(), Object::new().int("n", -1)])
        .finish();
    assert_eq!(
        String::from_utf8(body).unwrap(),
        r#"{"errcode":0,"errmsg":"好\"\\\n\u0001","on":true,"watermark":{"timestamp":1,"appid":"wx"},"list":["a","b"],"rows":[{},{"n":-1}]}"#
    );
}

proptest! {
    #[test]
    fn strings_go_round(text in any::<String>()) {
        let mut out = Vec::new();
        write_string(&mut out, &text);
        prop_assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
    }

    #[test]
    fn any_body_is_answered(body: Vec<u8>) {
        let _ = read::<Token>(&body, MAX_BODY);
    }

    #[test]
    fn any_json_is_answered(text in "[\\[\\]{}\",:0-9a-z\\\\ .-]{0,64}") {
        let _ = read::<Token>(text.as_bytes(), MAX_BODY);
    }
}
