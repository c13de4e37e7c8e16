use super::*;
use proptest::prelude::*;

fn text(raw: &str, name: &'static str) -> Option<String> {
    Query::new(raw).unwrap().text(name).unwrap().map(Cow::into_owned)
}

#[test]
fn plain_values_are_borrowed() {
    let query = Query::new("grant_type=client_credential&appid=wx0123456789abcdef").unwrap();
    assert!(matches!(query.text("appid"), Ok(Some(Cow::Borrowed("wx0123456789abcdef")))));
}

#[test]
fn the_first_of_a_name_counts() {
    assert_eq!(text("a=1&a=2", "a").as_deref(), Some("1"));
    assert_eq!(text("a=&a=2", "a").as_deref(), Some(""));
}

#[test]
fn encoded_values_and_names_are_decoded() {
    assert_eq!(text("key=HyVFkGl5F5OQWJZZaNzBBg%3D%3D", "key").as_deref(), Some("HyVFkGl5F5OQWJZZaNzBBg=="));
    assert_eq!(text("a=x+y%2Bz", "a").as_deref(), Some("x y+z"));
    for spelled in
        ["%61ppid=wx", "app%69d=wx", "appi%64=wx", "appidx=1&apppid=2&appid=wx", "appi=1&&appid=wx"]
    {
        assert_eq!(text(spelled, "appid").as_deref(), Some("wx"), "{spelled}");
    }
    assert_eq!(text("appid", "appid").as_deref(), Some(""));
    assert_eq!(text("a=%E4%B8%AD", "a").as_deref(), Some("中"));
}

#[test]
fn half_an_escape_stands_for_itself() {
    assert_eq!(text("a=100%&b=%zz&c=%4", "a").as_deref(), Some("100%"));
    assert_eq!(text("a=100%&b=%zz&c=%4", "b").as_deref(), Some("%zz"));
    assert_eq!(text("a=100%&b=%zz&c=%4", "c").as_deref(), Some("%4"));
}

#[test]
fn bytes_that_are_no_text_are_a_fault_of_text_only() {
    let query = Query::new("signature=%ff%fe").unwrap();
    assert_eq!(query.text("signature"), Err(QueryFault::NotUtf8("signature")));
    assert_eq!(query.bytes("signature").as_deref(), Some(&[0xff, 0xfe][..]));
}

#[test]
fn required_refuses_absent_empty_and_long() {
    let query = Query::new("empty=&long=12345&flag").unwrap();
    assert_eq!(query.required("absent", 4), Err(QueryFault::Missing("absent")));
    assert_eq!(query.required("empty", 4), Err(QueryFault::Missing("empty")));
    assert_eq!(query.required("flag", 4), Err(QueryFault::Missing("flag")));
    assert_eq!(query.required("long", 4), Err(QueryFault::ValueTooLong("long")));
    assert_eq!(query.required("long", 5).as_deref(), Ok("12345"));
    assert_eq!(query.optional("absent", 4).as_deref(), Ok(""));
}

#[test]
fn the_whole_has_a_limit() {
    assert!(Query::new(&"a".repeat(MAX_QUERY)).is_ok());
    assert_eq!(Query::new(&"a".repeat(MAX_QUERY + 1)).unwrap_err(), QueryFault::TooLong);
}

#[test]
fn debug_shows_names_without_values() {
    let shown = format!("{:?}", Query::new("appid=wx&secret=hush").unwrap());
    assert!(shown.contains("secret") && !shown.contains("hush"), "{shown}");
}

proptest! {
    #[test]
    fn encoding_every_byte_goes_round(value: Vec<u8>) {
        let mut raw = String::from("a=1&value=");
        for byte in &value {
            raw.push('%');
            raw.push_str(&hex::encode([*byte]));
        }
        let query = Query(&raw);
        let bytes = query.bytes("value").map(Cow::into_owned);
        prop_assert_eq!(bytes.as_ref(), Some(&value));
        prop_assert_eq!(query.text("value").is_ok(), std::str::from_utf8(&value).is_ok());
    }

    #[test]
    fn encoded_texts_go_round(value in any::<String>()) {
        let mut raw = String::from("value=");
        encode(&mut raw, &value);
        prop_assert_eq!(Query(&raw).text("value").unwrap().unwrap(), value);
    }

    #[test]
    fn a_scan_finds_what_a_list_of_all_has(raw in "[abc%612+=&]{0,24}", name in "[ab]{1,2}") {
        let all = Query(&raw).pairs().map(|(given, value)| (decode(given), decode(value)));
        let named = all.into_iter().find(|(given, _)| given == name.as_bytes());
        prop_assert_eq!(Query(&raw).bytes(&name).map(Cow::into_owned), named.map(|(_, value)| value));
    }

    #[test]
    fn any_query_is_answered(raw in ".*") {
        if let Ok(query) = Query::new(&raw) {
            let _ = (query.text("a"), query.bytes(&raw), query.required("", 3));
        }
    }
}
