//! `POST /sessions`: signing in.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vermilion_model::FactorKind;
use vermilion_service::factors::Step;
use vermilion_service::members::{self, Entered, MemberView, OpenedSession, SignIn};

use crate::App;
use crate::body::Body;
use crate::console::cookie::{SetCookie, device, keep_both};
use crate::console::member::MemberAnswer;
use crate::problem::{Document, Problem, StepAnswer};
use crate::when::rfc3339;

/// The form.
#[derive(Deserialize, ToSchema, Default)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OpenSession {
    /// The e-mail address.
    login: String,
    #[schema(format = Password)]
    password: String,
}

/// Who signed in; the session's cookie comes with it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct SessionOpened {
    member: MemberAnswer,
    /// At most until then; without use it ends earlier.
    expires_at: String,
}

#[utoipa::path(post, path = "/sessions", tag = "sessions", operation_id = "sign_in",
    request_body = OpenSession,
    responses((status = 201, body = SessionOpened), (status = 400, body = Document),
        (status = 401, body = Document), (status = 429, body = Document), (status = 503, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    headers: HeaderMap,
    Body(form): Body<OpenSession>,
) -> Result<(StatusCode, SetCookie, Json<SessionOpened>), Problem> {
    let device = device(&headers, &app.desk);
    let typed = SignIn { login: form.login.into(), password: form.password.into(), device: device.clone() };
    match members::sign_in(&app.desk, typed).await? {
        Entered::Session(member, session) => {
            let cookies = keep_both(&headers, &session, &device);
            Ok((StatusCode::CREATED, cookies, Json(SessionOpened::of(member, &session))))
        }
        Entered::Step(step) => Err(Problem::SecondStep(Box::new(step_answer(step)))),
    }
}

impl SessionOpened {
    pub(super) fn of(member: MemberView, session: &OpenedSession) -> SessionOpened {
        SessionOpened { member: member.into(), expires_at: rfc3339(session.until) }
    }
}

fn step_answer(step: Step) -> StepAnswer {
    StepAnswer {
        token: step.token.expose().to_owned(),
        methods: step.methods.into_iter().map(FactorKind::word).collect(),
        passkey: step.passkey,
        expires_at: rfc3339(step.expires_at),
    }
}
