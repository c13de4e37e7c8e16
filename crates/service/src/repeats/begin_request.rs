//! Claims a request's key, or says what became of the request that had it before.

use vermilion_model::fact::traffic::{RequestBegun, Traffic};
use vermilion_model::{Digest, HostApp, Id, Member, Refusal, Span, Time};
use vermilion_seal::{DigestOf, Place};
use vermilion_store::KeyedRequestRow;

use super::Kept;
use crate::{Desk, Failure};

/// How many requests with keys one caller may send within the day they are remembered.
const MOST: i64 = 10_000;

/// How long a request may be at work. A claim that is older has lost its node.
const AT_WORK: Span = Span::mins(2);

/// Where a kept answer stands.
pub(super) const TABLE: &str = "keyed_request";

/// Who sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// A member.
    Member(Id<Member>),
    /// A host app, by whichever of its keys.
    HostApp(Id<HostApp>),
}

/// What is sent.
#[derive(Debug, Clone, Copy)]
pub struct Sent<'a> {
    /// By whom.
    pub caller: Caller,
    /// Where: the path, with the account in it.
    pub path: &'a str,
    /// The sender's key.
    pub key: &'a str,
    /// All that makes it this request and no other.
    pub content: &'a [u8],
}

/// A key that is ours to answer.
#[derive(Debug, Clone, Copy)]
pub struct Claim {
    pub(super) caller: Caller,
    pub(super) place: Digest,
}

/// What is to be done with a request.
#[derive(Debug)]
pub enum Begun {
    /// It is new: carry it out, then note the answer.
    First(Claim),
    /// It was done: this was the answer.
    Again(Kept),
}

impl Caller {
    pub(super) fn bytes(&self) -> &[u8; 16] {
        match self {
            Caller::Member(id) => id.bytes(),
            Caller::HostApp(id) => id.bytes(),
        }
    }
}

/// Claims the key of a request.
///
/// # Errors
/// `KeyReused` when another request had the key, `StillAtWork` while the first is under way, `AlreadyBegun` when
/// its node never noted an answer, `AlreadyDone` when the answer is not kept, `TooManyKeys`.
pub async fn begin_request(desk: &Desk, sent: &Sent<'_>) -> Result<Begun, Failure> {
    let (place, content) = digests(desk, sent);
    let claim = Claim { caller: sent.caller, place };
    let now = desk.now();
    if let Some(row) = desk.read.keyed_request_by_place(&place).await? {
        return again(desk, &claim, (&row, &content), now).await;
    }
    if desk.read.keyed_requests_of(*sent.caller.bytes(), MOST).await? >= MOST {
        return Err(Refusal::TooManyKeys.into());
    }
    let begun = RequestBegun { place, caller: *sent.caller.bytes(), content, at: now };
    match desk.note(Traffic::RequestBegun(begun)).await {
        Ok(()) => Ok(Begun::First(claim)),
        // Somebody sent the same at the same time.
        Err(Failure::Stale) => {
            let row = desk.read.keyed_request_by_place(&place).await?.ok_or(Failure::Busy)?;
            again(desk, &claim, (&row, &content), now).await
        }
        Err(failure) => Err(failure),
    }
}

fn digests(desk: &Desk, sent: &Sent<'_>) -> (Digest, Digest) {
    let ring = desk.ring.load();
    let caller = sent.caller.bytes();
    // A path has no zero byte, so no two pairs read alike.
    let place = [sent.path.as_bytes(), &[0], sent.key.as_bytes()].concat();
    let place = ring.digests.digest(DigestOf::RequestKey, caller, &place);
    (place, ring.digests.digest(DigestOf::RequestContent, &place.bytes, sent.content))
}

async fn again(
    desk: &Desk,
    claim: &Claim,
    (row, content): (&KeyedRequestRow, &Digest),
    now: Time,
) -> Result<Begun, Failure> {
    if row.content != *content {
        return Err(Refusal::KeyReused.into());
    }
    if row.answered_at.is_none() {
        let lost = now.since(row.begun_at) >= AT_WORK;
        return Err(if lost { Refusal::AlreadyBegun } else { Refusal::StillAtWork }.into());
    }
    let Some(sealed) = &row.answer else { return Err(Refusal::AlreadyDone.into()) };
    let place = claim.place.to_bytes();
    let place = Place { table: TABLE, row: &place };
    let kept = match claim.caller {
        Caller::Member(member) => desk.vault.read(member.bytes(), place, sealed).await?,
        Caller::HostApp(_) => {
            let json = desk.ring.load().boxes.open(place, sealed)?;
            Some(serde_json::from_slice(json.expose()).map_err(Failure::broken)?)
        }
    };
    kept.map(Begun::Again).ok_or(Refusal::AlreadyDone.into())
}
