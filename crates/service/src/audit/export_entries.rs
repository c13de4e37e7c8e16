//! Takes a copy of the audit log away, or of a part of it; that somebody did is an entry itself.

use vermilion_model::fact::{Actor, AuditExported};
use vermilion_model::{EntryFilter, ExportForm, Seq};
use vermilion_store::{Between, Entry};

use super::LANE;
use super::search_entries::numbered;
use crate::may::Audit;
use crate::{Desk, Failure, PlatformMay};

/// How many entries are read at once.
const PAGE: i64 = 1_000;

/// A copy that is being read.
#[derive(Debug)]
pub struct Export {
    /// The entry that says so; the copy ends before it.
    pub recorded: Seq,
    filter: EntryFilter,
    left: Between,
}

/// Begins a copy of the entries that a filter lets through, up to now. Who takes it is recorded first.
///
/// # Errors
/// `Missing` when no account has the AppID that the filter names.
pub async fn export_entries(
    desk: &Desk,
    may: &PlatformMay<Audit>,
    (form, filter): (ExportForm, EntryFilter),
) -> Result<Export, Failure> {
    let filter = numbered(desk, filter).await?;
    let by = may.by.member;
    let exported = AuditExported { by, form, filter: filter.clone() };
    let recorded = desk.record(desk.now(), Actor::Member(by), exported).await?;
    let within = desk.read.entries_within(LANE, &filter).await?;
    let left = Between { before: within.before.min(recorded.number), ..within };
    Ok(Export { recorded, filter, left })
}

impl Export {
    /// The next entries, the oldest first; perhaps none of them. Nothing at the end.
    ///
    /// # Errors
    /// The store cannot be read.
    pub async fn more(&mut self, desk: &Desk) -> Result<Option<Vec<Entry>>, Failure> {
        if self.left.is_over() {
            return Ok(None);
        }
        let sought = desk.read.oldest_entries(LANE, &self.filter, (self.left, PAGE)).await?;
        self.left = sought.left;
        Ok(Some(sought.entries))
    }
}
