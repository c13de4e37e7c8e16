//! Delegations 委托: an account hands what it holds to another, which accepts or refuses. What is handed over
//! never exceeds or outlives what the giver holds (I1): the one question asks for both at every call.

mod accept_delegation;
mod check;
mod end_offer;
mod give_up_delegated;
mod offer_delegation;
mod party;
mod preflight_delegation;
mod read_delegations;
mod revoke_delegation;
mod side;
mod view;

pub use accept_delegation::accept_delegation;
pub use end_offer::{refuse_delegation, withdraw_delegation};
pub use give_up_delegated::give_up_delegated;
pub use offer_delegation::{modify_delegation, offer_delegation};
pub use party::Party;
pub use preflight_delegation::preflight_delegation;
pub use read_delegations::{read_delegation, read_delegations};
pub use revoke_delegation::revoke_delegation;
pub use side::Side;
pub use view::{DelegationView, WaitingView};
