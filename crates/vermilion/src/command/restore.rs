//! `restore`: an archive into a fresh store.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use vermilion_config::Runtime;
use vermilion_store::{Gap, Restored, Restoring, accept_gaps, restore};

use super::settings::SettingsArgs;
use crate::beside;
use crate::node::in_runtime;
use crate::say::Form;
use crate::wire_up::Parts;

/// Put an archive into a fresh store
///
/// Takes the newest base and everything that was added to it, and people's keys from the newest copy
/// of them, into a data folder without a database or a migrated PostgreSQL database without rows. The
/// archive may have been written over the other of the two. Whoever was erased stays unreadable.
///
/// The store begins a new life: codes, tokens and sessions from before are not believed any more, and
/// users log in again. OpenIDs stay as they are.
///
/// When entries are missing, it says which. Something may have been revoked in them, so the server
/// allows nothing until `vermilion restore --accept-gap`, which is recorded. Ends with 2 then.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The archive's folder; the number of the new life is noted in it
    #[arg(value_name = "DIR", required_unless_present = "accept_gap")]
    archive: Option<PathBuf>,
    /// The newest copy of people's keys, when it is not the one in the archive's folder
    #[arg(long, value_name = "FILE", requires = "archive")]
    person_keys: Option<PathBuf>,
    /// Go on without the entries that are missing
    #[arg(long)]
    accept_gap: bool,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Entries are missing, and nobody accepted that.
const GAPS: u8 = 2;

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let parts = beside::parts(args.settings.config()?)?;
    let (restored, accepted) = in_runtime(Runtime::Shared, async {
        let restored = match &args.archive {
            Some(archive) => Some(put_back(&parts, archive, args.person_keys.clone()).await?),
            None => None,
        };
        let accepted = if args.accept_gap { accept_gaps(parts.store()).await? } else { Vec::new() };
        Ok((restored, accepted))
    })?;
    let gaps = |gaps: &[Gap]| -> Vec<Value> {
        gaps.iter().map(|gap| json!({"after": gap.after, "before": gap.before})).collect()
    };
    let data = json!({
        "restored": restored.as_ref().map(|restored| json!({
            "incarnation": restored.incarnation.0, "until": restored.until.to_string(),
            "rows": restored.rows, "persons": restored.persons,
            "gaps": gaps(&restored.gaps), "proven": restored.proven,
        })),
        "accepted": gaps(&accepted),
    });
    let text: Vec<String> =
        restored.iter().map(told).chain([taken(&accepted)]).filter(|text| !text.is_empty()).collect();
    Form::of(args.json).print(&data, &text.join("\n"));
    let open = restored.is_some_and(|restored| !restored.gaps.is_empty()) && accepted.is_empty();
    Ok(if open { ExitCode::from(GAPS) } else { ExitCode::SUCCESS })
}

async fn put_back(parts: &Parts, archive: &Path, mirror: Option<PathBuf>) -> Result<Restored> {
    let restoring = Restoring { options: parts.store(), archive: archive.to_owned(), mirror };
    restore(restoring).await.with_context(|| format!("cannot restore {}", archive.display()))
}

fn told(restored: &Restored) -> String {
    let Restored { incarnation, until, rows, persons, .. } = restored;
    let mut lines = vec![format!(
        "{rows} rows up to entry {until}, and the keys of {persons} people and accounts; this is life {} of the store",
        incarnation.0
    )];
    for gap in &restored.gaps {
        let (first, last) = (gap.after.saturating_add(1), gap.before.saturating_sub(1));
        lines.push(format!("MISSING: entries {first} to {last}"));
    }
    lines.push(match (restored.gaps.is_empty(), restored.proven) {
        (false, _) => "something may have been revoked in them, so the server allows nothing until \
                       `vermilion restore --accept-gap`"
            .to_owned(),
        (true, true) => "a signed head proves that nothing is missing".to_owned(),
        (true, false) => {
            "that nothing newer existed cannot be proven: no signed head is newer than it".to_owned()
        }
    });
    lines.join("\n")
}

fn taken(accepted: &[Gap]) -> String {
    let gap = |gap: &Gap| format!("{} to {}", gap.after.saturating_add(1), gap.before.saturating_sub(1));
    match accepted {
        [] => String::new(),
        gaps => format!("accepted as lost: entries {}", gaps.iter().map(gap).collect::<Vec<_>>().join(", ")),
    }
}
