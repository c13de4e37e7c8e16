//! Elements into a buffer: texts in CDATA, numbers bare.

use crate::decimal;

/// `<name><![CDATA[text]]></name>`.
///
/// Characters that XML cannot hold become U+FFFD; an end of CDATA within is split in two.
pub(crate) fn text(out: &mut Vec<u8>, name: &str, text: &str) {
    open(out, name);
    out.extend_from_slice(b"<![CDATA[");
    for (at, part) in text.split("]]>").enumerate() {
        if at > 0 {
            out.extend_from_slice(b"]]]]><![CDATA[>");
        }
        legal(out, part);
    }
    out.extend_from_slice(b"]]>");
    close(out, name);
}

/// `<name>number</name>`.
pub(crate) fn int(out: &mut Vec<u8>, name: &str, number: i64) {
    open(out, name);
    decimal::push(out, number);
    close(out, name);
}

/// `<name>`.
pub(crate) fn open(out: &mut Vec<u8>, name: &str) {
    out.push(b'<');
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
}

/// `</name>`.
pub(crate) fn close(out: &mut Vec<u8>, name: &str) {
    out.extend_from_slice(b"</");
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
}

fn legal(out: &mut Vec<u8>, text: &str) {
    let illegal =
        |c: char| matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}');
    for (at, part) in text.split(illegal).enumerate() {
        if at > 0 {
            out.extend_from_slice("\u{fffd}".as_bytes());
        }
        out.extend_from_slice(part.as_bytes());
    }
}
