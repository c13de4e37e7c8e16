//! Members: registering, signing in and out, passwords, invitations.

mod accept_invitation;
mod change_password;
mod end_session;
pub(crate) mod enter;
mod forgotten_password;
mod invite;
mod list_sessions;
mod member_view;
mod new_member;
mod open_session;
mod prove_address;
mod prove_password;
mod read_agreement;
mod register;
mod registration_form;
mod send_verification;
mod sign_in;
mod strong_password;

pub use accept_invitation::{Acceptance, Accepted, accept_invitation};
pub use change_password::change_password;
pub use end_session::{end_session, end_this_session};
pub use forgotten_password::{forget_password, reset_password};
pub use invite::{Invited, invite};
pub use list_sessions::{SessionView, list_sessions};
pub use member_view::MemberView;
pub use open_session::OpenedSession;
pub(crate) use prove_password::reprove_password;
pub use read_agreement::{Agreement, read_agreement};
pub use register::{Registered, Registration, register};
pub use send_verification::send_verification;
pub use sign_in::{SignIn, sign_in};
