//! Which entries of the audit log are asked for, as a query says it.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::Deserialize;
use utoipa::IntoParams;
use vermilion_model::{EntryFilter, Named};

use crate::problem::Problem;
use crate::when::moment;

/// Every part narrows the rest; what is empty says nothing.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FilterQuery {
    /// Kinds of facts, separated by commas.
    kind: Option<String>,
    /// Who did it, as the log names them, or the id alone; an account by its AppID, too.
    actor: Option<String>,
    /// What it is about, likewise.
    subject: Option<String>,
    /// Not before this moment, RFC 3339.
    from: Option<String>,
    /// Before this moment.
    until: Option<String>,
}

/// The query, read.
#[derive(Debug)]
pub(crate) struct Filter(pub(crate) EntryFilter);

impl<S: Sync> FromRequestParts<S> for Filter {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Filter, Problem> {
        let query = Query::<FilterQuery>::try_from_uri(&parts.uri).map_err(|_| malformed("/kind"))?;
        let Query(query) = query;
        Ok(Filter(EntryFilter {
            kinds: said(query.kind, "/kind", EntryFilter::kinds_of)?.unwrap_or_default(),
            actor: said(query.actor, "/actor", Named::parse)?,
            subject: said(query.subject, "/subject", Named::parse)?,
            from: said(query.from, "/from", moment)?,
            until: said(query.until, "/until", moment)?,
        }))
    }
}

fn malformed(pointer: &str) -> Problem {
    Problem::Malformed(pointer.to_owned())
}

/// A part that was said, read; faulty at its place when it cannot be.
fn said<T>(
    text: Option<String>,
    pointer: &str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Problem> {
    let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    text.map(|text| read(&text).ok_or_else(|| malformed(pointer))).transpose()
}
