//! The text of the master key file.
//!
//! ```text
//! vermilion-keys 1
//! # what is written after a sharp is ignored
//! master 1 <32 bytes in URL-safe base64>
//! audit 1 <32 bytes in URL-safe base64>
//! ```
//!
//! One line a key, in any order; the greatest number of a kind is the newest. For an environment
//! variable the lines may be separated by `;`. A single key alone stands for `master 1` and an
//! `audit 1` derived from it; `to_text` then writes both out, so that either can be renewed.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use crate::audit::AuditKeys;
use crate::master::{MasterFault, MasterKeys};
use crate::numbered_keys::NumberedKeys;
use crate::{KeyBytes, SecretText};

const FIRST_LINE: &str = "vermilion-keys 1";

const NOTE: &str =
    "# Whoever holds this file can read what Vermilion seals; without it nobody can, you included.
# Keep a copy where the backups are not. `audit` keys chain the audit log; keep old ones.
";

pub(crate) fn parse(text: &str) -> Result<MasterKeys, MasterFault> {
    if let Some(key) = bare(text.trim()) {
        let audit = AuditKeys::only(key.derive("vermilion 1 audit key of a bare master key"));
        return Ok(MasterKeys { masters: NumberedKeys::only(key), audit });
    }
    let mut lines = lines(text);
    if lines.next().is_none_or(|(_, first)| first != FIRST_LINE) {
        return Err(MasterFault::Version);
    }
    let (mut masters, mut audits) = (Vec::new(), Vec::new());
    for (number, line) in lines {
        let (kind, id, key) = key_line(line).ok_or(MasterFault::Line(number))?;
        let keys = match kind {
            "master" => &mut masters,
            "audit" => &mut audits,
            _ => return Err(MasterFault::Line(number)),
        };
        if keys.iter().any(|(held, _)| *held == id) {
            return Err(MasterFault::Repeated(number));
        }
        keys.push((id, key));
    }
    let masters = NumberedKeys::new(masters).ok_or(MasterFault::NoMaster)?;
    Ok(MasterKeys { masters, audit: AuditKeys::new(audits).ok_or(MasterFault::NoAudit)? })
}

pub(crate) fn format(keys: &MasterKeys) -> SecretText {
    let mut text = format!("{FIRST_LINE}\n{NOTE}");
    let masters = keys.masters.iter().map(|(id, key)| ("master", id, key));
    let audits = keys.audit.iter().map(|(id, key)| ("audit", id, key));
    for (kind, id, key) in masters.chain(audits) {
        let key = Zeroizing::new(URL_SAFE_NO_PAD.encode(key.expose()));
        text.push_str(&Zeroizing::new(format!("{kind} {id} {}\n", key.as_str())));
    }
    SecretText::new(text)
}

/// What stands between line ends and `;`, with its line's number; without comments, which may hold
/// a `;` themselves, and without what is empty.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = (1..).zip(text.lines());
    let without_comments =
        numbered.map(|(number, line)| (number, line.split('#').next().unwrap_or_default()));
    without_comments
        .flat_map(|(number, line)| line.split(';').map(move |part| (number, part.trim())))
        .filter(|(_, part)| !part.is_empty())
}

fn key_line(line: &str) -> Option<(&str, u8, KeyBytes)> {
    let mut words = line.split_ascii_whitespace();
    let (kind, id, key) = (words.next()?, words.next()?, words.next()?);
    let id = id.parse().ok().filter(|id| *id > 0)?;
    words.next().is_none().then_some((kind, id, decoded(&URL_SAFE_NO_PAD, key)?))
}

/// A key alone, as `openssl rand -base64 32` or `-hex 32` prints it.
fn bare(text: &str) -> Option<KeyBytes> {
    decoded(&URL_SAFE_NO_PAD, text).or_else(|| decoded(&STANDARD, text)).or_else(|| hex(text))
}

fn decoded(engine: &impl Engine, text: &str) -> Option<KeyBytes> {
    let bytes = Zeroizing::new(engine.decode(text).ok()?);
    bytes.as_slice().try_into().ok().map(KeyBytes::new)
}

fn hex(text: &str) -> Option<KeyBytes> {
    let hash = blake3::Hash::from_hex(text).ok()?;
    Some(KeyBytes::new(*hash.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    const A: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
    const B: &str = "CAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg";

    fn fault(text: &str) -> MasterFault {
        parse(text).map(|_| ()).unwrap_err()
    }

    #[test]
    fn what_is_written_is_read() {
        let entropy = SeededEntropy::new([1; 32]);
        let keys = MasterKeys::generate(&entropy).with_new_master(&entropy).unwrap();
        let keys = keys.with_new_audit(&entropy).unwrap();
        let text = keys.to_text();
        let read = parse(text.expose()).unwrap();
        assert_eq!(format!("{read:?}"), "MasterKeys { masters: [1, 2], audit: AuditKeys([1, 2]) }");
        assert_eq!(read.to_text().expose(), text.expose());
    }

    #[test]
    fn the_greatest_number_is_the_newest_in_any_order() {
        let read =
            parse(&format!("vermilion-keys 1\nmaster 3 {B} # new\n\nmaster 1 {A}\naudit 1 {A}\n")).unwrap();
        assert_eq!(read.newest_id(), 3);
        assert_eq!(*read.masters.newest().1.expose(), [8; 32]);
    }

    #[test]
    fn an_environment_variable_may_hold_it_in_one_line() {
        assert!(parse(&format!("vermilion-keys 1; master 1 {A}; audit 1 {B}")).is_ok());
    }

    #[test]
    fn a_key_alone_will_do_and_keeps_its_audit_key_when_written_out() {
        let hex = "07".repeat(32);
        let bare = parse(&format!("{hex}\n")).unwrap();
        assert_eq!(*bare.masters.newest().1.expose(), [7; 32]);
        for same in [A, "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=", bare.to_text().expose()] {
            assert_eq!(parse(same).unwrap().to_text().expose(), bare.to_text().expose());
        }
        let (_, audit) = bare.audit.iter().next().unwrap();
        assert_eq!(URL_SAFE_NO_PAD.encode(audit.expose()), "yA_XZj1bv1NTNTFnVIm2faqCpjw2HL44zpaM3-Y3QRg");
    }

    #[test]
    fn every_fault_is_named_without_repeating_the_text() {
        assert_eq!(fault(""), MasterFault::Version);
        assert_eq!(fault("vermilion-keys 2"), MasterFault::Version);
        assert_eq!(fault(&format!("vermilion-keys 1\naudit 1 {A}")), MasterFault::NoMaster);
        assert_eq!(fault(&format!("vermilion-keys 1\nmaster 1 {A}")), MasterFault::NoAudit);
        assert_eq!(fault(&format!("vermilion-keys 1\nmaster 1 {A}\nmaster 1 {B}")), MasterFault::Repeated(3));
        for bad in ["master", "master 0 A", "master 256 A", "master 1 A x", "master 1 short", "token 1 A"] {
            let text = format!("vermilion-keys 1\n# note\n{}", bad.replace('A', A));
            assert_eq!(fault(&text), MasterFault::Line(3), "{bad}");
        }
    }
}
