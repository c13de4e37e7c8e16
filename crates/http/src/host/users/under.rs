//! Which session key a request names.

use vermilion_service::Failure;
use vermilion_service::hosts::Under;

/// Exactly one of the two, as sent.
pub(super) fn under<'a>(code: Option<&'a str>, app_id: Option<&'a str>) -> Result<Under<'a>, Failure> {
    match (code, app_id) {
        (Some(code), None) => Ok(Under::Code(code)),
        (None, Some(app_id)) => Ok(Under::Session(app_id)),
        (None, None) => Err(Failure::field("/code", "required")),
        (Some(_), Some(_)) => Err(Failure::field("/app_id", "not_both")),
    }
}
