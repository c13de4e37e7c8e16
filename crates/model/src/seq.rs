//! The number of a governance fact, in commit order over all nodes.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Where a governance fact stands: its lane, and its number within the lane, without gaps from 1.
///
/// Two of them compare only within one lane; lanes have no order among each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Seq {
    /// The lane; a new installation has lane 0 alone.
    pub lane: u16,
    /// The number within the lane, from 1; 0 stands before the first fact.
    pub number: i64,
}

/// The text is not `lane-number`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a sequence number")]
pub struct NotASeq;

impl PartialOrd for Seq {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (self.lane == other.lane).then(|| self.number.cmp(&other.number))
    }
}
impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.lane, self.number)
    }
}
impl FromStr for Seq {
    type Err = NotASeq;
    fn from_str(text: &str) -> Result<Self, NotASeq> {
        let (lane, number) = text.split_once('-').ok_or(NotASeq)?;
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !digits(lane) || !digits(number) {
            return Err(NotASeq);
        }
        let seq =
            Seq { lane: lane.parse().map_err(|_| NotASeq)?, number: number.parse().map_err(|_| NotASeq)? };
        // One spelling per number: what `Display` writes.
        if seq.to_string() == text { Ok(seq) } else { Err(NotASeq) }
    }
}
impl Serialize for Seq {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Seq {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_back_in_one_spelling() {
        let seq = Seq { lane: 3, number: 41 };
        assert_eq!(seq.to_string(), "3-41");
        assert_eq!("3-41".parse(), Ok(seq));
        for bad in
            ["", "3", "3-", "-3", "03-41", "3-041", "3-+41", "3--41", "65536-1", "1-99999999999999999999"]
        {
            assert_eq!(bad.parse::<Seq>(), Err(NotASeq), "{bad}");
        }
    }

    #[test]
    fn lanes_do_not_compare() {
        let here = Seq { lane: 0, number: 1 };
        assert!(here < Seq { lane: 0, number: 2 });
        assert_eq!(here.partial_cmp(&Seq { lane: 1, number: 2 }), None);
    }
}
