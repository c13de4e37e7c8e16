//! `Idempotency-Key`: a request that is sent again with its key is done once, and answered as it was the first time.
//!
//! One layer around the console and the host apps, outside of every handler: it claims the key, has the request
//! carried out to its end whether or not its sender is still there, and notes the answer.

mod answer;
mod operations;

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{FromRequestParts, MatchedPath, RawPathParams, Request, State};
use axum::http::header::IF_MATCH;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use vermilion_decide::Reason;
use vermilion_model::FieldFault;
use vermilion_service::may::{Operate, Review, See};
use vermilion_service::repeats::{
    Begun, Caller, Claim, Sent, Written, begin_request, note_answer, release_request, watch_written,
};
use vermilion_service::{Failure, SignedIn};

use crate::host::Host;
use crate::may::Signed;
use crate::problem::Problem;
use crate::{App, body};

use answer::{kept, replayed};
pub(crate) use operations::{Again, again};

/// The sender's key.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Longest key, in characters.
const LONGEST_KEY: usize = 255;

/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_mins(2);

/// Has a request that shows a key carried out once.
pub(crate) async fn once(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(again) = keyed(&request) else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    let who = match Who::of(&mut parts, &app).await {
        // The operation refuses who is not known, in its own words.
        Ok(None) => return next.run(Request::from_parts(parts, body)).await,
        Ok(Some(who)) => who,
        Err(problem) => return problem.into_response(),
    };
    let asked = Asked { again, who };
    asked.attempt(&app, (parts, body), next).await.unwrap_or_else(IntoResponse::into_response)
}

/// What becomes of the answer, where a key is shown and looked at.
fn keyed(request: &Request) -> Option<Again> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return None;
    }
    request.headers().get(KEY)?;
    let path = request.extensions().get::<MatchedPath>()?.as_str();
    if !path.starts_with("/api/v1/") && !path.starts_with("/host/v1/") {
        return None;
    }
    let again = again(request.method().as_str(), path);
    (again != Again::Open).then_some(again)
}

/// Who sends: a member by their cookie, or a host app by its key.
#[derive(Debug, Clone, Copy)]
enum Who {
    Member(SignedIn),
    HostApp(Caller),
}

impl Who {
    async fn of(parts: &mut Parts, app: &App) -> Result<Option<Who>, Problem> {
        if parts.uri.path().starts_with("/host/") {
            return match Host::from_request_parts(parts, app).await {
                Ok(Host(caller)) => Ok(Some(Who::HostApp(Caller::HostApp(caller.host_app)))),
                Err(Problem::Failed(Failure::Denied(Reason::HostKeyUnknown))) => Ok(None),
                Err(problem) => Err(problem),
            };
        }
        match Signed::from_request_parts(parts, app).await {
            Ok(Signed(by)) => Ok(Some(Who::Member(by))),
            Err(Problem::Failed(Failure::SignedOut)) => Ok(None),
            Err(problem) => Err(problem),
        }
    }

    fn caller(self) -> Caller {
        match self {
            Who::Member(by) => Caller::Member(by.member),
            Who::HostApp(caller) => caller,
        }
    }
}

struct Asked {
    again: Again,
    who: Who,
}

impl Asked {
    async fn attempt(self, app: &App, (parts, body): (Parts, Body), next: Next) -> Result<Response, Problem> {
        let key = key(&parts.headers)?;
        let longest = app.desk.settings.files.longest.max(body::MAX);
        let bytes = match tokio::time::timeout(PATIENCE, to_bytes(body, longest)).await {
            Ok(arrived) => arrived.map_err(|_| Problem::TooLarge)?,
            Err(_) => return Err(Failure::Busy.into()),
        };
        // Its sender may hang up: what is claimed comes to its end, and its answer is there for the next try.
        let work = tokio::spawn(self.settle(app.clone(), key, (parts, bytes), next));
        work.await.map_err(Failure::broken)?
    }

    async fn settle(
        self,
        app: App,
        key: String,
        (mut parts, bytes): (Parts, Bytes),
        next: Next,
    ) -> Result<Response, Problem> {
        let content = self.content(&parts, &bytes);
        let sent = Sent { caller: self.who.caller(), path: parts.uri.path(), key: &key, content: &content };
        match begin_request(&app.desk, &sent).await? {
            Begun::Again(kept) => {
                if !kept.body.is_empty() {
                    self.may_still_see(&app, &mut parts).await?;
                }
                Ok(replayed(kept))
            }
            Begun::First(claim) => {
                let request = Request::from_parts(parts, Body::from(bytes));
                Ok(carry_out(app, (claim, self.again), next, request).await)
            }
        }
    }

    /// All that makes the request what it is. What a secret may stand in is not even kept as a digest.
    fn content(&self, parts: &Parts, body: &Bytes) -> Vec<u8> {
        let version = parts.headers.get(IF_MATCH).map_or(&[][..], HeaderValue::as_bytes);
        let query = parts.uri.query().unwrap_or("");
        let head =
            [parts.method.as_str().as_bytes(), b"\n", query.as_bytes(), b"\n", version, b"\n"].concat();
        if self.again == Again::Kept { [&head[..], &body[..]].concat() } else { head }
    }

    /// Who lost what let them see the answer does not see it again.
    async fn may_still_see(&self, app: &App, parts: &mut Parts) -> Result<(), Problem> {
        let Who::Member(by) = self.who else { return Ok(()) };
        let path = parts.uri.path();
        if path.starts_with("/api/v1/review/") {
            app.desk.may_platform::<Review>(by).await?;
        } else if path.starts_with("/api/v1/operations/") {
            app.desk.may_platform::<Operate>(by).await?;
        } else if path.starts_with("/api/v1/accounts/") {
            let params = RawPathParams::from_request_parts(parts, app).await;
            let params = params.map_err(|_| Problem::NoOperation)?;
            let app_id = params.iter().find(|(name, _)| *name == "app_id").map_or("", |(_, value)| value);
            app.desk.may::<See>(by, app_id).await?;
        }
        Ok(())
    }
}

fn key(headers: &HeaderMap) -> Result<String, Problem> {
    let mut shown = headers.get_all(KEY).iter();
    let one = shown.next().filter(|_| shown.next().is_none()).map_or(&[][..], HeaderValue::as_bytes);
    let sound = (1..=LONGEST_KEY).contains(&one.len()) && one.iter().all(u8::is_ascii_graphic);
    let key = std::str::from_utf8(one).ok().filter(|_| sound);
    let fault = || Problem::Header(FieldFault::new("/Idempotency-Key", "idempotency_key"));
    key.map(str::to_owned).ok_or_else(fault)
}

async fn carry_out(app: App, (claim, again): (Claim, Again), next: Next, request: Request) -> Response {
    let (response, written) = watch_written(next.run(request)).await;
    let status = response.status();
    let (response, noted) = if status.is_success() {
        let (response, kept) = kept(response, again).await;
        let noted = note_answer(&app.desk, &claim, kept.as_ref()).await;
        (response, noted)
    } else if written == Written::Nothing || (status.is_client_error() && written < Written::Fact) {
        // Refused: nothing was done that the next try would do twice.
        (response, release_request(&app.desk, &claim).await)
    } else {
        (response, Ok(()))
    };
    if let Err(failure) = noted {
        tracing::warn!(%failure, "what became of a request with a key was not noted: it is not done again");
    }
    response
}

#[cfg(test)]
mod tests;
