//! An AppSecret's end at a date: it stops working by the clock, on every node at once.

use vermilion_model::fact::{Actor, SecretRetired, SecretRetirementPlanned};
use vermilion_model::{ItsTokens, Refusal, SecretNo, Seq, Span, Time};

use super::read_secrets::read_secrets;
use crate::may::ManageSettings;
use crate::{Desk, Failure, Kind, May};

/// A plan reaches at most this far.
const FARTHEST: Span = Span::days(366);

/// Plans the end of one, or with nothing takes the plan back.
///
/// # Errors
/// Faults at `/at`; `Missing` when no such one works, or nothing was planned; `LastSecret` when no other
/// one would go on working.
pub async fn plan_retirement(
    desk: &Desk,
    may: &May<ManageSettings>,
    number: &str,
    at: Option<&str>,
) -> Result<Seq, Failure> {
    let now = desk.now();
    let secret = SecretNo(number.parse().map_err(|_| Failure::Missing(Kind::Secret))?);
    let at = at.map(|typed| moment(typed, now)).transpose()?;
    may.standing(desk)?;
    let refused = |secrets: &[super::SecretView]| {
        let mut living = secrets.iter().filter(|view| view.living(now));
        if !living.clone().any(|view| view.secret == secret) {
            return Failure::Missing(Kind::Secret);
        }
        match at {
            Some(_) if living.all(|view| view.secret == secret || view.retires_at.is_some()) => {
                Refusal::LastSecret.into()
            }
            // Nothing was planned.
            None => Failure::Missing(Kind::Secret),
            Some(_) => Failure::Stale,
        }
    };
    let act = SecretRetirementPlanned { account: may.account(), secret, at };
    match desk.record(now, Actor::Member(may.by.member), act).await {
        Err(Failure::Stale) => Err(refused(&read_secrets(desk, may).await?)),
        planned => planned,
    }
}

fn moment(typed: &str, now: Time) -> Result<Time, Failure> {
    let at: jiff::Timestamp = typed.trim().parse().map_err(|_| Failure::field("/at", "format"))?;
    let at = Time::from_millis(at.as_millisecond());
    match at {
        at if at <= now => Err(Failure::field("/at", "past")),
        at if at > now.plus(FARTHEST) => Err(Failure::field("/at", "format")),
        at => Ok(at),
    }
}

/// Records the ends that have come: the clock has ended them already, the log and the rows follow.
pub async fn retire_due(desk: &Desk) -> Result<(), Failure> {
    let now = desk.now();
    for (account, secret) in desk.read.secrets_due(now).await? {
        let act = SecretRetired { account, secret, tokens: ItsTokens::LiveOn };
        match desk.record(now, Actor::Platform, act).await {
            // Another node was faster, or it was the last one: then its row stays and the clock rules.
            Ok(_) | Err(Failure::Stale) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}
