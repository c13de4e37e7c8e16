//! The platform's own rules about applications, as Cedar policies: checked against a schema, versioned, switched on
//! and off, each with its reason and its sentences. Used for applications and nothing else: what members may do
//! stands in the model's rights, what calls may be made in `decide`.

mod asking;
mod bundled;
mod in_force;
mod question;
mod read_policies;
mod rule;
mod rules;
mod save_policy;
mod switch_policy;
mod try_policy;
mod unsound;

pub use bundled::SCHEMA;
pub use question::{Subject, What};
pub use read_policies::{PolicyVersionView, PolicyView, read_policies, read_policy};
pub use rule::Said;
pub use save_policy::save_policy;
pub use switch_policy::{disable_policy, enable_policy};
pub use try_policy::{Came, MadeUp, Tried, TriedOn, try_policy};

pub(crate) use asking::{Asking, hold_to_rules};
