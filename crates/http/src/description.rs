//! The API description: what the operations say of themselves, and what holds for all of them.

use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{OpenApi, RefOr, Response};

use crate::may::COOKIE_NAME;

/// How members are known, and how host apps are.
const SESSION: &str = "session";
const HOST_KEY: &str = "host_key";

/// Adds the media type of refusals and the two ways of being known.
pub(crate) fn complete(mut description: OpenApi) -> OpenApi {
    for (path, item) in &mut description.paths.paths {
        let scheme = if path.starts_with("/host") { HOST_KEY } else { SESSION };
        for operation in operations(item) {
            complete_operation(operation, scheme);
        }
    }
    let components = description.components.get_or_insert_default();
    let cookie = SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(COOKIE_NAME)));
    components.add_security_scheme(SESSION, cookie);
    components.add_security_scheme(HOST_KEY, SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    description
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    [get, put, post, delete, patch].into_iter().flatten()
}

fn complete_operation(operation: &mut Operation, scheme: &str) {
    let needs_one = operation.responses.responses.contains_key("401");
    // Signing in is refused with 401 too, and needs nobody to be known.
    if needs_one && operation.operation_id.as_deref() != Some("sign_in") {
        operation.security = Some(vec![SecurityRequirement::new(scheme, Vec::<String>::new())]);
    }
    for (status, response) in &mut operation.responses.responses {
        if let (true, RefOr::T(response)) = (status.as_str() >= "400", response) {
            as_problem(response);
        }
    }
}

fn as_problem(response: &mut Response) {
    if let Some(content) = response.content.shift_remove("application/json") {
        response.content.insert("application/problem+json".to_owned(), content);
    }
}
