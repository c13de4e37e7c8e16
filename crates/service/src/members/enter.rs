//! What everybody goes through who becomes a member by a link: the form, the row, the session.

pub(crate) use super::accept_invitation::check;
pub(crate) use super::new_member::new_member;
pub(crate) use super::open_session::open_session;
