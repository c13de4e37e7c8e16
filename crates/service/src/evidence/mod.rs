//! Evidence 证明材料: handed in, sealed on disk under its account's key, shown watermarked, deleted in time.

mod case_files;
mod delete_evidence;
mod files;
mod preview;
mod read_evidence;
mod scan;
mod store_evidence;
mod tend;
mod view_evidence;
mod watermark;

pub use case_files::{
    discard_case_file, discard_own_case_file, show_case_file, show_own_case_file, store_case_file,
    store_own_case_file,
};
pub use delete_evidence::discard_evidence;
pub use files::{Files, FilesSettings};
pub(crate) use files::{content_place, name_place};
pub(crate) use preview::small_picture;
pub use read_evidence::{EvidenceView, evidence_of_case, read_evidence};
pub(crate) use read_evidence::{file_states, state_fault, view};
pub use scan::{CommandScanner, SCANNER_PATIENCE, Scanned, Scanner, Scanning};
pub use store_evidence::store_evidence;
pub use tend::tend_evidence;
pub use view_evidence::{Shown, show_to_applicant, show_to_reviewer};
