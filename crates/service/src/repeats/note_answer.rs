//! What became of a request: its answer is noted, or its key is free again.

use vermilion_model::fact::traffic::{RequestAnswered, Traffic};
use vermilion_seal::Place;

use super::begin_request::TABLE;
use super::{Caller, Claim, Kept};
use crate::{Desk, Failure};

/// Notes that a request was carried out, and its answer, sealed, where one is kept.
///
/// # Errors
/// It could not be written: whoever sends again is told that the request had begun.
pub async fn note_answer(desk: &Desk, claim: &Claim, kept: Option<&Kept>) -> Result<(), Failure> {
    let answer = match kept {
        Some(kept) => seal(desk, claim, kept).await?,
        None => None,
    };
    let answered = RequestAnswered { place: claim.place, answer, at: desk.now() };
    desk.note(Traffic::RequestAnswered(answered)).await
}

/// Frees the key of a request that was refused and left nothing behind.
///
/// # Errors
/// It could not be written: whoever sends again is told that the request had begun.
pub async fn release_request(desk: &Desk, claim: &Claim) -> Result<(), Failure> {
    desk.note(Traffic::RequestReleased(claim.place)).await
}

// Under the member's own key, which is destroyed when they are erased (I10); a host app has none.
async fn seal(desk: &Desk, claim: &Claim, kept: &Kept) -> Result<Option<Vec<u8>>, Failure> {
    let place = claim.place.to_bytes();
    let place = Place { table: TABLE, row: &place };
    match claim.caller {
        Caller::Member(member) => {
            let Some(key) = desk.vault.key(member.bytes()).await? else { return Ok(None) };
            desk.vault.seal(&key, place, kept).map(Some)
        }
        Caller::HostApp(_) => {
            let json = serde_json::to_vec(kept).map_err(Failure::broken)?;
            Ok(Some(desk.ring.load().boxes.seal(place, &json, &*desk.entropy)?))
        }
    }
}
