//! Host apps' face, `/host/v1`: a key in `Authorization`, never a cookie.

mod routes;

pub(crate) use routes::routes;
