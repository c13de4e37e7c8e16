//! Texts of a fixed number of ASCII characters, without an allocation.

/// `N` ASCII characters; made only by this crate's encoders.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ascii<const N: usize>(pub(crate) [u8; N]);

impl<const N: usize> Ascii<N> {
    pub(crate) fn as_str(&self) -> &str {
        debug_assert!(self.0.is_ascii(), "an encoder wrote something else than ASCII");
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}
