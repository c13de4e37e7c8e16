//! A user's number in an account.

use vermilion_model::fact::Pair;
use vermilion_model::fact::traffic::{PairMade, Traffic};
use vermilion_model::{AccountNo, Id, Refusal, Time, User};

use crate::{Desk, Failure};

/// The pair; made when it is first needed, and the same one for everybody who needs it at once (I6).
pub(crate) async fn pair(
    desk: &Desk,
    user: Id<User>,
    account: AccountNo,
    now: Time,
) -> Result<Pair, Failure> {
    if let Some(ordinal) = desk.read.ordinal_of_pair(account, user).await? {
        return Ok(Pair { account, ordinal });
    }
    let ordinal = desk.ordinal(account).await?;
    match desk.note(Traffic::PairMade(PairMade { account, user, ordinal, at: now })).await {
        Ok(()) => Ok(Pair { account, ordinal }),
        // Another request made it, or the user was closed meanwhile: the row tells.
        Err(Failure::Stale) => {
            let ordinal = desk.read.ordinal_of_pair(account, user).await?;
            Ok(Pair { account, ordinal: ordinal.ok_or(Refusal::UserGone)? })
        }
        Err(failure) => Err(failure),
    }
}
