//! Problem documents (RFC 9457): what the console and host apps are told when something is refused.
//!
//! A handler answers a [`Problem`]; the layer [`render`] knows the caller's language and writes it.

#![deny(clippy::wildcard_enum_match_arm)]

use std::sync::Arc;

use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use vermilion_decide::Reason;
use vermilion_model::text::{Language, fill, sentence};
use vermilion_model::{FieldFault, Refusal};
use vermilion_service::Failure;

use crate::language::language;
use crate::version::tag;
use crate::{App, rid};

/// In seconds: most requests are done by then.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("2");

/// Why a request of the console or a host app was not done.
#[derive(Debug)]
pub(crate) enum Problem {
    /// The use case did not do it.
    Failed(Failure),
    /// The request's body cannot be read; JSON pointer of the place.
    Malformed(String),
    /// A header of the request cannot be read.
    Header(FieldFault),
    /// The body is longer than this face takes.
    TooLarge,
    /// There is no such operation here.
    NoOperation,
    /// Another site's page sent it.
    OtherSite,
    /// The password was right, and a second factor is still to be shown.
    SecondStep(Box<StepAnswer>),
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Problem {
        Problem::Failed(failure)
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        Problem::Failed(refusal.into())
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// The document. `code` is stable; the sentences are not.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Document {
    /// Always `about:blank`.
    r#type: &'static str,
    /// The HTTP status again.
    status: u16,
    /// Stable, for programs.
    code: String,
    /// What happened.
    detail: String,
    /// What to do.
    next: String,
    /// Names this refusal in the operator's log.
    rid: String,
    /// Every faulty field at once.
    fields: Vec<Field>,
    /// Where a second factor is still to be shown, `second_factor_needed`: how.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<StepAnswer>,
}

/// What is still to be shown.
#[derive(Debug, Clone, Serialize, utoipa::ToSchema)]
pub(crate) struct StepAnswer {
    /// For `POST /sessions/second-step`; it works once.
    pub(crate) token: String,
    /// `totp`, `passkey`, `recovery`.
    pub(crate) methods: Vec<&'static str>,
    /// For `navigator.credentials.get`, where a passkey is one of them.
    #[schema(value_type = Option<Object>)]
    pub(crate) passkey: Option<Value>,
    pub(crate) expires_at: String,
}

/// A faulty field.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Field {
    /// JSON pointer into the request.
    pub(crate) pointer: String,
    /// Stable, for programs.
    pub(crate) code: &'static str,
    /// Numbers and words that the sentence needs; never the input.
    #[schema(value_type = Object)]
    pub(crate) params: Map<String, Value>,
    /// What is wrong.
    pub(crate) detail: String,
    /// What to do.
    pub(crate) next: String,
}

impl Field {
    /// A model's fault in a language.
    pub(crate) fn of(fault: &FieldFault, lang: Language) -> Field {
        let values: Vec<(&str, &str)> =
            fault.params.iter().map(|(name, value)| (*name, spoken(lang, name, value))).collect();
        let text = |family: &str| {
            sentence(lang, &format!("{family}.{}", fault.code))
                .map(|text| fill(text, &values))
                .unwrap_or_default()
        };
        Field {
            pointer: fault.pointer.clone(),
            code: fault.code,
            params: params(fault, &values),
            detail: text("field"),
            next: text("field_next"),
        }
    }
}

/// Words of the catalogue stay words; what a rule says is said in the caller's language.
fn params(fault: &FieldFault, values: &[(&str, &str)]) -> Map<String, Value> {
    let each = fault.params.iter().zip(values).map(|((name, value), (_, said))| {
        let value = if name.starts_with("said") { *said } else { value.as_str() };
        ((*name).to_owned(), Value::from(value))
    });
    each.collect()
}

/// A parameter as a sentence says it: words of the catalogue have names.
fn spoken<'a>(lang: Language, name: &str, value: &'a str) -> &'a str {
    match name {
        "evidence" => sentence(lang, &format!("evidence.{value}")).unwrap_or(value),
        // What an operator's rule says, in both languages.
        "said" | "said_next" => match (value.split_once('\u{1f}'), lang) {
            (Some((zh, _)), Language::ZhCn) => zh,
            (Some((_, en)), Language::En) => en,
            (None, _) => value,
        },
        _ => value,
    }
}

/// Writes the problem that a handler answered, in the caller's language.
pub(crate) async fn render(State(app): State<App>, request: Request, next: Next) -> Response {
    let lang = language(request.headers());
    let response = next.run(request).await;
    let Some(problem) = response.extensions().get::<Arc<Problem>>().cloned() else { return response };
    let rid = rid::draw(&app.desk, app.desk.now()).to_string();
    if let Problem::Failed(Failure::Broken(fault)) = &*problem {
        tracing::error!(%fault, %rid, "a request could not be done");
    }
    let status = problem.status();
    let mut rendered = (status, Json(problem.document(lang, rid))).into_response();
    rendered.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if let Problem::Failed(Failure::VersionPassed { present }) = &*problem {
        tag(&mut rendered, *present);
    }
    if let Problem::Failed(Failure::Refused(Refusal::StillAtWork)) = &*problem {
        rendered.headers_mut().insert(header::RETRY_AFTER, RETRY_AFTER);
    }
    rendered
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Problem::Malformed(_) | Problem::Header(_) => StatusCode::BAD_REQUEST,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::NoOperation => StatusCode::NOT_FOUND,
            Problem::OtherSite => StatusCode::FORBIDDEN,
            Problem::SecondStep(_) => StatusCode::UNAUTHORIZED,
            Problem::Failed(failure) => status(failure),
        }
    }

    /// The stable code, and the family of its sentences in the language files.
    fn code(&self) -> (String, String) {
        let own = |code: &str| (code.to_owned(), format!("failure.{code}"));
        match self {
            Problem::Malformed(_) | Problem::Header(_) => own("bad_request"),
            Problem::TooLarge | Problem::Failed(Failure::TooLarge) => own("too_large"),
            Problem::Failed(Failure::Stale | Failure::VersionPassed { .. }) => own("stale"),
            Problem::NoOperation => own("no_operation"),
            Problem::OtherSite => own("other_site"),
            Problem::SecondStep(_) => own("second_factor_needed"),
            Problem::Failed(Failure::Refused(refusal)) => {
                (refusal.code(), format!("refusal.{}", refusal.code()))
            }
            Problem::Failed(Failure::Denied(reason)) => (reason.code(), format!("reason.{}", reason.code())),
            Problem::Failed(Failure::Missing(kind)) => {
                (format!("missing_{}", kind.word()), format!("missing.{}", kind.word()))
            }
            Problem::Failed(Failure::SignedOut) => own("signed_out"),
            Problem::Failed(Failure::Busy) => own("busy"),
            Problem::Failed(Failure::Broken(_)) => own("broken"),
        }
    }

    fn document(&self, lang: Language, rid: String) -> Document {
        let (code, family) = self.code();
        let text = |part: &str| sentence(lang, &format!("{family}.{part}")).unwrap_or_default().to_owned();
        let fields = if let Problem::Failed(Failure::Refused(Refusal::Fields(faults))) = self {
            faults.iter().map(|fault| Field::of(fault, lang)).collect()
        } else if let Problem::Header(fault) = self {
            vec![Field::of(fault, lang)]
        } else if let Problem::Malformed(pointer) = self {
            vec![Field::of(&FieldFault::new(pointer, "format"), lang)]
        } else {
            Vec::new()
        };
        let status = self.status().as_u16();
        Document {
            r#type: "about:blank",
            status,
            code,
            detail: text("detail"),
            next: text("next"),
            rid,
            fields,
            step: if let Problem::SecondStep(step) = self { Some((**step).clone()) } else { None },
        }
    }
}

fn status(failure: &Failure) -> StatusCode {
    match failure {
        Failure::Refused(refusal) => refused(refusal),
        Failure::SignedOut | Failure::Denied(Reason::HostKeyUnknown) => StatusCode::UNAUTHORIZED,
        // Not the caller's doing: the node does not know the present.
        Failure::Busy | Failure::Denied(Reason::Stale | Reason::Halted | Reason::AccountInDoubt { .. }) => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        Failure::Denied(_) => StatusCode::FORBIDDEN,
        Failure::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Failure::Stale => StatusCode::CONFLICT,
        Failure::VersionPassed { .. } => StatusCode::PRECONDITION_FAILED,
        Failure::Missing(_) => StatusCode::NOT_FOUND,
        Failure::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn refused(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::PlaceUnknown => StatusCode::BAD_REQUEST,
        Refusal::Fields(_) | Refusal::BadSecondFactor | Refusal::KeyReused => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Refusal::BadCredentials => StatusCode::UNAUTHORIZED,
        Refusal::TooManyTries | Refusal::TooManyKeys => StatusCode::TOO_MANY_REQUESTS,
        Refusal::Forbidden
        | Refusal::OwnApplication
        | Refusal::RegistrationClosed
        | Refusal::NotInvited
        | Refusal::ProofNeeded => StatusCode::FORBIDDEN,
        #[rustfmt::skip] // a list, not steps
        Refusal::AlreadyAdmitted | Refusal::AlreadyPending | Refusal::AlreadyRevoked
        | Refusal::NoCapability | Refusal::NothingPending | Refusal::TooManyFiles
        | Refusal::EvidenceUsed | Refusal::TooManyCaseFiles | Refusal::CaseFileSent
        | Refusal::InQuarantine | Refusal::NothingOffered | Refusal::SetTaken
        | Refusal::TooManyProviders | Refusal::AlreadySuspended | Refusal::NotSuspended
        | Refusal::NothingEffective | Refusal::GivesUpEverything | Refusal::SecondReviewerNeeded
        | Refusal::CaseClosed | Refusal::CaseTaken | Refusal::WaitsForApplicant | Refusal::NothingAsked
        | Refusal::NotTaken | Refusal::DecidedBefore | Refusal::AlreadyAppealed | Refusal::AskedAnew
        | Refusal::NotRejected | Refusal::Superseded | Refusal::GeneralReason | Refusal::TooManyMessages
        | Refusal::ReasonMissing | Refusal::CodeWrong | Refusal::AccountStopped | Refusal::UserGone
        | Refusal::NoPhone | Refusal::NoSession | Refusal::NotListed | Refusal::AddressTaken
        | Refusal::LastAdministrator | Refusal::NoPasskeys | Refusal::TooManyFactors | Refusal::NoFactor
        | Refusal::BoundAlready | Refusal::ScanOver | Refusal::NotBound | Refusal::AlreadyInvited
        | Refusal::AlreadyMember | Refusal::TooManyInvitations | Refusal::TooManyAccounts
        | Refusal::TooManySecrets | Refusal::TooManyDrafts | Refusal::LastSecret
        | Refusal::NoChangesLeft | Refusal::SubjectFull | Refusal::StillPending | Refusal::StillBound
        | Refusal::NotClosing | Refusal::NotOpenPlatform | Refusal::OtherSubject | Refusal::AlreadyBound
        | Refusal::BindingsFull | Refusal::ClearsSpent | Refusal::ChangesSpent
        | Refusal::NotForAccountType | Refusal::StillAtWork | Refusal::AlreadyBegun
        | Refusal::AlreadyDone => StatusCode::CONFLICT,
    }
}
