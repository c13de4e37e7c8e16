//! Fixed layouts on the stack: big-endian fields put into and taken from byte arrays, and URL-safe text.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// Writes fields one after another into `N` bytes; a layout's fields must fill it exactly.
pub(crate) struct Put<const N: usize> {
    bytes: [u8; N],
    at: usize,
}

impl<const N: usize> Put<N> {
    pub(crate) const fn new() -> Put<N> {
        Put { bytes: [0; N], at: 0 }
    }

    pub(crate) fn put(mut self, field: &[u8]) -> Put<N> {
        let end = self.at.saturating_add(field.len());
        debug_assert!(end <= N, "a layout's fields are longer than the layout");
        if let Some(slot) = self.bytes.get_mut(self.at..end) {
            slot.copy_from_slice(field);
        }
        self.at = end;
        self
    }

    pub(crate) fn done(self) -> [u8; N] {
        debug_assert_eq!(self.at, N, "a layout's fields are shorter than the layout");
        self.bytes
    }
}

/// Takes fields one after another; `None` where the bytes end too early.
pub(crate) struct Take<'a>(&'a [u8]);

impl<'a> Take<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Take<'a> {
        Take(bytes)
    }

    pub(crate) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*field)
    }

    pub(crate) fn byte(&mut self) -> Option<u8> {
        self.take().map(|[byte]| byte)
    }

    pub(crate) const fn rest(self) -> &'a [u8] {
        self.0
    }
}

/// The low `N` bytes of a number, big-endian; the caller has checked that the others are zero.
pub(crate) fn narrow<const N: usize>(value: u64) -> [u8; N] {
    let all = value.to_be_bytes();
    debug_assert!(N == 8 || value >> (8 * N) == 0, "a number is wider than its field");
    all.last_chunk::<N>().copied().unwrap_or([0; N])
}

/// The number that `narrow` wrote.
pub(crate) fn widen<const N: usize>(bytes: [u8; N]) -> u64 {
    bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte))
}

/// The first `N` bytes of a 32-byte hash.
pub(crate) fn head<const N: usize>(hash: &blake3::Hash) -> [u8; N] {
    hash.as_bytes().first_chunk::<N>().copied().unwrap_or([0; N])
}

/// `N` bytes as `M` characters of URL-safe base64. `M` is 4 for each 3 bytes: one spelling, no padding.
pub(crate) fn url_text<const N: usize, const M: usize>(bytes: &[u8; N]) -> [u8; M] {
    const { assert!(N.is_multiple_of(3) && M == N / 3 * 4) };
    let mut text = [0; M];
    let written = URL_SAFE_NO_PAD.encode_slice(bytes, &mut text);
    debug_assert_eq!(written, Ok(M));
    text
}

/// The `N` bytes that `url_text` spelled, or `None` for any other text.
pub(crate) fn url_bytes<const N: usize>(text: &[u8]) -> Option<[u8; N]> {
    if text.len() != N / 3 * 4 {
        return None;
    }
    let mut bytes = [0; N];
    let read = URL_SAFE_NO_PAD.decode_slice(text, &mut bytes).ok()?;
    (read == N).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_back_in_order() {
        let bytes: [u8; 7] = Put::new().put(&[1]).put(&2_u16.to_be_bytes()).put(&3_u32.to_be_bytes()).done();
        let mut take = Take::new(&bytes);
        assert_eq!((take.byte(), take.take(), take.take()), (Some(1), Some([0, 2]), Some([0, 0, 0, 3])));
        assert_eq!(take.byte(), None);
    }

    #[test]
    fn narrow_numbers_come_back() {
        let bytes: [u8; 7] = narrow((1 << 56) - 1);
        assert_eq!(bytes, [255; 7]);
        assert_eq!(widen(bytes), (1 << 56) - 1);
        assert_eq!(widen(narrow::<6>(258)), 258);
    }

    #[test]
    fn text_has_one_spelling() {
        let text: [u8; 8] = url_text(&[255, 254, 253, 252, 251, 250]);
        assert_eq!(&text, b"__79_Pv6");
        assert_eq!(url_bytes::<6>(&text), Some([255, 254, 253, 252, 251, 250]));
        for bad in [&b"__79_Pv"[..], b"__79_Pv6A", b"//79/Pv6", b"__79_P==", b"__79_Pv\xff"] {
            assert_eq!(url_bytes::<6>(bad), None);
        }
    }
}
