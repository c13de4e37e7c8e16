//! The files that a message names: handed in to its case by who writes it, and in no message yet.

use vermilion_model::{Case, EvidenceFile, FieldFault, Id, Member};

use crate::evidence::state_fault;
use crate::faults::Faults;
use crate::{Desk, Failure};

/// How many files one message names at most.
const FILES_MAX: usize = 5;
/// How long they are together at most, in bytes.
const BYTES_MAX: i64 = 20 * 1024 * 1024;

/// Reads them, each with its own fault: `evidence_gone`, `in_quarantine`, `evidence_infected`, `duplicate`;
/// `too_many` and `files_too_large` of all together.
pub(in crate::review) async fn attachable(
    desk: &Desk,
    (case, by): (Id<Case>, Id<Member>),
    files: &[String],
    faults: &mut Faults,
) -> Result<Vec<Id<EvidenceFile>>, Failure> {
    let mut named = Vec::new();
    if files.len() > FILES_MAX {
        faults.push(FieldFault::new("/files", "too_many").with("max", &FILES_MAX));
        return Ok(named);
    }
    let mut bytes = 0;
    for (at, file) in files.iter().enumerate() {
        let pointer = format!("/files/{at}");
        let row = match file.parse() {
            Ok(id) => desk.read.evidence_by_id(id).await?,
            Err(_) => None,
        };
        let row = row.filter(|row| row.case == Some(case) && row.stored_by == by && row.message.is_none());
        match (state_fault(&pointer, row.as_ref().map(|row| row.state)), row) {
            (Some(fault), _) => faults.push(fault),
            (None, Some(row)) if !named.contains(&row.evidence) => {
                bytes += row.bytes;
                named.push(row.evidence);
            }
            (None, _) => faults.push(FieldFault::new(&pointer, "duplicate")),
        }
    }
    if bytes > BYTES_MAX {
        faults.push(FieldFault::new("/files", "files_too_large").with("max", &"20 MiB"));
    }
    Ok(named)
}
