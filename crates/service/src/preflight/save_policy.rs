//! Saves a rule's text as another version. What is in force stays: the new one is switched on by itself.

use vermilion_model::fact::{Actor, PolicySaved};
use vermilion_model::{FieldFault, Seq};
use vermilion_seal::content_digest;

use super::bundled::{of_platform, schema};
use super::read_policies::{PolicyView, ids, view};
use super::rule::{Rule, is_code};
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// How many rules there may be: each is asked about each capability of each application.
const RULES_MAX: usize = 200;

/// Saves over the version that was on the screen; 0 begins a new rule, or one over what came with the
/// platform.
///
/// # Errors
/// A fault at `/text`, with the parser's place and reason, where it does not parse or does not fit the schema; at
/// `/id`; `Stale`.
pub async fn save_policy(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    (id, version): (&str, i64),
    text: &str,
) -> Result<(Seq, PolicyView), Failure> {
    let mut faults = Vec::new();
    if !is_code(id) {
        faults.push(FieldFault::new("/id", "format"));
    }
    faults.extend(Rule::read(id, text, schema()?).err());
    Failure::fields(faults)?;
    let row = desk.read.policy(id).await?;
    if row.as_ref().map_or(0, |row| row.version) != version {
        return Err(Failure::Stale);
    }
    let known = ids(desk).await?;
    if known.len() >= RULES_MAX && !known.iter().any(|known| known == id) {
        return Err(FieldFault::new("/id", "too_many").with("max", &RULES_MAX).into());
    }
    let saved = PolicySaved {
        policy: id.to_owned(),
        version: version.saturating_add(1),
        enabled: match row {
            Some(row) => row.enabled,
            None => of_platform(id).and_then(|own| own.enabled),
        },
        digest: content_digest(text.as_bytes()),
        by: may.by.member,
        text: text.to_owned(),
    };
    let seq = desk.record(desk.now(), Actor::Member(may.by.member), saved).await?;
    Ok((seq, view(desk, id).await?))
}
