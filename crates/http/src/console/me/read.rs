//! `GET /me`: who is signed in, and where they have a role.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::PlatformRole;
use vermilion_service::who_am_i::{self, Membership};

use crate::App;
use crate::may::Signed;
use crate::problem::{Document, Problem};

/// The signed-in member.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Me {
    id: String,
    email: String,
    phone: Option<String>,
    name: Option<String>,
    platform_roles: Vec<&'static str>,
    accounts: Vec<MyAccount>,
    /// The agreement's version that one is asked to agree to; nothing where one need not.
    agreement_due: Option<u32>,
    /// How many notices one has not read, at most a thousand.
    unread_notices: i64,
}

/// An account in which they hold a role.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MyAccount {
    app_id: String,
    account_type: &'static str,
    name: String,
    role: &'static str,
    standing: &'static str,
}

#[utoipa::path(get, path = "/me", tag = "me", operation_id = "me",
    responses((status = 200, body = Me), (status = 401, body = Document)))]
pub(crate) async fn handler(State(app): State<App>, Signed(by): Signed) -> Result<Json<Me>, Problem> {
    let me = who_am_i::who_am_i(&app.desk, by).await?;
    Ok(Json(Me {
        id: me.member.to_string(),
        email: me.person.email,
        phone: me.person.phone,
        name: me.person.name,
        platform_roles: me.platform_roles.into_iter().map(PlatformRole::word).collect(),
        accounts: me.accounts.into_iter().map(MyAccount::from).collect(),
        agreement_due: me.agreement_due,
        unread_notices: me.unread,
    }))
}

impl From<Membership> for MyAccount {
    fn from(held: Membership) -> MyAccount {
        MyAccount {
            app_id: held.app_id.to_string(),
            account_type: held.account_type.word(),
            name: held.name,
            role: held.role.word(),
            standing: held.standing.word(),
        }
    }
}
