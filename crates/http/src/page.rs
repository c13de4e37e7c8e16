//! Lists: `?limit=1..100&after=opaque` and `{"items":[…],"next":"opaque or null"}`, without totals.

use axum::extract::{FromRequestParts, Query};
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::problem::Problem;

/// How many items a page has at most, and where nothing is said.
const MAX: i64 = 100;
const USUAL: i64 = 50;

/// Which part of a list is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PageQuery {
    /// How many items, 1 to 100; 50 where it is not said.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
    /// The `next` of the page before.
    after: Option<String>,
}

/// That part, read.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) limit: i64,
    after: Option<String>,
}

impl<S: Sync> FromRequestParts<S> for Page {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Page, Problem> {
        let malformed = |pointer: &str| Problem::Malformed(pointer.to_owned());
        let Query(query) = Query::<PageQuery>::try_from_uri(&parts.uri).map_err(|_| malformed("/limit"))?;
        let limit = match query.limit {
            Some(text) => text.parse().map_err(|_| malformed("/limit"))?,
            None => USUAL,
        };
        if !(1..=MAX).contains(&limit) {
            return Err(malformed("/limit"));
        }
        Ok(Page { limit, after: query.after.filter(|after| !after.is_empty()) })
    }
}

impl Page {
    /// Where to go on, read by whoever wrote it into `next`.
    pub(crate) fn after<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Result<Option<T>, Problem> {
        let malformed = || Problem::Malformed("/after".to_owned());
        self.after.as_deref().map(|text| read(text).ok_or_else(malformed)).transpose()
    }

    /// A page of what was read; `place` writes the last item's place.
    pub(crate) fn of<V, T>(
        &self,
        read: Vec<V>,
        place: impl FnOnce(&V) -> String,
        render: impl FnMut(V) -> T,
    ) -> List<T> {
        let full = i64::try_from(read.len()).unwrap_or(MAX) >= self.limit;
        let next = read.last().filter(|_| full).map(place);
        List { items: read.into_iter().map(render).collect(), next }
    }
}

/// A list, or a page of one.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct List<T> {
    /// What there is.
    pub(crate) items: Vec<T>,
    /// `after` of the next page; nothing where this is the last.
    pub(crate) next: Option<String>,
}

impl<T> List<T> {
    /// A list that has no further page.
    pub(crate) const fn whole(items: Vec<T>) -> List<T> {
        List { items, next: None }
    }
}
