//! `GET /categories`: the service categories that an account can be registered under.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::text::sentence;

use crate::App;
use crate::language::Lang;
use crate::may::Signed;
use crate::page::List;
use crate::problem::{Document, Problem};

/// A service category.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Category)]
pub(crate) struct CategoryBody {
    id: String,
    name: &'static str,
    /// What choosing it needs beside what the field itself needs.
    review: &'static str,
}

#[utoipa::path(get, path = "/categories", tag = "register", operation_id = "list_categories",
    responses((status = 200, body = List<CategoryBody>), (status = 401, body = Document)))]
pub(crate) async fn handler(
    State(app): State<App>,
    Signed(_): Signed,
    Lang(lang): Lang,
) -> Result<Json<List<CategoryBody>>, Problem> {
    let all = app.desk.register.categories().iter().map(|category| CategoryBody {
        id: category.id.clone(),
        name: sentence(lang, &format!("category.{}", category.id)).unwrap_or_default(),
        review: category.review.word(),
    });
    Ok(Json(List::whole(all.collect())))
}
