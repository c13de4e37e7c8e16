//! How a member is written in answers to registering and signing in.

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_service::members::MemberView;

/// A member, as they see themselves.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MemberAnswer {
    id: String,
    email: String,
    phone: Option<String>,
    name: Option<String>,
}

impl From<MemberView> for MemberAnswer {
    fn from(view: MemberView) -> MemberAnswer {
        let id = view.member.to_string();
        MemberAnswer { id, email: view.person.email, phone: view.person.phone, name: view.person.name }
    }
}
