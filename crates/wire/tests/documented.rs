//! The platform's own worked examples of encrypted messages, through the whole envelope.

#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use vermilion_wire::push::{
    self, Addressee, Channel, Format, Message, MessageKey, MessageKeys, Mode, NotUsable, Reply,
};
use vermilion_wire::xml;

const COMPONENT: &str = "wx134c8103faa5a59e";

const PUSHED: &str = "D7yzvUNAL930rd28wf21s4hvXhz0L6Uit/p2Di6C5DHyYGpEgdBRnKjBec34JwoQXicwaZC7fOVihW80F4VtsdvE//1vr7oAbqjDv8KenVp+ajKYpJnyQ4zMRhIC+a31fCVOMC03FfzV/QuC94kBP55a+Za3sJgvAn+ZbsNqZI5DkyuzkhQN8OBqCzFhizGmy0xpM0MEA4agpvE+RuNO1rhHTtuJB5yltw1FiYzecSXJ+y/D2r81VkRn2eYjh2ltsoyfbDR7Is6ookXIFxTfyeNyeHxMeT4KN5WpCDmSbTcUYrbBUlkGLJ9n/rU8YOywma6G7aTb7KZKOqCxgfoUlYEZPk4FUL/TK7ShriFDMVCLyjQJ15Ob++agDWtcxhfUfe6HIoIpRW8mKNBQiY/Jd1svvuskA1wLef1RTtzKfMpagSCX/laZINmdnX4zrF6kIaR9P4xQrWXbsTFHTYe0Mg==";

const ANSWERED: &str = "hE8R6mGXHkJJjU72KxzKUd1GEkKJaEZq7vRL8XgK3o+00k8JGq6+pZJUIlTSyhsX+bxIBQ72g3GyvDdIZcr6+3HAZbSvPT9t/o11MI7d6WELwqrGd7jMnV0zv3Zc9Nq7";

const SAMPLE: &str = "RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==";

fn keys() -> MessageKeys {
    MessageKeys { current: "A".repeat(43).parse().unwrap(), previous: None }
}

fn random_of(text: &str) -> [u8; 16] {
    text.as_bytes().try_into().unwrap()
}

#[test]
fn the_push_to_a_platform_opens_and_is_sealed_to_the_same_text() {
    assert_eq!(
        push::server_signature("AAAAA", "1715943329", "1590219412"),
        "cc0c594499c1634947d5b502f158ee518947db27"
    );
    let signature = push::message_signature("AAAAA", "1715943329", "1590219412", PUSHED);
    assert_eq!(signature, "6c12a4205838198b8fa631b3220723bb07f1015c");
    let keys = keys();
    let plain = push::open(&keys.current, COMPONENT, PUSHED).unwrap();
    assert_eq!(plain.len(), 292);
    assert_eq!(push::seal(&keys.current, COMPONENT, random_of("1205899eaf019bbd"), &plain), PUSHED);
    let event = xml::read(&plain, 1024).unwrap();
    assert_eq!(
        (event.text_at("Event"), event.text_at("debug_str")),
        (Some("debug_demo"), Some("hello world"))
    );
}

#[test]
fn the_answer_of_a_platform_is_read_through_its_envelope() {
    let keys = keys();
    let channel = Channel {
        token: "AAAAA",
        keys: &keys,
        receive_id: COMPONENT,
        addressee: Addressee::AppId(COMPONENT),
        format: Format::Xml,
        mode: Mode::Secure,
    };
    let envelope = |encrypted: &str| {
        Message::new()
            .text("Encrypt", encrypted)
            .text("MsgSignature", "03e0812039325c2712ef5f0f980fd14c70d6e307")
            .int("TimeStamp", 1_713_424_427)
            .text("Nonce", "415670741")
    };
    for format in [Format::Xml, Format::Json] {
        let reply = channel.read_reply(&envelope(ANSWERED).render(format));
        // The example's own slip: its CDATA lacks the first two characters.
        let Ok(Reply::Message(message)) = reply else { unreachable!("{reply:?}") };
        assert_eq!(message.text_at("demo_resp"), Some("[CDATA[good luck]]"));
        let stranger = ANSWERED.replacen('h', "i", 1);
        assert_eq!(channel.read_reply(&envelope(&stranger).render(format)), Err(NotUsable));
    }
    let plain = b"<xml><demo_resp>[CDATA[good luck]]</demo_resp></xml>";
    assert_eq!(push::seal(&keys.current, COMPONENT, random_of("999951349e8ee746"), plain), ANSWERED);
}

#[test]
fn the_well_known_sample_opens_and_is_sealed_to_the_same_text() {
    let key: MessageKey = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C".parse().unwrap();
    let signature = push::message_signature("QDG6eK", "1409659813", "1372623149", SAMPLE);
    assert_eq!(signature, "477715d11cdb4164915debcba66cb864d751f3e6");
    let plain = push::open(&key, "wx5823bf96d3bd56c7", SAMPLE).unwrap();
    assert_eq!(plain.len(), 284);
    assert_eq!(push::seal(&key, "wx5823bf96d3bd56c7", random_of("0960688932c47ef1"), &plain), SAMPLE);
    let message = xml::read(&plain, 1024).unwrap();
    assert_eq!(message.text_at("Content"), Some("hello"));
    assert_eq!(message.int_at("MsgId"), Some(4_561_255_354_251_345_929));
}
