//! Delegations 委托, as their giver and their receiver see them.

pub(super) mod accept;
mod body;
pub(super) mod give_up;
pub(super) mod list;
pub(super) mod modify;
pub(super) mod offer;
pub(super) mod preflight;
pub(super) mod refuse;
pub(super) mod revoke;
pub(super) mod see;
pub(super) mod withdraw;

pub(crate) use body::DelegationBody;
