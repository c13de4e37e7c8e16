//! The review desk: what waits, and what a reviewer does with it.

mod appeal_case;
mod approve_case;
mod case_row;
mod checks;
mod forecast;
mod give_back_case;
mod hand_over_case;
mod kinds;
mod list_reviewers;
mod own;
mod rates;
mod read_case;
mod read_queue;
mod reject_case;
mod summary;
mod take_case;
mod tend_cases;
mod thread;

pub use appeal_case::appeal_case;
pub use approve_case::approve_case;
pub use checks::{Before, Judged, Verdicts, save_checks};
pub use forecast::Waiting;
pub use give_back_case::give_back_case;
pub use hand_over_case::hand_over_case;
pub use kinds::{About, CaseLine, CheckItem, Document, LineValue, RevisionAbout};
pub use list_reviewers::list_reviewers;
pub use own::{OwnCase, OwnSaid, read_own_case, read_own_cases, withdraw_case};
pub use rates::{Rates, ReasonCounts, ReviewerCounts, ReviewerRates, read_rates};
pub use read_case::{CaseDetail, Earlier, read_case};
pub use read_queue::{Place as QueuePlace, Which as WhichCases, read_queue};
pub use reject_case::{GivenByReviewer, Rejection, reject_case};
pub use summary::{CaseSummary, Person};
pub use take_case::take_case;
pub use tend_cases::tend_cases;
pub use thread::{
    NewMessage, Question, Said, answer_question, ask_applicant, write_note, write_to_applicant,
    write_to_reviewers,
};

pub(crate) use case_row::{case_row, reviewer};
pub(crate) use own::own_row;
pub(crate) use summary::member_box;
pub(crate) use thread::is_pointer;
