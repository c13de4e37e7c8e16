//! The signature a web page needs before it may call the JS-SDK, and card signatures.

use crate::digest;

/// Lower-case hex of SHA-1 over ticket, nonce, time and address in this order, none URL-encoded.
///
/// `timestamp` is in seconds since the epoch; what follows `#` in `url` does not count.
pub fn signature(ticket: &str, noncestr: &str, timestamp: i64, url: &str) -> String {
    let page = url.split_once('#').map_or(url, |(page, _)| page);
    let seconds = timestamp.to_string();
    digest::sha1_hex(&[
        b"jsapi_ticket=",
        ticket.as_bytes(),
        b"&noncestr=",
        noncestr.as_bytes(),
        b"&timestamp=",
        seconds.as_bytes(),
        b"&url=",
        page.as_bytes(),
    ])
}

/// A card's signature (卡券签名): lower-case hex of SHA-1 over the parts sorted bytewise.
pub fn card_signature<const N: usize>(parts: [&str; N]) -> String {
    digest::sorted_sha1_hex(parts.map(str::as_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fragment_does_not_count() {
        let plain = signature("t", "n", 1, "https://example.com/?a=1");
        assert_eq!(signature("t", "n", 1, "https://example.com/?a=1#here"), plain);
        assert_ne!(signature("t", "n", 1, "https://example.com/?a=2"), plain);
    }

    #[test]
    fn the_order_of_a_cards_parts_does_not_count() {
        assert_eq!(card_signature(["b", "a", "c"]), card_signature(["a", "b", "c"]));
    }
}
