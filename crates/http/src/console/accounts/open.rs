//! `POST /accounts`: another account for a member who has one.

use axum::extract::State;
use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_service::accounts;

use super::AccountAnswer;
use crate::App;
use crate::body::Body;
use crate::changed::Changed;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// The form.
#[derive(Debug, Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OpenAccount {
    /// Such as `mini_program`.
    account_type: String,
    account_name: String,
    /// What it is for; asked for where reviewers admit each new account, not looked at otherwise.
    statement: String,
}

#[utoipa::path(post, path = "/accounts", tag = "accounts", operation_id = "open_account",
    request_body = OpenAccount,
    responses((status = 201, body = AccountAnswer), (status = 400, body = Document),
        (status = 401, body = Document), (status = 422, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(by): Signed,
    Body(form): Body<OpenAccount>,
) -> Result<Changed<AccountAnswer>, Problem> {
    let OpenAccount { account_type, account_name, statement } = form;
    let (seq, account) =
        accounts::open_account(&app.desk, by, (&account_type, &account_name), &statement).await?;
    Ok(Changed::created(seq, account.into()))
}
