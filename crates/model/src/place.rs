//! A place in commit order that can be handed out and shown again.

use std::fmt;
use std::str::FromStr;

use crate::{Incarnation, NotASeq, Seq};

/// A fact's place in one life of the store: `incarnation.lane-number`. After a restore numbers are given anew, so
/// that a place of the life before says nothing any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The life of the store.
    pub incarnation: Incarnation,
    /// The fact's number in it.
    pub seq: Seq,
}

/// Longest text of a place.
const LONGEST: usize = 32;

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.incarnation.0, self.seq)
    }
}

impl FromStr for Place {
    type Err = NotASeq;

    fn from_str(text: &str) -> Result<Place, NotASeq> {
        let (incarnation, seq) =
            text.get(..text.len().min(LONGEST)).and_then(|text| text.split_once('.')).ok_or(NotASeq)?;
        let incarnation = Incarnation(incarnation.parse().map_err(|_| NotASeq)?);
        let place = Place { incarnation, seq: seq.parse()? };
        // One spelling per place: what `Display` writes.
        if place.to_string() == text { Ok(place) } else { Err(NotASeq) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_comes_back_in_one_spelling() {
        let place = Place { incarnation: Incarnation(2), seq: Seq { lane: 0, number: 41 } };
        assert_eq!((place.to_string().as_str(), "2.0-41".parse()), ("2.0-41", Ok(place)));
        let long = format!("2.0-41{}", " ".repeat(40));
        for bad in [
            "",
            "0-41",
            "2.",
            ".0-41",
            "02.0-41",
            "+2.0-41",
            "65536.0-41",
            "2.0-041",
            "2.0-41 ",
            &long,
            "朱批",
        ] {
            assert_eq!(bad.parse::<Place>(), Err(NotASeq), "{bad}");
        }
    }
}
