//! `GET /me/binding` and `DELETE /me/binding`: as which host app's user one signs in by scanning.

pub(crate) mod read {
    //! `GET /me/binding`

    use axum::Json;
    use axum::extract::State;
    use serde::Serialize;
    use utoipa::ToSchema;
    use vermilion_service::scans::read_binding;

    use crate::App;
    use crate::may::Signed;
    use crate::problem::{Document, Problem};
    use crate::when::rfc3339;

    /// The binding; nothing in it where there is none.
    #[derive(Debug, Serialize, ToSchema)]
    pub(crate) struct HostBinding {
        host_app: Option<String>,
        since: Option<String>,
    }

    #[utoipa::path(get, path = "/me/binding", tag = "me", operation_id = "read_binding",
        responses((status = 200, body = HostBinding), (status = 401, body = Document)))]
    pub(crate) async fn handler(
        State(app): State<App>,
        Signed(by): Signed,
    ) -> Result<Json<HostBinding>, Problem> {
        let binding = read_binding(&app.desk, by).await?;
        let since = binding.as_ref().map(|binding| rfc3339(binding.since));
        Ok(Json(HostBinding { host_app: binding.map(|binding| binding.host_app.to_string()), since }))
    }
}

pub(crate) mod end {
    //! `DELETE /me/binding`

    use axum::extract::State;
    use vermilion_service::scans::unbind;

    use crate::App;
    use crate::changed::Settled;
    use crate::may::Signed;
    use crate::problem::{Document, Problem};

    #[utoipa::path(delete, path = "/me/binding", tag = "me", operation_id = "end_binding",
        responses((status = 204), (status = 401, body = Document)))]
    pub(crate) async fn handler(State(app): State<App>, Signed(by): Signed) -> Result<Settled, Problem> {
        Ok(Settled(unbind(&app.desk, by).await?))
    }
}
