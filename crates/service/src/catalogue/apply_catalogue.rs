//! Applies another version: an audited act, after which each node has it in force from its next start.

use vermilion_model::Seq;
use vermilion_model::fact::{Actor, CatalogueApplied};
use vermilion_seal::content_digest;

use super::preview_catalogue::{Following, following};
use super::see_catalogue::{CatalogueView, see_catalogue};
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// Applies a text, or the one that came with the binary, over the version that the preview was about.
///
/// # Errors
/// As the preview; `Stale` where another version was applied since.
pub async fn apply_catalogue(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    (seen, text): (u32, Option<&str>),
) -> Result<(Seq, CatalogueView), Failure> {
    let Following { present, next, text } = following(desk, text).await?;
    if present.version != seen {
        return Err(Failure::Stale);
    }
    let applied = CatalogueApplied {
        version: next.version,
        before: present.version,
        digest: content_digest(text.as_bytes()),
        by: may.by.member,
        text,
    };
    let seq = desk.record(desk.now(), Actor::Member(may.by.member), applied).await?;
    Ok((seq, see_catalogue(desk, may).await?))
}
