//! `audit`: the record of who did what.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Subcommand;
use serde_json::{Value, json};
use vermilion_config::Runtime;
use vermilion_store::{Chain, Report, verify};

use super::settings::SettingsArgs;
use crate::beside::Beside;
use crate::node::in_runtime;
use crate::say::Form;

/// Where signed heads are kept in a data folder.
const HEADS: &str = "audit-heads";

/// Look at the record of who did what
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Prove that the audit log was not edited, reordered or cut
    ///
    /// Reads every entry and checks its chain; the server may be running. Signed heads, kept
    /// elsewhere, prove that the newest entries were not cut or rewritten either; without any the
    /// newest cannot be proven. Ends with 1 when something does not hold.
    #[command(verbatim_doc_comment)]
    Verify(Verify),
}

#[derive(Debug, clap::Args)]
struct Verify {
    /// Signed heads kept elsewhere; DATA/audit-heads, if it is there, when none are named
    #[arg(long, value_name = "FILE")]
    heads: Option<PathBuf>,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    let Verb::Verify(args) = &args.verb;
    let config = args.settings.config()?;
    let heads = remembered(args.heads.as_deref(), &config.store.data)?;
    let reports = in_runtime(Runtime::Shared, async {
        let beside = Beside::open(config).await?;
        let chain = Chain::new(beside.parts.masters.audit().clone());
        let mut reports = Vec::new();
        for lane in 0..beside.meta.lanes {
            let at = (beside.meta.incarnation, lane);
            reports.push(verify(&beside.engine, &chain, at, heads.as_deref()).await?);
        }
        Ok(reports)
    })?;
    let good = reports.iter().all(|report| report.findings.is_empty());
    let lanes: Vec<Value> = reports.iter().map(data).collect();
    let text: Vec<String> = reports.iter().map(told).collect();
    Form::of(args.json).print(&json!({"ok": good, "lanes": lanes}), &text.join("\n"));
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn remembered(named: Option<&Path>, data: &Path) -> Result<Option<String>> {
    let kept = data.join(HEADS);
    let Some(file) = named.or_else(|| kept.exists().then_some(kept.as_path())) else { return Ok(None) };
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    Ok(Some(text))
}

fn data(report: &Report) -> Value {
    let findings: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    json!({
        "entries": report.entries,
        "tip": report.tip.to_string(),
        "proven": report.proven.map(|seq| seq.to_string()),
        "accepted": report.accepted.iter().map(|gap| json!([gap.after, gap.before])).collect::<Vec<_>>(),
        "findings": findings,
    })
}

fn told(report: &Report) -> String {
    let mut lines = vec![format!("{} entries up to {}", report.entries, report.tip)];
    lines.push(match report.proven {
        Some(proven) if proven == report.tip => "a signed head proves them all".to_owned(),
        Some(proven) => format!("a signed head proves those up to {proven}; the newer ones cannot be proven"),
        None => "no signed head is known: that the newest were not cut cannot be proven".to_owned(),
    });
    for gap in &report.accepted {
        let (first, last) = (gap.after.saturating_add(1), gap.before.saturating_sub(1));
        lines.push(format!("accepted as lost after a restore: entries {first} to {last}"));
    }
    lines.extend(report.findings.iter().map(|finding| format!("DOES NOT HOLD: {finding}")));
    if report.findings.is_empty() {
        lines.push("nothing was edited, reordered or lost".to_owned());
    }
    lines.join("\n")
}
