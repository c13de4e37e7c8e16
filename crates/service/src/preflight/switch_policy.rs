//! Puts a version of a rule in force, or takes the rule out of it.

use vermilion_model::Seq;
use vermilion_model::fact::{Act, Actor, PolicyDisabled, PolicyEnabled};

use super::bundled::{of_platform, schema};
use super::read_policies::{PolicyView, view};
use super::rule::Rule;
use crate::may::Operate;
use crate::{Desk, Failure, Kind, PlatformMay};

/// Puts a version in force in place of any other; 0 is the one that came with the platform.
///
/// # Errors
/// There is no such version; or it does not fit the schema any more, at `/version`.
pub async fn enable_policy(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    (id, version): (&str, i64),
) -> Result<(Option<Seq>, PolicyView), Failure> {
    let text = match version {
        0 => of_platform(id).map(|own| own.text.to_owned()),
        version => desk.read.policy_version(id, version).await?.map(|row| row.text),
    };
    let text = text.ok_or(Failure::Missing(Kind::Policy))?;
    if Rule::read(id, &text, schema()?).is_err() {
        return Err(Failure::field("/version", "policy_outdated"));
    }
    if view(desk, id).await?.enabled == Some(version) {
        return Ok((None, view(desk, id).await?));
    }
    settle(desk, may, id, PolicyEnabled { policy: id.to_owned(), version }.into()).await
}

/// Takes it out of force; its versions stay.
///
/// # Errors
/// There is no such rule.
pub async fn disable_policy(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    id: &str,
) -> Result<(Option<Seq>, PolicyView), Failure> {
    let present = view(desk, id).await?;
    if present.enabled.is_none() {
        return Ok((None, present));
    }
    settle(desk, may, id, PolicyDisabled { policy: id.to_owned() }.into()).await
}

async fn settle(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    id: &str,
    act: Act,
) -> Result<(Option<Seq>, PolicyView), Failure> {
    let seq = match desk.record(desk.now(), Actor::Member(may.by.member), act).await {
        Ok(seq) => Some(seq),
        // Somebody was faster, and it stands so.
        Err(Failure::Stale) => None,
        Err(failure) => return Err(failure),
    };
    Ok((seq, view(desk, id).await?))
}
