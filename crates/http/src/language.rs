//! Which language a caller reads: `Accept-Language`, Chinese where it says nothing we have.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use vermilion_model::text::Language;

/// The first language named that we have.
pub(crate) fn language(headers: &HeaderMap) -> Language {
    let named = headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut tags = named.split(',').filter_map(|part| part.split(';').next()).map(str::trim);
    tags.find_map(|tag| match tag.split('-').next() {
        Some("zh") => Some(Language::ZhCn),
        Some("en") => Some(Language::En),
        _ => None,
    })
    .unwrap_or(Language::ZhCn)
}

/// The caller's language, for answers that carry sentences.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lang(pub(crate) Language);

impl<S: Sync> FromRequestParts<S> for Lang {
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Lang, Self::Rejection> {
        Ok(Lang(language(&parts.headers)))
    }
}
