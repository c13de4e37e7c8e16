//! JSON bodies of the console and of host apps: typed, bounded, and never echoed.

use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// Longest body of these faces, in bytes.
pub(crate) const MAX: usize = 256 * 1024;

/// A body read as `T`; what is unknown or of another type is refused with its place.
#[derive(Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<S: Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Problem;
    async fn from_request(request: Request, _: &S) -> Result<Body<T>, Problem> {
        let bytes = axum::body::to_bytes(request.into_body(), MAX).await.map_err(|_| Problem::TooLarge)?;
        let mut json = serde_json::Deserializer::from_slice(&bytes);
        // The parser's own words may repeat the input, and passwords are inputs too.
        let value = serde_path_to_error::deserialize(&mut json)
            .map_err(|fault| Problem::Malformed(pointer(fault.path())))?;
        json.end().map_err(|_| Problem::Malformed(String::new()))?;
        Ok(Body(value))
    }
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { .. } | Segment::Unknown => String::new(),
        })
        .collect()
}
