//! `POST /registrations`: one form makes a member and their first account.

use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::members;

use super::accounts::AccountAnswer;
use super::cookie::{SetCookie, keep};
use super::member::MemberAnswer;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::problem::{Document, Problem};

/// The form. What is missing counts as empty, so that every fault is said at once.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
pub(crate) struct Registration {
    /// Such as `mini_program`.
    account_type: String,
    account_name: String,
    /// To sign in with.
    email: String,
    /// What was mailed there.
    email_code: String,
    phone: Option<String>,
    /// What was sent there; needed where the platform proves phone numbers.
    phone_code: String,
    #[schema(format = Password)]
    password: String,
    /// An invitation's; asked for where `admission` is `invited`, not looked at otherwise.
    invitation_code: String,
    /// What the account is for, at most 500 characters; asked for where `admission` is `case`.
    statement: String,
    /// The agreement's version that was shown and accepted.
    agreement: u32,
}

/// Who and what came of it; the session's cookie comes with it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Registered {
    member: MemberAnswer,
    account: AccountAnswer,
}

#[utoipa::path(post, path = "/registrations", tag = "registration", operation_id = "register",
    request_body = Registration,
    responses((status = 201, body = Registered), (status = 400, body = Document),
        (status = 409, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    headers: HeaderMap,
    Body(form): Body<Registration>,
) -> Result<(SetCookie, Changed<Registered>), Problem> {
    let done = members::register(&app.desk, form.into()).await?;
    let body = Registered { member: done.member.into(), account: done.account.into() };
    Ok((keep(&headers, done.session.as_ref()), Changed::created(done.seq, body)))
}

impl From<Registration> for members::Registration {
    fn from(form: Registration) -> members::Registration {
        members::Registration {
            account_type: form.account_type,
            account_name: form.account_name,
            email: form.email,
            email_code: form.email_code,
            phone: form.phone,
            phone_code: form.phone_code,
            password: form.password.into(),
            invitation_code: form.invitation_code,
            statement: form.statement,
            agreement: form.agreement,
        }
    }
}

#[cfg(test)]
#[path = "registrations_tests.rs"]
mod tests;
