//! `admin`: what an operator does at the command line, because nobody could do it in the console yet.

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::{Subcommand, ValueEnum};
use serde_json::json;
use vermilion_config::Runtime;
use vermilion_model::PlatformRole;
use vermilion_model::fact::Actor;
use vermilion_service::Failure;
use vermilion_service::members::{Invited, invite};
use vermilion_service::operations::accept_clock;

use super::settings::SettingsArgs;
use crate::beside;
use crate::node::in_runtime;
use crate::say::Form;
use crate::wire_up::Parts;

/// What an operator does at the command line
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Invite(Invite),
    Clock(Clock),
}

/// Invite somebody to a role on the platform: the first operator, above all
///
/// Prints a link that works once and for seven days; its reader chooses a name and a password. Who
/// registered the address already has the role from then on. On SQLite stop the server first.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
struct Invite {
    /// Whom: an e-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: String,
    /// To become what
    #[arg(long, value_enum)]
    role: Role,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Say that the clock is right although it jumped ahead
///
/// A server whose clock jumps more than 5 s ahead writes nothing until the clock is set back or this
/// is recorded. Run it where the clock is right. On SQLite stop the server first.
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
struct Clock {
    /// Record that what the clock shows now is right
    #[arg(long, required = true)]
    accept: bool,
    #[command(flatten)]
    settings: SettingsArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Role {
    /// Accounts, host apps, members of the platform
    Operator,
    /// Decides applications
    Reviewer,
    /// Reads and proves the audit log
    Auditor,
}

impl From<Role> for PlatformRole {
    fn from(role: Role) -> PlatformRole {
        match role {
            Role::Operator => PlatformRole::Operator,
            Role::Reviewer => PlatformRole::Reviewer,
            Role::Auditor => PlatformRole::Auditor,
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<ExitCode> {
    match &args.verb {
        Verb::Invite(args) => run_invite(args),
        Verb::Clock(args) => run_clock(args),
    }
}

fn run_clock(args: &Clock) -> Result<ExitCode> {
    let parts = beside::writing_parts(args.settings.config()?)?;
    let clock = in_runtime(Runtime::Shared, async {
        let desk = parts.desk().await?;
        let done = accept_clock(&desk, Actor::CommandLine).await;
        let fault = desk.clock_fault();
        desk.close().await;
        match (done, fault) {
            (Ok((clock, _)), _) => Ok(clock),
            (Err(Failure::Busy), Some(fault)) => bail!("this clock cannot be accepted: {fault}"),
            (Err(failure), _) => Err(failure.into()),
        }
    })?;
    let text = format!("accepted: {} s since 1970", clock.secs());
    Form::of(args.json).print(&json!({"clock_ms": clock.millis()}), &text);
    Ok(ExitCode::SUCCESS)
}

fn run_invite(args: &Invite) -> Result<ExitCode> {
    let parts = beside::writing_parts(args.settings.config()?)?;
    let invited = in_runtime(Runtime::Shared, invited(&parts, args))?;
    match invited {
        Invited::Link { token, expires_at } => {
            let site = parts.config.public_url();
            // Behind `#` a link's secret reaches no server's log.
            let link = format!("{}/invitation#{}", site.as_str(), token.expose());
            let text = format!("{link}\nworks once, for seven days");
            Form::of(args.json).print(&json!({"link": link, "expires_at_ms": expires_at.millis()}), &text);
        }
        Invited::Given(member) => {
            let text = format!("the address is a member's, who has the role now: {member}");
            Form::of(args.json).print(&json!({"member": member.to_string()}), &text);
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn invited(parts: &Parts, args: &Invite) -> Result<Invited> {
    let desk = parts.desk().await?;
    let done = invite(&desk, Actor::CommandLine, args.role.into(), &args.email).await;
    desk.close().await;
    match done {
        Ok(invited) => Ok(invited),
        Err(Failure::Refused(_)) => bail!("--email is not an e-mail address"),
        Err(Failure::Stale) => bail!("the member has this role already"),
        Err(failure) => Err(failure.into()),
    }
}
