use super::*;
use proptest::prelude::*;

const LIMIT: usize = 64 * 1024;

fn root(text: &str) -> Element {
    read(text.as_bytes(), LIMIT).unwrap()
}

#[test]
fn elements_come_in_any_order_as_text_or_cdata() {
    let message = root(
        "<?xml version=\"1.0\"?><xml>\n<MsgType><![CDATA[text]]></MsgType><!-- x -->\n\
         <CreateTime> 1409304348 </CreateTime>\n<Content>\n<![CDATA[ a <b> & c ]]>\n</Content><Empty/></xml>\n",
    );
    assert_eq!(message.name, "xml");
    assert_eq!(message.text_at("MsgType"), Some("text"));
    assert_eq!(message.int_at("CreateTime"), Some(1_409_304_348));
    assert_eq!(message.text_at("Content"), Some(" a <b> & c "));
    assert_eq!(message.text_at("Empty"), Some(""));
    assert_eq!(message.text_at("Absent"), None);
    assert_eq!(message.text, "");
}

#[test]
fn nested_and_repeated_elements_are_reached() {
    let message =
        root("<xml><Articles><item><Title>a</Title></item><item><Title>b</Title></item></Articles></xml>");
    assert_eq!(message.text_at("Articles/item/Title"), Some("a"));
    let titles: Vec<_> =
        message.child("Articles").unwrap().all("item").filter_map(|item| item.text_at("Title")).collect();
    assert_eq!(titles, ["a", "b"]);
}

#[test]
fn references_are_resolved_and_entities_of_its_own_are_not() {
    assert_eq!(root("<x>a &lt; &amp;&#20013; b</x>").text, "a < &中 b");
    for bad in [
        "<!DOCTYPE x [<!ENTITY e \"boom\">]><x>&e;</x>",
        "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>",
        "<x>&e;</x>",
        "<x>&#0;</x>",
    ] {
        assert_eq!(read(bad.as_bytes(), LIMIT), Err(XmlFault::Malformed), "{bad}");
    }
}

#[test]
fn broken_documents_are_refused() {
    for bad in ["<x>", "</x>", "<x></y>", "<x/><y/>", "a<x/>", "<x/>a", "success", "<x><y></x></y>", "<!--"] {
        assert_eq!(read(bad.as_bytes(), LIMIT), Err(XmlFault::Malformed), "{bad}");
    }
    assert_eq!(read(b"<x>\xff</x>", LIMIT), Err(XmlFault::Malformed));
    assert_eq!(read(b" \n", LIMIT), Err(XmlFault::Empty));
}

#[test]
fn size_depth_and_number_are_limited() {
    assert_eq!(read(b"<x/>", 3), Err(XmlFault::TooLarge(3)));
    let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
    assert!(read(nested(MAX_DEPTH).as_bytes(), LIMIT).is_ok());
    assert_eq!(read(nested(MAX_DEPTH + 1).as_bytes(), LIMIT), Err(XmlFault::TooComplex));
    let wide = |number: usize| format!("<x>{}</x>", "<a/>".repeat(number - 1));
    assert!(read(wide(MAX_ELEMENTS).as_bytes(), LIMIT).is_ok());
    assert_eq!(read(wide(MAX_ELEMENTS + 1).as_bytes(), LIMIT), Err(XmlFault::TooComplex));
}

#[test]
fn debug_shows_names_without_texts() {
    let shown = format!("{:?}", root("<xml><Content>hush</Content></xml>"));
    assert_eq!(shown, "xml[Content]");
}

#[test]
fn what_xml_cannot_hold_is_replaced() {
    let mut out = Vec::new();
    write::text(&mut out, "x", "a\u{1}b]]>c\u{ffff}");
    assert_eq!(read(&out, LIMIT).unwrap().text, "a\u{fffd}b]]>c\u{fffd}");
}

proptest! {
    /// Carriage returns are left out: every XML reader turns them into newlines.
    #[test]
    fn texts_go_round(text in "[^\\x00-\\x08\\x0b-\\x1f\\u{fffe}\\u{ffff}]*|(\\]|>|<|&| |中){0,12}") {
        let mut out = Vec::new();
        write::text(&mut out, "x", &text);
        prop_assert_eq!(read(&out, LIMIT).unwrap().text, text);
    }

    #[test]
    fn any_bytes_are_answered(body: Vec<u8>) {
        let _ = read(&body, LIMIT);
    }

    #[test]
    fn any_markup_is_answered(text in "(<x>|</x>|<y/>|<!\\[CDATA\\[|\\]\\]>|&|;|#|<!--|-->|<\\?|\\?>|<!DOCTYPE|a| ){0,24}") {
        let _ = read(text.as_bytes(), LIMIT);
    }
}
