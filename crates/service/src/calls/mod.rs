//! Which calls an account may make now, and why not: the one question, asked without making the call.

mod explain_call;
mod explain_on_behalf;
mod explain_past;
mod list_calls;
mod past;
mod read_refusal;

pub use explain_call::{Told, explain_call};
pub use explain_on_behalf::explain_on_behalf;
pub use explain_past::{Question, explain_past};
pub(crate) use list_calls::can_be_theirs;
pub use list_calls::{CallView, list_calls};
pub use past::{Past, PastFault};
pub use read_refusal::{RefusalView, read_refusal, refusal_of_account};
