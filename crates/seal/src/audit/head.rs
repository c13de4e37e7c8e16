//! Signed heads: a line that proves, elsewhere and later, how far a lane's chain had come.
//!
//! Permanent: `vermilion-head 1 INCARNATION LANE NUMBER MILLISECONDS KEY MAC SIGNATURE`, MAC and
//! signature as 64 lower-case hex digits; the signature is the HMAC-SHA256 of what stands before it,
//! without the last space.

use std::fmt::Write as _;

use aws_lc_rs::hmac;
use vermilion_model::{Incarnation, Time};

use super::{AuditKeys, ChainTip, hmac_key};

const CONTEXT: &str = "vermilion 1 audit head";
const FIRST_WORDS: &str = "vermilion-head 1 ";

/// How far a lane's chain had come, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// The store's incarnation.
    pub incarnation: Incarnation,
    /// The lane.
    pub lane: u16,
    /// The last entry's number and MAC.
    pub tip: ChainTip,
    /// When it was signed.
    pub at: Time,
}

/// Why a line is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeadFault {
    /// Not the shape of a signed head.
    #[error("not a signed head")]
    Malformed,
    /// The key is in no master key file at hand.
    #[error("signed with audit key {0}, which is not here")]
    UnknownKey(u8),
    /// The signature is not ours.
    #[error("a forged head")]
    Forged,
}

impl AuditKeys {
    /// The line, without its end, signed with the newest key.
    pub fn sign_head(&self, head: &Head) -> String {
        let Head { incarnation, lane, tip, at } = head;
        let (key_id, key) = self.0.newest();
        let mac = blake3::Hash::from_bytes(tip.mac).to_hex();
        let (number, at) = (tip.number, at.millis());
        let mut line = format!("{FIRST_WORDS}{} {lane} {number} {at} {key_id} {mac}", incarnation.0);
        let signature = hmac::sign(&hmac_key(key, CONTEXT), line.as_bytes());
        line.push(' ');
        for byte in signature.as_ref() {
            // Writing to a String cannot fail.
            let _ = write!(line, "{byte:02x}");
        }
        line
    }

    /// What a line says, if we signed it.
    pub fn read_head(&self, line: &str) -> Result<Head, HeadFault> {
        let (signed, signature) = line.trim_end().rsplit_once(' ').ok_or(HeadFault::Malformed)?;
        let (key_id, head) = parse(signed).ok_or(HeadFault::Malformed)?;
        let signature = digits(signature).ok_or(HeadFault::Malformed)?;
        let key = self.0.get(key_id).ok_or(HeadFault::UnknownKey(key_id))?;
        hmac::verify(&hmac_key(key, CONTEXT), signed.as_bytes(), &signature)
            .map_err(|_| HeadFault::Forged)?;
        Ok(head)
    }
}

fn parse(signed: &str) -> Option<(u8, Head)> {
    let mut words = signed.strip_prefix(FIRST_WORDS)?.split(' ');
    let incarnation = Incarnation(words.next()?.parse().ok()?);
    let lane = words.next()?.parse().ok()?;
    let number = words.next()?.parse().ok()?;
    let at = Time::from_millis(words.next()?.parse().ok()?);
    let key_id = words.next()?.parse().ok()?;
    let mac = digits(words.next()?)?;
    let head = Head { incarnation, lane, tip: ChainTip { number, mac }, at };
    words.next().is_none().then_some((key_id, head))
}

fn digits(text: &str) -> Option<[u8; 32]> {
    blake3::Hash::from_hex(text).ok().map(|hash| *hash.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::KeyBytes;

    fn keys() -> AuditKeys {
        AuditKeys::only(KeyBytes::new([7; 32]))
    }

    fn head() -> Head {
        let tip = ChainTip { number: 1000, mac: [9; 32] };
        Head { incarnation: Incarnation(1), lane: 0, tip, at: Time::from_secs(1_700_000_000) }
    }

    #[test]
    fn golden_vector_holds_for_ever() {
        assert_eq!(
            keys().sign_head(&head()),
            "vermilion-head 1 1 0 1000 1700000000000 1 0909090909090909090909090909090909090909090909090909090909090909 964171ea298f58199f3d267add4d528ebac1ceabc27e08f268cc33722020060c"
        );
    }

    #[test]
    fn what_was_signed_is_read() {
        let line = keys().sign_head(&head());
        assert_eq!(keys().read_head(&format!("{line}\n")), Ok(head()));
        let both = keys().with_new(KeyBytes::new([8; 32])).unwrap();
        assert_eq!(both.read_head(&line), Ok(head()));
        assert_eq!(keys().read_head(&both.sign_head(&head())), Err(HeadFault::UnknownKey(2)));
        let other = AuditKeys::only(KeyBytes::new([8; 32]));
        assert_eq!(other.read_head(&line), Err(HeadFault::Forged));
    }

    #[test]
    fn every_changed_byte_is_refused() {
        let line = keys().sign_head(&head());
        for at in 0..line.len() {
            for by in ['0', '1', ' '] {
                let mut forged = line.clone();
                forged.replace_range(at..=at, &by.to_string());
                assert!(forged == line || keys().read_head(&forged).is_err(), "{by:?} at {at}");
            }
        }
        assert_eq!(keys().read_head(""), Err(HeadFault::Malformed));
    }
}
