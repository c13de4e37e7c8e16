//! Operators: accounts of the whole platform, host apps and what runs in them.

pub(super) mod accounts;
pub(super) mod authorizations;
pub(super) mod calendar;
pub(super) mod catalogue;
pub(super) mod host_apps;
pub(super) mod host_keys;
pub(super) mod listings;
pub(super) mod nodes;
pub(super) mod policies;
pub(super) mod protected_words;
pub(super) mod registration_invitations;
pub(super) mod review_rates;
pub(super) mod review_reasons;
