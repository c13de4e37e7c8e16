//! What was in force at a past moment: every fact up to it, replayed from the audit log.

use anyhow::{Context, Result, bail};
use vermilion_decide::InForce;
use vermilion_model::Time;
use vermilion_model::fact::{Act, Actor, Fact};

use crate::beside::Beside;

/// How many entries are read at a time.
const PAGE: i64 = 5_000;

/// Applies every fact that had happened by then, in commit order, to a memory that holds nothing yet. What no
/// fact says is not known of the past: which tokens lived, and what was left of a quota.
pub(crate) async fn replay(beside: &Beside, in_force: &InForce, by: Time) -> Result<()> {
    for lane in 0..beside.meta.lanes {
        let mut after = 0;
        loop {
            let entries = beside.engine.entries_after(lane, after, PAGE).await?;
            let Some(last) = entries.last() else { break };
            after = last.seq.number;
            for entry in entries.iter().filter(|entry| entry.at <= by) {
                let act = Act::parse(&entry.kind, entry.version, &entry.body)
                    .with_context(|| format!("entry {} cannot be replayed", entry.seq))?;
                // Who did it is not in force.
                let fact = Fact { at: entry.at, actor: Actor::Platform, act };
                if let Err(misfit) = in_force.apply(entry.seq, &fact) {
                    bail!("entry {} does not fit what came before it: {misfit}", entry.seq);
                }
            }
        }
    }
    Ok(())
}
