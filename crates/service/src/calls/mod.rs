//! Which calls an account may make now, and why not: the one question, asked without making the call.

mod explain_call;
mod explain_on_behalf;
mod list_calls;
mod read_refusal;

pub use explain_call::{Told, explain_call};
pub use explain_on_behalf::explain_on_behalf;
pub(crate) use list_calls::can_be_theirs;
pub use list_calls::{CallView, list_calls};
pub use read_refusal::{RefusalView, read_refusal, refusal_of_account};
