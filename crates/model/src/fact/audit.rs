//! Facts about the audit log itself.

use serde::{Deserialize, Serialize};

use crate::{EntryFilter, ExportForm, Id, Member};

/// Somebody took away a copy of the entries that a filter lets through. It stands before the first byte of the copy, and
/// behind its last entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditExported {
    /// Who.
    pub by: Id<Member>,
    /// In which form.
    pub form: ExportForm,
    /// Which entries.
    pub filter: EntryFilter,
}
