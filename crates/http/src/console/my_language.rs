//! `GET` and `PUT /me/language`: in which language messages to a member are written.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_service::members::{choose_language, language_of};

use crate::App;
use crate::body::Body;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// A language.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MyLanguage {
    /// `zh-CN` or `en`.
    language: &'static str,
}

/// The one that is chosen.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChooseLanguage {
    /// `zh-CN` or `en`.
    language: String,
}

#[utoipa::path(get, path = "/me/language", tag = "me", operation_id = "my_language",
    responses((status = 200, body = MyLanguage), (status = 401, body = Document)))]
pub(crate) async fn read(State(app): State<App>, Signed(by): Signed) -> Result<Json<MyLanguage>, Problem> {
    Ok(Json(MyLanguage { language: language_of(&app.desk, by).await?.tag() }))
}

#[utoipa::path(put, path = "/me/language", tag = "me", operation_id = "choose_language",
    request_body = ChooseLanguage,
    responses((status = 204),
        (status = 400, body = Document),
        (status = 401, body = Document),
        (status = 422, body = Document)))]
pub(crate) async fn choose(
    State(app): State<App>,
    Signed(by): Signed,
    Body(chosen): Body<ChooseLanguage>,
) -> Result<StatusCode, Problem> {
    choose_language(&app.desk, by, &chosen.language).await?;
    Ok(StatusCode::NO_CONTENT)
}
