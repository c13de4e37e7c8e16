//! Shows what another version would change, for whom, before anybody applies it.

use std::collections::BTreeMap;

use vermilion_model::{Call, CannotFollow, Catalogue, CatalogueDiff, FieldFault};

use super::affected::{AccountAffected, Affected};
use super::applied::read;
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// Longest text, in characters.
const TEXT_MAX: usize = 120_000;
/// So many accounts are named; the others are counted.
const NAMED_MAX: usize = 50;

/// What would change, and for whom.
#[derive(Debug)]
pub struct Preview {
    /// In the catalogue.
    pub diff: CatalogueDiff,
    /// Calls that nobody could make any more, since they stand nowhere.
    pub nobodys: Vec<String>,
    /// How many accounts something changes for.
    pub accounts: usize,
    /// How many could make a call that they may not now, by the call's name.
    pub gained: BTreeMap<String, usize>,
    /// How many could make one no longer.
    pub lost: BTreeMap<String, usize>,
    /// How many authorizations give a capability that becomes another or is gone.
    pub authorizations: usize,
    /// How many cases and offers ask for one.
    pub waiting: usize,
    /// How many drafts ask for one.
    pub drafts: usize,
    /// Whether every draft was looked at; otherwise the first ten thousand.
    pub every_draft: bool,
    /// The first of the accounts.
    pub named: Vec<AccountAffected>,
}

/// Reads a text of `capabilities.toml`, or the one that came with the binary where none is given, and holds it
/// against the newest version.
///
/// # Errors
/// A fault at `/text` where it is unsound or cannot follow.
pub async fn preview_catalogue(
    desk: &Desk,
    _: &PlatformMay<Operate>,
    text: Option<&str>,
) -> Result<Preview, Failure> {
    let Following { present, next, .. } = following(desk, text).await?;
    let diff = present.diff(&next);
    let nobodys = next.unplaced().into_iter().map(Call::name).collect();
    let affected = Affected::gather(desk, (present.clone(), next), &diff).await?;
    let [gained, lost] = affected.calls();
    Ok(Preview {
        nobodys,
        accounts: affected.count(),
        gained,
        lost,
        authorizations: affected.authorizations,
        waiting: affected.waiting,
        drafts: affected.drafts,
        every_draft: affected.every_draft,
        named: affected.named(desk, &present, NAMED_MAX).await?,
        diff,
    })
}

/// The newest version, and the one that would follow, with its text.
pub(super) struct Following {
    pub(super) present: Catalogue,
    pub(super) next: Catalogue,
    pub(super) text: String,
}

pub(super) async fn following(desk: &Desk, text: Option<&str>) -> Result<Following, Failure> {
    let text = text.unwrap_or(Catalogue::embedded_text());
    if text.chars().count() > TEXT_MAX {
        return Err(FieldFault::new("/text", "too_long").with("max", &TEXT_MAX).into());
    }
    let applied = desk.read.catalogues().await?;
    let present = read(applied.first().map(|row| row.text.as_str())).map_err(Failure::broken)?;
    // A number stands for one capability for good, also where that is gone since.
    let mut earlier = vec![Catalogue::embedded().map_err(Failure::broken)?];
    earlier.extend(applied.iter().filter_map(|row| read(Some(&row.text)).ok()));
    let next = Catalogue::with_capabilities(text).map_err(CannotFollow::Unsound).and_then(|next| {
        present.followed_by(&next, &desk.sets)?;
        earlier.iter().try_for_each(|earlier| earlier.numbers_kept_by(&next))?;
        Ok(next)
    });
    match next {
        Ok(next) => Ok(Following { present, next, text: text.to_owned() }),
        Err(why) => Err(FieldFault::new("/text", "catalogue_unsound").with("why", &why).into()),
    }
}
