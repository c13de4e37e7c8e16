//! Host apps' face, `/host/v1`: a key in `Authorization`, never a cookie.

mod caller;
mod codes;
mod consents;
mod routes;
mod scans;
mod users;

pub(crate) use caller::Host;
pub(crate) use codes::sealed;
pub(crate) use routes::routes;
