//! Takes a file in: typed by what it contains, sealed, on disk, and then a fact.

use vermilion_model::fact::{Actor, EvidenceStored};
use vermilion_model::{Case, EvidenceState, FieldFault, Id, MediaType, Member, Refusal, Seq};
use vermilion_seal::{DigestOf, PersonKey};
use vermilion_store::AccountRow;

use super::files::{content_place, name_place};
use super::preview::looks_sound;
use super::read_evidence::{EvidenceView, view};
use crate::authorizations::account_key;
use crate::may::ManageAuthorizations;
use crate::{Desk, Failure, Kind, May};

/// Longest name, in characters.
const NAME_MAX: usize = 100;
/// How many files an account keeps on which no submission rests.
const UNUSED_MAX: i64 = 200;

/// Stores a file. `read` brings its bytes, at most as many as the settings allow; it is asked once there is
/// room for them.
pub async fn store_evidence<F>(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    name: &str,
    read: impl FnOnce(usize) -> F + Send,
) -> Result<(Seq, EvidenceView), Failure>
where
    F: Future<Output = Result<Vec<u8>, Failure>> + Send,
{
    may.standing(desk)?;
    if desk.read.unused_evidence(may.account()).await? >= UNUSED_MAX {
        return Err(Refusal::TooManyFiles.into());
    }
    take_in(desk, &Handed { account: &may.row, case: None, by: may.by.member, name }, read).await
}

/// Whose file it is, who hands it in, and what they call it.
pub(super) struct Handed<'a> {
    /// Under whose key it is sealed.
    pub(super) account: &'a AccountRow,
    /// The case whose thread it is for.
    pub(super) case: Option<Id<Case>>,
    pub(super) by: Id<Member>,
    pub(super) name: &'a str,
}

/// Reads, checks and keeps a file.
pub(super) async fn take_in<F>(
    desk: &Desk,
    handed: &Handed<'_>,
    read: impl FnOnce(usize) -> F + Send,
) -> Result<(Seq, EvidenceView), Failure>
where
    F: Future<Output = Result<Vec<u8>, Failure>> + Send,
{
    if handed.name.trim().chars().count() > NAME_MAX {
        return Err(FieldFault::new("/name", "too_long").with("max", &NAME_MAX).into());
    }
    let _room = desk.files.uploads.try_acquire().map_err(|_| Failure::Busy)?;
    let content = read(desk.settings.files.longest).await?;
    let media = MediaType::of(&content).ok_or_else(|| Failure::field("/file", "file_type"))?;
    let key = account_key(desk, handed.account).await?;
    let content = if media.is_image() { looks_sound(desk, media, content).await? } else { content };
    keep(desk, handed, &key, (media, content)).await
}

async fn keep(
    desk: &Desk,
    handed: &Handed<'_>,
    key: &PersonKey,
    (media, content): (MediaType, Vec<u8>),
) -> Result<(Seq, EvidenceView), Failure> {
    let now = desk.now();
    let evidence = desk.id(now);
    let bytes = i64::try_from(content.len()).map_err(Failure::broken)?;
    let digest = key.digest(DigestOf::Content, evidence.bytes(), &content);
    let sealed = key.seal(content_place(&evidence), &content, &*desk.entropy)?;
    drop(content);
    // Durable before the fact that names it.
    let blob = desk.files.blobs()?.put(sealed, now).await.map_err(Failure::broken)?;
    let unscanned = desk.settings.files.scanner.is_none();
    let stored = EvidenceStored {
        evidence,
        account: handed.account.account,
        blob,
        digest,
        media,
        bytes,
        state: if unscanned { EvidenceState::Clean } else { EvidenceState::Quarantined },
        by: handed.by,
        case: handed.case,
        sealed: desk.vault.seal(key, name_place(&evidence), &handed.name.trim())?,
    };
    let seq = desk.record(now, Actor::Member(handed.by), stored).await?;
    let row = desk.read.evidence_by_id(evidence).await?.ok_or(Failure::Missing(Kind::Evidence))?;
    Ok((seq, view(desk, key, &row)?))
}
