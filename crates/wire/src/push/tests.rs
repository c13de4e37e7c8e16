use super::*;
use crate::query::Query;
use crate::xml;
use proptest::prelude::*;
use vermilion_model::Time;

const APP: &str = "wxb11529c136998cb6";

fn key(text: &str) -> MessageKey {
    text.parse().unwrap()
}

fn keys() -> MessageKeys {
    MessageKeys { current: key("abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"), previous: None }
}

fn channel(keys: &MessageKeys, format: Format, mode: Mode) -> Channel<'_> {
    Channel {
        token: "pamtest",
        keys,
        receive_id: APP,
        addressee: Addressee::ToUserName("gh_1"),
        format,
        mode,
    }
}

fn stamp() -> Stamp<'static> {
    let at = Time::from_secs(1_409_304_348);
    Stamp { at, nonce: 42, random: [7; 12], openid: Some("oABC-_x") }
}

fn message(content: &str) -> Message {
    Message::new()
        .text("ToUserName", "gh_1")
        .int("CreateTime", 1_409_304_348)
        .text("Content", content)
        .group("Image", Message::new().text("MediaId", "m"))
        .list("List", vec![Message::new().int("Id", 1), Message::new().int("Id", 2)])
}

/// What a receiver does with an encrypted push: check `msg_signature`, then decrypt.
fn received(channel: &Channel<'_>, delivery: &Delivery, encrypted: &str) -> Vec<u8> {
    let query = Query::new(&delivery.query).unwrap();
    let part = |name| query.required(name, 64).unwrap().into_owned();
    let expected = message_signature(channel.token, &part("timestamp"), &part("nonce"), encrypted);
    assert_eq!((part("msg_signature"), part("encrypt_type")), (expected, "aes".to_owned()));
    assert!(server_signature_is(
        part("signature").as_bytes(),
        channel.token,
        &part("timestamp"),
        &part("nonce")
    ));
    open(&channel.keys.current, channel.receive_id, encrypted).unwrap()
}

fn answer(channel: &Channel<'_>, format: Format, message: &[u8]) -> Vec<u8> {
    let encrypted = seal(&channel.keys.current, channel.receive_id, [1; 16], message);
    let signature = message_signature(channel.token, "1713424427", "415670741", &encrypted);
    Message::new()
        .text("Encrypt", encrypted)
        .text("MsgSignature", signature)
        .int("TimeStamp", 1_713_424_427)
        .text("Nonce", "415670741")
        .render(format)
}

#[test]
fn plain_messages_have_one_spelling_in_each_language() {
    let keys = keys();
    let xml = channel(&keys, Format::Xml, Mode::Plain).deliver(&message("好"), &stamp());
    assert_eq!(
        String::from_utf8(xml.body).unwrap(),
        "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><CreateTime>1409304348</CreateTime><Content><![CDATA[好]]></Content>\
         <Image><MediaId><![CDATA[m]]></MediaId></Image><List><Id>1</Id></List><List><Id>2</Id></List></xml>"
    );
    let json = channel(&keys, Format::Json, Mode::Plain).deliver(&message("好"), &stamp());
    assert_eq!(
        String::from_utf8(json.body).unwrap(),
        r#"{"ToUserName":"gh_1","CreateTime":1409304348,"Content":"好","Image":{"MediaId":"m"},"List":[{"Id":1},{"Id":2}]}"#
    );
    assert!(xml.query.ends_with("&timestamp=1409304348&nonce=42&openid=oABC-_x"), "{}", xml.query);
}

#[test]
fn secure_xml_shows_the_addressee_and_nothing_else() {
    let keys = keys();
    for (addressee, name) in
        [(Addressee::ToUserName("gh_1"), "ToUserName"), (Addressee::AppId("gh_1"), "AppId")]
    {
        let channel = Channel { addressee, ..channel(&keys, Format::Xml, Mode::Secure) };
        let delivery = channel.deliver(&message("好"), &stamp());
        let outer = xml::read(&delivery.body, MAX_REPLY).unwrap();
        let names: Vec<_> = outer.children.iter().map(|child| child.name.as_str()).collect();
        assert_eq!((names.as_slice(), outer.text_at(name)), (&[name, "Encrypt"][..], Some("gh_1")));
        let inner = received(&channel, &delivery, outer.text_at("Encrypt").unwrap());
        assert_eq!(inner, message("好").render(Format::Xml));
    }
}

#[test]
fn compatible_json_carries_both() {
    let keys = keys();
    let channel = channel(&keys, Format::Json, Mode::Compatible);
    let delivery = channel.deliver(&message("好"), &stamp());
    let outer: serde_json::Value = serde_json::from_slice(&delivery.body).unwrap();
    assert_eq!(outer["Content"], "好");
    let inner = received(&channel, &delivery, outer["Encrypt"].as_str().unwrap());
    assert_eq!(inner, message("好").render(Format::Json));
}

#[test]
fn a_url_check_is_signed_and_carries_the_echo() {
    let keys = keys();
    let raw = channel(&keys, Format::Xml, Mode::Secure).check_url(Time::from_secs(1_410_685_589), 7, "a b&c");
    let query = Query::new(&raw).unwrap();
    let signature = query.bytes("signature").unwrap();
    assert!(server_signature_is(&signature, "pamtest", "1410685589", "7"));
    assert_eq!(query.required("echostr", 32).unwrap(), "a b&c");
}

#[test]
fn an_acknowledgement_is_no_message() {
    let keys = keys();
    for mode in [Mode::Plain, Mode::Compatible, Mode::Secure] {
        for body in [&b""[..], b"success", b" success\n", b"\"success\""] {
            assert_eq!(channel(&keys, Format::Xml, mode).read_reply(body), Ok(Reply::Received));
        }
    }
}

#[test]
fn an_encrypted_answer_is_read_in_either_language() {
    let keys = keys();
    for (outer, inner) in
        [(Format::Xml, Format::Xml), (Format::Json, Format::Json), (Format::Json, Format::Xml)]
    {
        let channel = channel(&keys, Format::Xml, Mode::Secure);
        let body = answer(&channel, outer, &message("好").render(inner));
        let Ok(Reply::Message(read)) = channel.read_reply(&body) else { panic!("{outer:?} {inner:?}") };
        assert_eq!((read.text_at("Content"), read.int_at("CreateTime")), (Some("好"), Some(1_409_304_348)));
        assert_eq!(read.text_at("Image/MediaId"), Some("m"));
        assert_eq!(read.all("List").filter_map(|item| item.int_at("Id")).collect::<Vec<_>>(), [1, 2]);
    }
}

#[test]
fn the_previous_key_still_opens() {
    let old = keys();
    let body = answer(&channel(&old, Format::Xml, Mode::Secure), Format::Xml, b"<xml><a>1</a></xml>");
    let new = MessageKeys { current: key(&"B".repeat(43)), previous: Some(old.current.clone()) };
    assert!(matches!(channel(&new, Format::Xml, Mode::Secure).read_reply(&body), Ok(Reply::Message(_))));
    let gone = MessageKeys { previous: None, ..new };
    assert_eq!(channel(&gone, Format::Xml, Mode::Secure).read_reply(&body), Err(NotUsable));
}

#[test]
fn every_flaw_is_the_same_refusal() {
    let keys = keys();
    let secure = channel(&keys, Format::Xml, Mode::Secure);
    let good = String::from_utf8(answer(&secure, Format::Xml, b"<xml/>")).unwrap();
    assert!(secure.read_reply(good.as_bytes()).is_ok());
    let other_app = Channel { receive_id: "wx0000000000000000", ..secure };
    let other_token = Channel { token: "other", ..secure };
    assert_eq!(other_app.read_reply(good.as_bytes()), Err(NotUsable));
    assert_eq!(other_token.read_reply(good.as_bytes()), Err(NotUsable));
    let not_xml = String::from_utf8(answer(&secure, Format::Xml, b"hello")).unwrap();
    for bad in [
        good.replace("415670741", "415670742"),
        good.replace("<MsgSignature>", "<Other>").replace("</MsgSignature>", "</Other>"),
        good.replace("Encrypt", "Plain"),
        not_xml,
        "<xml><Content>plain</Content></xml>".to_owned(),
        "ok".to_owned(),
        "[]".to_owned(),
        "x".repeat(MAX_REPLY + 1),
    ] {
        assert_eq!(secure.read_reply(bad.as_bytes()), Err(NotUsable), "{bad:.80}");
    }
}

#[test]
fn debug_shows_neither_token_nor_texts() {
    let keys = keys();
    let shown = format!("{:?} {:?}", channel(&keys, Format::Xml, Mode::Plain), message("hush"));
    assert!(!shown.contains("pamtest") && !shown.contains("hush") && shown.contains("Content"), "{shown}");
}

proptest! {
    #[test]
    fn messages_go_round(body: Vec<u8>, random: [u8; 16], id in "[a-z0-9]{0,40}") {
        let key = keys().current;
        prop_assert_eq!(open(&key, &id, &seal(&key, &id, random, &body)), Ok(body));
    }

    #[test]
    fn any_ciphertext_is_answered(bytes: Vec<u8>, text in ".*") {
        use base64::Engine;
        let encoded = base64::engine::general_purpose::STANDARD.encode(&bytes);
        prop_assert_eq!(open(&keys().current, APP, &encoded), Err(NotUsable));
        prop_assert_eq!(open(&keys().current, APP, &text), Err(NotUsable));
    }

    #[test]
    fn any_answer_is_answered(body: Vec<u8>, text in "[\\[\\]{}<>/\":,a-z0-9]{0,40}") {
        let keys = keys();
        for mode in [Mode::Plain, Mode::Compatible, Mode::Secure] {
            let _ = channel(&keys, Format::Xml, mode).read_reply(&body);
            let _ = channel(&keys, Format::Xml, mode).read_reply(text.as_bytes());
        }
    }

    /// A properly signed envelope around arbitrary contents.
    #[test]
    fn any_signed_contents_are_answered(contents: Vec<u8>) {
        let keys = keys();
        let secure = channel(&keys, Format::Xml, Mode::Secure);
        let _ = secure.read_reply(&answer(&secure, Format::Json, &contents));
    }
}
