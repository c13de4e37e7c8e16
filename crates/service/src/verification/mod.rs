//! Verification 认证 of the subject behind an account.

mod form;
mod read_verification;
mod submit_verification;
mod withdraw_verification;

pub use form::VerificationForm;
pub use read_verification::{
    VerificationOutcome, VerificationState, VerificationView, is_verified, read_verification, submitted_form,
};
pub use submit_verification::{preflight_verification, submit_verification};
pub use withdraw_verification::withdraw_verification;
