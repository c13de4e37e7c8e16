//! The console's face, `/api/v1`: members in a browser, and scripts that sign in as they do.

mod me;
mod routes;

pub(crate) use routes::routes;
