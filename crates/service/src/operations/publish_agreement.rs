//! Another version of the agreement, by operations.

use vermilion_model::fact::{Actor, AgreementPublished, AgreementTexts};
use vermilion_model::{FieldFault, Seq};
use vermilion_seal::DigestOf;
use vermilion_store::AgreementRow;

use crate::faults::{Faults, given};
use crate::may::Operate;
use crate::members::{present_agreement, present_texts};
use crate::{Desk, Failure, PlatformMay};

/// Longest title and text, in characters.
const LONGEST_TITLE: usize = 100;
const LONGEST_TEXT: usize = 50_000;

/// Whether members who agreed to an earlier version are asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// They are: `me` says so until they agree.
    Again,
    /// Only who registers from now on.
    Newcomers,
}

/// Publishes it; it holds from now on for who registers.
///
/// # Errors
/// Faults at `/title_zh`, `/text_zh`, `/title_en` and `/text_en`; `Stale` when somebody published meanwhile.
pub async fn publish_agreement(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    row: AgreementTexts,
    asks: Asks,
) -> Result<(Seq, u32), Failure> {
    let mut faults = Faults::default();
    for (text, pointer, max) in [
        (&row.title_zh, "/title_zh", LONGEST_TITLE),
        (&row.text_zh, "/text_zh", LONGEST_TEXT),
        (&row.title_en, "/title_en", LONGEST_TITLE),
        (&row.text_en, "/text_en", LONGEST_TEXT),
    ] {
        faults.take(given(text, pointer));
        if text.chars().count() > max {
            faults.push(FieldFault::new(pointer, "too_long").with("max", &max));
        }
    }
    faults.done()?;
    let version = present_agreement(desk).await? + 1;
    let whole = [&row.title_zh, &row.text_zh, &row.title_en, &row.text_en].map(String::as_str).join("\0");
    let text = desk.ring.load().digests.digest(DigestOf::Content, b"agreement", whole.as_bytes());
    let act = AgreementPublished { version, asks_again: asks == Asks::Again, text, row };
    let seq = desk.record(desk.now(), Actor::Member(may.by.member), act).await?;
    Ok((seq, version))
}

/// The agreement's versions, and who agreed to them.
#[derive(Debug)]
pub struct Agreements {
    /// Every version that was published, the newest first.
    pub published: Vec<AgreementRow>,
    /// The one that holds, with its version: the newest published, or what came with the binary.
    pub present: (u32, AgreementTexts),
    /// How many members agreed to which version last, the newest first.
    pub agreed: Vec<(u32, i64)>,
}

/// Every version, and how many members agreed to which.
pub async fn list_agreements(desk: &Desk, _may: &PlatformMay<Operate>) -> Result<Agreements, Failure> {
    Ok(Agreements {
        published: desk.read.agreements().await?,
        present: present_texts(desk).await?,
        agreed: desk.read.members_by_agreement().await?,
    })
}
