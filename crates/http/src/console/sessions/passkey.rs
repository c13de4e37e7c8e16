//! `POST /sessions/passkey/begin` and `POST /sessions/passkey`: signing in with a passkey alone.

pub(crate) mod begin {
    //! `POST /sessions/passkey/begin`

    use axum::Json;
    use axum::extract::State;
    use vermilion_service::factors::begin_passkey_sign_in;

    use crate::App;
    use crate::console::factors::PasskeyChallenge;
    use crate::problem::{Document, Problem};

    #[utoipa::path(post, path = "/sessions/passkey/begin", tag = "sessions",
        operation_id = "begin_passkey_sign_in",
        responses((status = 200, body = PasskeyChallenge), (status = 409, body = Document)))]
    pub(crate) async fn handler(State(app): State<App>) -> Result<Json<PasskeyChallenge>, Problem> {
        Ok(Json(begin_passkey_sign_in(&app.desk).await?.into()))
    }
}

pub(crate) mod finish {
    //! `POST /sessions/passkey`

    use axum::Json;
    use axum::extract::State;
    use axum::http::{HeaderMap, StatusCode};
    use serde::Deserialize;
    use serde_json::Value;
    use utoipa::ToSchema;
    use vermilion_service::factors::finish_passkey_sign_in;

    use crate::App;
    use crate::body::Body;
    use crate::console::cookie::{SetCookie, keep};
    use crate::console::sessions::open::SessionOpened;
    use crate::problem::{Document, Problem};

    /// The browser's answer.
    #[derive(Deserialize, ToSchema, Default)]
    #[serde(deny_unknown_fields, default)]
    pub(crate) struct PasskeySignIn {
        /// From the challenge.
        ceremony: String,
        /// What `navigator.credentials.get` came to, as JSON.
        #[schema(value_type = Object)]
        credential: Value,
    }

    #[utoipa::path(post, path = "/sessions/passkey", tag = "sessions", operation_id = "sign_in_with_passkey",
        request_body = PasskeySignIn,
        responses((status = 201, body = SessionOpened), (status = 400, body = Document),
            (status = 404, body = Document), (status = 422, body = Document)))]
    pub(crate) async fn handler(
        State(app): State<App>,
        headers: HeaderMap,
        Body(form): Body<PasskeySignIn>,
    ) -> Result<(StatusCode, SetCookie, Json<SessionOpened>), Problem> {
        let done = finish_passkey_sign_in(&app.desk, &form.ceremony.into(), form.credential).await?;
        let (member, session) = done;
        let cookie = keep(&headers, Some(&session));
        Ok((StatusCode::CREATED, cookie, Json(SessionOpened::of(member, &session))))
    }
}
