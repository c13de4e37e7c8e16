//! The console's face, `/api/v1`: members in a browser, and scripts that sign in as they do.

mod accounts;
mod agreement;
mod audit;
mod authorizations;
mod calls;
mod capabilities;
mod cases;
mod cookie;
mod delegations;
mod drafts;
mod form;
mod invitations;
mod me;
mod member;
mod operations;
mod password;
mod platform;
mod quotas;
mod register;
mod registrations;
mod review;
mod routes;
mod routes_authorizations;
mod routes_operations;
mod routes_register;
mod routes_review;
mod routes_settings;
mod same_site;
mod secrets;
mod sessions;
mod settings;
mod verification;
mod verifications;

pub(crate) use routes::routes;
pub(crate) use same_site::same_site;
