//! Keys of host apps: several may work at once, so that a server can change over without a gap.

use vermilion_model::fact::{Actor, HostKeyIssued, HostKeyRevoked};
use vermilion_model::{HostApp, Id, Seq};
use vermilion_seal::{DigestOf, SecretText, mint};

use super::host_app::host_app;
use crate::may::Operate;
use crate::{Desk, Failure, Kind, PlatformMay};

/// How often a number that somebody took meanwhile is drawn again.
const MEETINGS: usize = 4;

/// A key just made; shown now and never again.
#[derive(Debug)]
pub struct IssuedKey {
    /// The fact's place.
    pub seq: Seq,
    /// Its number within the host app.
    pub number: u32,
    /// The key itself.
    pub key: SecretText,
}

/// Makes a key.
pub async fn issue_host_key(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    id: Id<HostApp>,
) -> Result<IssuedKey, Failure> {
    host_app(desk, id).await?;
    issue(desk, may, id).await
}

pub(super) async fn issue(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    host_app: Id<HostApp>,
) -> Result<IssuedKey, Failure> {
    let key = mint::host_key(&*desk.entropy);
    // I9: the store has the digest alone.
    let digest = desk.ring.load().digests.digest(DigestOf::HostKey, &[], key.expose().as_bytes());
    for _ in 0..MEETINGS {
        let number = desk.read.last_host_key(host_app).await?.saturating_add(1);
        let act = HostKeyIssued { host_app, number, digest };
        match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
            Ok(seq) => return Ok(IssuedKey { seq, number, key }),
            Err(Failure::Stale) => {}
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::Stale)
}

/// Ends a key at once (I4). Nothing is committed for one that ended before.
pub async fn revoke_host_key(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    id: Id<HostApp>,
    number: u32,
) -> Result<Option<Seq>, Failure> {
    host_app(desk, id).await?;
    if number == 0 || number > desk.read.last_host_key(id).await? {
        return Err(Failure::Missing(Kind::HostApp));
    }
    let act = HostKeyRevoked { host_app: id, number };
    match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Ok(seq) => Ok(Some(seq)),
        Err(Failure::Stale) => Ok(None),
        Err(failure) => Err(failure),
    }
}
