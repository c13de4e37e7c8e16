//! The request number that stands in refusals.

use std::fmt;
use std::str::FromStr;

use vermilion_model::Time;

/// Ties a refusal that a caller reads to what the operator can look up.
///
/// Text: three groups of eight lower-case hex digits joined by `-`; the first is the time of the
/// request in seconds since the epoch, so the text sorts by time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rid([u32; 3]);

/// The text is not three groups of eight hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a rid")]
pub struct NotARid;

impl Rid {
    /// Characters of the text.
    pub const LEN: usize = 26;

    /// From the time of the request and eight random bytes.
    ///
    /// Times outside the 32-bit range stop at its ends.
    pub fn new(now: Time, random: [u8; 8]) -> Rid {
        let secs = u32::try_from(now.secs().max(0)).unwrap_or(u32::MAX);
        let [b0, b1, b2, b3, b4, b5, b6, b7] = random;
        Rid([secs, u32::from_be_bytes([b0, b1, b2, b3]), u32::from_be_bytes([b4, b5, b6, b7])])
    }

    /// From its three groups.
    pub const fn from_groups(groups: [u32; 3]) -> Rid {
        Rid(groups)
    }

    /// The three groups.
    pub const fn groups(self) -> [u32; 3] {
        self.0
    }

    /// When the request came, to the second.
    pub fn at(self) -> Time {
        let [secs, _, _] = self.0;
        Time::from_secs(i64::from(secs))
    }

    /// The text as bytes, without allocating.
    pub fn text(self) -> [u8; Rid::LEN] {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let mut text = [b'-'; Rid::LEN];
        for (group, slots) in self.0.iter().zip(text.chunks_mut(9)) {
            let nibbles = group.to_be_bytes().into_iter().flat_map(|byte| [byte >> 4, byte & 15]);
            for (slot, nibble) in slots.iter_mut().zip(nibbles) {
                *slot = HEX.get(usize::from(nibble)).copied().unwrap_or(b'0');
            }
        }
        text
    }
}

impl fmt::Display for Rid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.text()).unwrap_or_default())
    }
}

impl fmt::Debug for Rid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Rid {
    type Err = NotARid;

    /// Reads either letter case, since people copy rids out of logs and tickets.
    fn from_str(text: &str) -> Result<Rid, NotARid> {
        let mut groups = [0; 3];
        let mut parts = text.split('-');
        for group in &mut groups {
            let part = parts.next().ok_or(NotARid)?;
            let digits = part.len() == 8 && part.bytes().all(|b| b.is_ascii_hexdigit());
            if !digits {
                return Err(NotARid);
            }
            *group = u32::from_str_radix(part, 16).map_err(|_| NotARid)?;
        }
        if parts.next().is_some() { Err(NotARid) } else { Ok(Rid(groups)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_observed_rid_reads_back_with_its_time() {
        let rid: Rid = "65ffe934-2355113d-79ef0b31".parse().unwrap();
        assert_eq!(rid.to_string(), "65ffe934-2355113d-79ef0b31");
        assert_eq!(rid.at(), Time::from_secs(0x65ff_e934));
        assert_eq!(Rid::new(rid.at(), [0x23, 0x55, 0x11, 0x3d, 0x79, 0xef, 0x0b, 0x31]), rid);
    }

    #[test]
    fn other_shapes_are_refused() {
        for bad in
            ["", "65ffe934-2355113d", "65ffe934-2355113d-79ef0b31-", "+5ffe934-2355113d-79ef0b31", "中文"]
        {
            assert_eq!(bad.parse::<Rid>(), Err(NotARid), "{bad}");
        }
    }

    #[test]
    fn times_before_the_epoch_do_not_wrap() {
        assert_eq!(Rid::new(Time::from_secs(-5), [0; 8]).at(), Time::ZERO);
    }

    proptest! {
        #[test]
        fn text_and_value_go_round(groups: [u32; 3]) {
            let rid = Rid::from_groups(groups);
            prop_assert_eq!(rid.to_string().parse(), Ok(rid));
        }

        #[test]
        fn any_text_is_answered(text in ".*") {
            let _ = text.parse::<Rid>();
        }
    }
}
