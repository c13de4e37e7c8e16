//! The register 基本信息: what an account is known by, what a change needs, and how one is made.

mod change_avatar;
mod change_register;
mod check;
mod history;
mod protected_words;
mod read_register;
mod values;
mod withdraw_change;

pub use change_avatar::{AVATAR_LONGEST, change_avatar};
pub use change_register::{Changed, change_register};
pub use check::protected_in;
pub use history::{PastChange, register_history};
pub use protected_words::{ProtectedWord, free_word, list_protected_words, protect_word};
pub use read_register::{FieldView, PendingChange, RegisterView, ReviewedChange, read_register};
pub use values::RegisterValue;
pub use withdraw_change::withdraw_change;

pub(crate) use values::{overlay, petition_place};
pub(crate) use withdraw_change::withdraw_petition;
