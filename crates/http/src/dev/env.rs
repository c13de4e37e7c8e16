//! `GET /dev/v1/env`

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use vermilion_service::seed::environment;

use super::tools::Tools;
use crate::App;
use crate::host::sealed;
use crate::problem::Problem;

#[utoipa::path(get, path = "/env", tag = "simulation", operation_id = "dev_env",
    description = "Names and values for scripts and SDKs; the single-use codes are fresh in every answer.",
    responses((status = 200, body = BTreeMap<String, String>)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Tools(tools): Tools,
) -> Result<Json<BTreeMap<&'static str, String>>, Problem> {
    let env = environment(&app.desk, &tools.seed).await?;
    let mut values: BTreeMap<&'static str, String> = env.values.into_iter().collect();
    values.insert("BASE_URL", tools.base_url().to_owned());
    values.insert("CONSOLE_URL", format!("{}/", tools.base_url()));
    if let Some(data) = env.data {
        let sealed = sealed::profile(&app, &data).await?;
        values.insert("ENC_DATA", sealed.encrypted_data);
        values.insert("ENC_IV", sealed.iv);
    }
    Ok(Json(values))
}
