//! Shows a file: every view is an audited fact, written before a byte is shown, and an image carries the
//! viewer's name.

use vermilion_model::fact::{Actor, EvidenceViewed};
use vermilion_model::{Case, EvidenceFile, EvidenceState, Id, MediaType, Member, Refusal, Time, Viewer};
use vermilion_seal::{DigestOf, SecretBytes};
use vermilion_store::{AccountRow, EvidenceRow};

use super::files::content_place;
use super::preview::watermarked;
use crate::authorizations::account_key;
use crate::may::{ManageAuthorizations, Review};
use crate::review::member_box;
use crate::{Desk, Failure, Kind, May, PlatformMay};

/// A file as it is shown.
pub struct Shown {
    /// Which.
    pub evidence: Id<EvidenceFile>,
    /// What it is: an image is shown as PNG, whatever it was.
    pub media: MediaType,
    /// What is shown.
    pub content: Vec<u8>,
}

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shown({})", self.evidence)
    }
}

/// Who looks, and on which case.
pub(super) struct Look {
    pub(super) by: Id<Member>,
    pub(super) viewer: Viewer,
    pub(super) case: Option<Id<Case>>,
}

/// An account's file for applications; another account's, and what is for a case's thread, is not there.
pub(super) async fn own_evidence(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<EvidenceFile>,
) -> Result<EvidenceRow, Failure> {
    let row = desk.read.evidence_by_id(id).await?;
    let row = row.filter(|row| row.account == may.account() && row.case.is_none());
    row.ok_or(Failure::Missing(Kind::Evidence))
}

/// Shows an account its own file; another account's is not there.
pub async fn show_to_applicant(
    desk: &Desk,
    may: &May<ManageAuthorizations>,
    id: Id<EvidenceFile>,
) -> Result<Shown, Failure> {
    let row = own_evidence(desk, may, id).await?;
    let look = Look { by: may.by.member, viewer: Viewer::Applicant, case: None };
    show(desk, (&may.row, &row), &look).await
}

/// Shows a reviewer a file that a case rests on; others are not there.
pub async fn show_to_reviewer(
    desk: &Desk,
    may: &PlatformMay<Review>,
    (case, id): (Id<Case>, Id<EvidenceFile>),
) -> Result<Shown, Failure> {
    let found = desk.read.case_by_id(case).await?.ok_or(Failure::Missing(Kind::Case))?;
    let rows = desk.read.evidence_of_revision(found.revision).await?;
    let row = rows.into_iter().find(|row| row.evidence == id).ok_or(Failure::Missing(Kind::Evidence))?;
    let account = desk.read.account_by_no(row.account).await?.ok_or(Failure::Missing(Kind::Account))?;
    let look = Look { by: may.by.member, viewer: Viewer::Reviewer, case: Some(case) };
    show(desk, (&account, &row), &look).await
}

pub(super) async fn show(
    desk: &Desk,
    (account, row): (&AccountRow, &EvidenceRow),
    look: &Look,
) -> Result<Shown, Failure> {
    match row.state {
        EvidenceState::Clean => {}
        EvidenceState::Quarantined => return Err(Refusal::InQuarantine.into()),
        EvidenceState::Infected => return Err(Failure::Missing(Kind::Evidence)),
    }
    let key = account_key(desk, account).await?;
    let now = desk.now();
    let sealed = desk.files.blobs()?.get(row.blob).await.map_err(Failure::broken)?;
    let sealed = sealed.ok_or_else(|| Failure::broken("a file that a row names is not on disk"))?;
    let opened = key.open(content_place(&row.evidence), &sealed)?;
    drop(sealed);
    if key.digest(DigestOf::Content, row.evidence.bytes(), opened.expose()) != row.digest {
        return Err(Failure::broken("a file is not what was handed in"));
    }
    let viewed = EvidenceViewed {
        evidence: row.evidence,
        account: row.account,
        by: look.by,
        viewer: look.viewer,
        case: look.case,
    };
    match desk.record(now, Actor::Member(look.by), viewed).await {
        Err(Failure::Stale) => return Err(Failure::Missing(Kind::Evidence)),
        recorded => recorded?,
    };
    let (media, content) = if row.media.is_image() {
        (MediaType::Png, draw(desk, (row.media, &opened), (look.by, now)).await?)
    } else {
        (row.media, opened.expose().to_vec())
    };
    Ok(Shown { evidence: row.evidence, media, content })
}

/// Draws who looks, and when, over an image.
async fn draw(
    desk: &Desk,
    (media, opened): (MediaType, &SecretBytes),
    (by, now): (Id<Member>, Time),
) -> Result<Vec<u8>, Failure> {
    let person = member_box(desk, by).await?.ok_or(Failure::SignedOut)?;
    let name = person.name.map_or(person.email.clone(), |name| format!("{name} {}", person.email));
    let day = jiff::Timestamp::from_second(now.plus(desk.settings.zone_offset).secs());
    let day = day.map_err(Failure::broken)?.strftime("%Y-%m-%d %H:%M").to_string();
    watermarked(desk, media, opened.expose().to_vec(), format!("{name} {day}")).await
}
