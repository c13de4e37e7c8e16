//! Lists the calls that an account of its type can come to make, each with the answer it would get now.

use vermilion_decide::{Allowed, Reason};
use vermilion_model::{Accepts, AccountType, Call, Capabilities, Catalogue};

use super::explain_call::asked;
use crate::authorizations::capability_ids;
use crate::may::See;
use crate::{Desk, May};

/// One call.
#[derive(Debug)]
pub struct CallView {
    /// Its name, `METHOD:/path`.
    pub call: String,
    /// What the account would be told now.
    pub outcome: Result<Allowed, Reason>,
    /// The capabilities that open it.
    pub opened_by: Vec<String>,
}

/// Every such call, in the catalogue's order.
pub fn list_calls(desk: &Desk, may: &May<See>) -> Vec<CallView> {
    let (now, catalogue) = (desk.now(), &*desk.catalogue);
    let theirs = catalogue.calls().iter().filter(|call| can_be_theirs(catalogue, call, may.row.account_type));
    let view = |call: &Call| CallView {
        call: call.name(),
        outcome: asked(desk, (may.account(), call), None, now).outcome,
        opened_by: capability_ids(catalogue, call.opened_by),
    };
    theirs.map(view).collect()
}

/// Made with the account's own token, and open or opened by something that its type may have.
pub(crate) fn can_be_theirs(catalogue: &Catalogue, call: &Call, of: AccountType) -> bool {
    let fits = catalogue.capabilities().iter().filter(|capability| capability.account_types.contains(&of));
    let may_have: Capabilities = fits.map(|capability| capability.number).collect();
    call.accepts.contains(&Accepts::Account) && (call.open || call.opened_by.meets(may_have))
}
