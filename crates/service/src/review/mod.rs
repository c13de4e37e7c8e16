//! The review desk: what waits, and what a reviewer does with it.

mod approve_case;
mod case_row;
mod checklist;
mod lines;
mod read_case;
mod read_queue;
mod reject_case;
mod summary;
mod take_case;

pub use approve_case::approve_case;
pub use checklist::CheckItem;
pub use lines::{CaseLine, LineValue};
pub use read_case::{CaseDetail, Earlier, read_case};
pub use read_queue::{Place as QueuePlace, read_queue};
pub use reject_case::{GivenByReviewer, reject_case};
pub use summary::{CaseSummary, Person};
pub use take_case::take_case;

pub(crate) use summary::member_box;
