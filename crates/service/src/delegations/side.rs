//! On which side of a delegation somebody stands.

use vermilion_model::{AccountNo, Authorization, Giver, Id, Refusal};
use vermilion_store::AuthorizationRow;

use crate::{Desk, Failure, Kind, May};

/// Giver or receiver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Given to others.
    Given,
    /// Received from others.
    Received,
}

impl Side {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            Side::Given => "given",
            Side::Received => "received",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Side> {
        [Side::Given, Side::Received].into_iter().find(|side| side.word() == word)
    }
}

/// A delegation that concerns the asking account, and how.
pub(super) struct Concerned {
    pub(super) row: AuthorizationRow,
    pub(super) giver: AccountNo,
    pub(super) side: Side,
}

impl Concerned {
    /// The other account.
    pub(super) fn other(&self) -> AccountNo {
        match self.side {
            Side::Given => self.row.authorization.account,
            Side::Received => self.giver,
        }
    }

    /// Refuses a step that is the other side's.
    pub(super) fn only(&self, side: Side) -> Result<(), Failure> {
        if self.side == side { Ok(()) } else { Err(Refusal::Forbidden.into()) }
    }
}

/// One that this account gave or received; another's is not there.
pub(super) async fn concerned<R>(
    desk: &Desk,
    may: &May<R>,
    id: Id<Authorization>,
) -> Result<Concerned, Failure> {
    let missing = Failure::Missing(Kind::Authorization);
    let Some(row) = desk.read.authorization_by_id(id).await? else { return Err(missing) };
    let Giver::Account(giver) = row.authorization.giver else { return Err(missing) };
    let side = if giver == may.account() {
        Side::Given
    } else if row.authorization.account == may.account() {
        Side::Received
    } else {
        return Err(missing);
    };
    Ok(Concerned { row, giver, side })
}
