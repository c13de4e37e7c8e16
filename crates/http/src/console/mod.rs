//! The console's face, `/api/v1`: members in a browser, and scripts that sign in as they do.

mod authorizations;
mod capabilities;
mod drafts;
mod form;
mod me;
mod review;
mod routes;
mod routes_authorizations;
mod routes_review;

pub(crate) use routes::routes;
