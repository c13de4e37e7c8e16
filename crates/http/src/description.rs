//! The API description: what the operations say of themselves, and what holds for all of them.

use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Content, OpenApi, Ref, RefOr, Required, Response, ResponseBuilder};

use crate::may::COOKIE_NAME;
use crate::repeat::{Again, again};

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
        if !path.starts_with("/dev/") {
            describe_keys(path, item);
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

/// The sender's key, where one is looked at, and what becomes of the answer.
fn describe_keys(path: &str, item: &mut PathItem) {
    let PathItem { put, post, delete, patch, .. } = item;
    for (method, operation) in [("PUT", put), ("POST", post), ("DELETE", delete), ("PATCH", patch)] {
        let Some(operation) = operation else { continue };
        let kept = match again(method, path) {
            Again::Open => continue,
            Again::Kept => {
                "Sent again with it within a day, this request is answered as it was the first time, \
                with the header Idempotent-Replayed."
            }
            Again::Secret => {
                "Sent again with it within a day, this request is answered already_done, 409: what \
                its answer shows is not kept."
            }
        };
        let text = ObjectBuilder::new().schema_type(Type::String).min_length(Some(1)).max_length(Some(255));
        let text = text.pattern(Some("^[!-~]+$"));
        let parameter = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some(kept))
            .schema(Some(text));
        operation.parameters.get_or_insert_default().push(RefOr::T(parameter.build()));
        // Of the key itself: it is none, its request is under way or was done, it stands for another request.
        for status in ["400", "409", "422"] {
            operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(problem()));
        }
    }
}

fn problem() -> Response {
    let document = Content::new(Some(Ref::from_schema_name("Document")));
    ResponseBuilder::new().content("application/problem+json", document).build()
}

fn as_problem(response: &mut Response) {
    if let Some(content) = response.content.shift_remove("application/json") {
        response.content.insert("application/problem+json".to_owned(), content);
    }
}
