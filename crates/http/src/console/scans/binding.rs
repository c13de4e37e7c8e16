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
        /// What operators call it.
        host_app_name: Option<String>,
        since: Option<String>,
    }

    #[utoipa::path(get, path = "/me/binding", tag = "me", operation_id = "read_binding",
        responses((status = 200, body = HostBinding), (status = 401, body = Document)))]
    pub(crate) async fn handler(
        State(app): State<App>,
        Signed(by): Signed,
    ) -> Result<Json<HostBinding>, Problem> {
        let Some(binding) = read_binding(&app.desk, by).await? else {
            return Ok(Json(HostBinding { host_app: None, host_app_name: None, since: None }));
        };
        Ok(Json(HostBinding {
            host_app: Some(binding.host_app.to_string()),
            host_app_name: Some(binding.host_app_name),
            since: Some(rfc3339(binding.since)),
        }))
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
