//! SHA-1 as WeChat signs with it, and comparison in constant time.

use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};

/// Lower-case hex of the SHA-1 of the parts, one after another, nothing between them.
pub(crate) fn sha1_hex(parts: &[&[u8]]) -> String {
    let mut context = Context::new(&SHA1_FOR_LEGACY_USE_ONLY);
    for part in parts {
        context.update(part);
    }
    hex::encode(context.finish())
}

/// Lower-case hex of the SHA-1 of the parts sorted bytewise and concatenated.
///
/// The rule behind server URL checks, message signatures and card signatures.
pub(crate) fn sorted_sha1_hex<const N: usize>(mut parts: [&[u8]; N]) -> String {
    parts.sort_unstable();
    sha1_hex(&parts)
}

/// SHA-256.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    digest(&SHA256, bytes).as_ref().try_into().unwrap_or_default()
}

/// Whether `given` is the hex text `expected`, in either letter case; takes the same time for any
/// text of the right length.
pub(crate) fn same_hex(expected: &str, given: &[u8]) -> bool {
    verify_slices_are_equal(expected.as_bytes(), &given.to_ascii_lowercase()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn upper_case_is_the_same_and_anything_else_is_not() {
        assert!(same_hex("ab01", b"AB01"));
        assert!(!same_hex("ab01", b"ab02"));
        assert!(!same_hex("ab01", b"ab0"));
        assert!(!same_hex("ab01", b"\xff\xfe\x00\x01"));
    }
}
