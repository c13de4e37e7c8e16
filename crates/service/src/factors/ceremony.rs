//! What is under way between a browser and the server: the server's part is kept here, sealed, and can be
//! finished once, within five minutes and five tries (I6).

use serde::Serialize;
use serde::de::DeserializeOwned;
use vermilion_model::fact::traffic::{CeremonyBegun, Traffic};
use vermilion_model::{Id, Member, Span, Time};
use vermilion_seal::{DigestOf, Place, SecretText, mint};
use vermilion_store::CeremonyRow;

use crate::{Desk, Failure, Kind};

/// How long one can be finished.
const LIFE: Span = Span::mins(5);

/// Keeps the server's part; the token is the browser's.
pub(super) async fn begin<T: Serialize>(
    desk: &Desk,
    kind: &'static str,
    member: Option<Id<Member>>,
    state: &T,
) -> Result<(SecretText, Time), Failure> {
    let now = desk.now();
    let (token, expires_at) = (mint::link(&*desk.entropy), now.plus(LIFE));
    let ceremony = desk.id(now);
    let json = serde_json::to_vec(state).map_err(Failure::broken)?;
    let place = Place { table: "ceremony", row: Id::bytes(&ceremony) };
    let begun = CeremonyBegun {
        ceremony,
        kind,
        member,
        digest: digest(desk, &token),
        sealed: desk.ring.load().boxes.seal(place, &json, &*desk.entropy)?,
        at: now,
        expires_at,
    };
    desk.note(Traffic::CeremonyBegun(begun)).await?;
    Ok((token, expires_at))
}

fn digest(desk: &Desk, token: &SecretText) -> Vec<u8> {
    let ring = desk.ring.load();
    ring.digests.digest(DigestOf::Ceremony, &[], token.expose().as_bytes()).to_bytes().to_vec()
}

/// Takes it up for one try.
///
/// # Errors
/// `Missing` when it is unknown, of another kind, finished, too old or tried too often.
pub(super) async fn take_up<T: DeserializeOwned>(
    desk: &Desk,
    kind: &'static str,
    token: &SecretText,
) -> Result<(CeremonyRow, T), Failure> {
    let missing = || Failure::Missing(Kind::Ceremony);
    let row = desk.read.ceremony_by_digest(&digest(desk, token)).await?;
    let now = desk.now();
    let row = row.filter(|row| row.kind == kind && now < row.expires_at).ok_or_else(missing)?;
    match desk.note(Traffic::CeremonyTried(row.ceremony)).await {
        Ok(()) => {}
        Err(Failure::Stale) => return Err(missing()),
        Err(failure) => return Err(failure),
    }
    let place = Place { table: "ceremony", row: row.ceremony.bytes() };
    let opened = desk.ring.load().boxes.open(place, &row.sealed)?;
    let state = serde_json::from_slice(opened.expose()).map_err(Failure::broken)?;
    Ok((row, state))
}

/// Finishes it, once.
pub(super) async fn finish(desk: &Desk, row: &CeremonyRow) -> Result<(), Failure> {
    match desk.note(Traffic::CeremonySpent { ceremony: row.ceremony, at: desk.now() }).await {
        Err(Failure::Stale) => Err(Failure::Missing(Kind::Ceremony)),
        other => other,
    }
}
