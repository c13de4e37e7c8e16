//! JSON strings into a buffer: raw UTF-8, escapes only where JSON demands them.

/// Appends `text` as a JSON string, with its quotes.
pub fn string(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    escaped(out, text);
    out.push(b'"');
}

/// Appends `text` escaped, without quotes; runs that need no escape are copied whole.
pub(crate) fn escaped(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    // Nearly every text is plain: looked at whole, without a branch a byte.
    if !rest.iter().fold(false, |some, byte| some | needs_escape(*byte)) {
        out.extend_from_slice(rest);
        return;
    }
    while let Some(at) = rest.iter().position(|byte| needs_escape(*byte)) {
        let (plain, tail) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((&byte, tail)) = tail.split_first() else { return };
        escape(out, byte);
        rest = tail;
    }
    out.extend_from_slice(rest);
}

fn needs_escape(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    match byte {
        b'"' => out.extend_from_slice(b"\\\""),
        b'\\' => out.extend_from_slice(b"\\\\"),
        b'\n' => out.extend_from_slice(b"\\n"),
        b'\r' => out.extend_from_slice(b"\\r"),
        b'\t' => out.extend_from_slice(b"\\t"),
        // Only control characters are left: their code is below 0x20.
        other => {
            out.extend_from_slice(if other < 0x10 { b"\\u000" } else { b"\\u001" });
            let low = other & 15;
            out.push(if low < 10 { b'0' + low } else { b'a' + low - 10 });
        }
    }
}
