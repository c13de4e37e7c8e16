//! One round: load, a kill, a restart, and the look at everything.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use vermilion_model::Id;
use vermilion_rig::{Child, Client};

use crate::callers::{Load, ask};
use crate::chance::Chance;
use crate::check::{Found, check};
use crate::journal::Counts;
use crate::order::Question;
use crate::site::Site;

/// The writer's steps.
const STEPS: [&str; 6] =
    ["after_begin", "after_guards", "after_writes", "before_commit", "after_commit", "after_apply"];
/// A round counts from here on.
const ENOUGH: u32 = 200;
/// A server that was to end by itself is killed after this long.
const AT_MOST: Duration = Duration::from_secs(20);
/// A node must be back this long after its database at the latest, on a machine that does much else.
const BACK: Duration = Duration::from_mins(3);
const LOOK: Duration = Duration::from_millis(2);

/// Who is killed, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kill {
    /// The server, at a random moment.
    Anywhen,
    /// The server, by itself, at a step of its writer.
    At(&'static str),
    /// The database's server.
    Database,
}

impl Kill {
    /// Of ten rounds one is at each step; of five on PostgreSQL one kills the database.
    pub(crate) fn of(number: u32, postgres: bool, mutant: bool) -> Kill {
        if postgres && !mutant && number % 5 == 4 {
            return Kill::Database;
        }
        let others = if postgres { number - number / 5 } else { number };
        let turn = if mutant { number % 4 } else { others % 10 };
        usize::try_from(turn)
            .ok()
            .and_then(|turn| STEPS.get(turn))
            .map_or(Kill::Anywhen, |step| Kill::At(step))
    }
}

impl fmt::Display for Kill {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kill::Anywhen => f.write_str("at a random moment"),
            Kill::At(step) => f.write_str(step),
            Kill::Database => f.write_str("the database"),
        }
    }
}

/// What a round is to do.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) number: u32,
    pub(crate) seed: u64,
    pub(crate) kill: Kill,
    /// Whether everything the store ever acknowledged is looked at.
    pub(crate) check_all: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Ended {
    pub(crate) counts: Counts,
    pub(crate) found: Found,
    /// How the server ended: by itself at the step that was asked for, or killed.
    pub(crate) killed: String,
}

impl Ended {
    pub(crate) fn counts_as_round(&self) -> bool {
        self.counts.acked() >= ENOUGH && self.counts.taken_away > 0
    }
}

pub(crate) async fn run(site: &mut Site, plan: &Plan) -> Result<Ended> {
    let mut chance = Chance::new(plan.seed, plan.number, 0);
    let at = match plan.kill {
        // Sixteen callers make batches of a few facts, so this is some hundred facts in.
        Kill::At(step) => format!("{step}:{}", 80 + chance.below(120)),
        Kill::Anywhen | Kill::Database => String::new(),
    };
    let armed = (!at.is_empty()).then_some(("VERMILION_CRASH_AT", at.as_str()));
    let variables: Vec<(&str, &str)> = armed.into_iter().chain(site.mutant()).collect();
    let mut server = site.start(&variables)?;
    let mut client = Client::connect(server.address).await?;
    for caller in &mut site.callers {
        caller.supply(&mut client).await?;
    }
    let mut ended = under_load(site, plan, &mut server, &mut chance).await?;
    if plan.kill == Kill::Database {
        // The node lived on: it must find its way back by itself.
        come_back(site, &server).await?;
        ended.found.add(look(site, &mut server, false).await.context("the node that lived on")?);
    }
    server.kill()?;
    let mut server = site.start(&[])?;
    ended.found.add(look(site, &mut server, plan.check_all).await?);
    let mut client = Client::connect(server.address).await?;
    let findings = ask(&mut client, &Question::Audit).await?;
    ended.found.broken.extend(findings.lines().map(|line| format!("audit: {line}")));
    server.kill()?;
    Ok(ended)
}

/// Callers at work until the kill.
async fn under_load(site: &mut Site, plan: &Plan, server: &mut Child, chance: &mut Chance) -> Result<Ended> {
    let load = Arc::new(Load::default());
    let mut callers = tokio::task::JoinSet::new();
    let mut before = Counts::default();
    for (who, caller) in (1..).zip(site.callers.drain(..)) {
        before += caller.journal.counts;
        let chance = Chance::new(plan.seed, plan.number, who);
        callers.spawn(caller.work(server.address, Arc::clone(&load), chance));
    }
    let begun = Instant::now();
    let enough =
        || load.acked.load(Ordering::Relaxed) >= ENOUGH && load.taken_away.load(Ordering::Relaxed) > 0;
    let by_itself = matches!(plan.kill, Kill::At(_));
    while begun.elapsed() < AT_MOST && !server.has_ended()? && (by_itself || !enough()) {
        tokio::time::sleep(LOOK).await;
    }
    let killed = if by_itself && server.has_ended()? {
        plan.kill.to_string()
    } else if plan.kill == Kill::Database {
        tokio::time::sleep(Duration::from_millis(chance.below(400))).await;
        site.postgres.as_mut().context("no database to kill")?.kill()?;
        plan.kill.to_string()
    } else {
        tokio::time::sleep(Duration::from_millis(chance.below(400))).await;
        server.kill()?;
        Kill::Anywhen.to_string()
    };
    load.stop.store(true, Ordering::Relaxed);
    if plan.kill == Kill::Database {
        // Before the callers are waited for: whoever's commit may have been cut off is answered once the
        // database says whether it took place.
        site.postgres.as_mut().context("no database to start again")?.restart().await?;
    }
    let mut counts = Counts::default();
    while let Some(caller) = callers.join_next().await {
        let caller = caller?;
        counts += caller.journal.counts;
        site.callers.push(caller);
    }
    site.callers.sort_by_key(|caller| caller.account.0);
    Ok(Ended { counts: counts.less(&before), found: Found::default(), killed })
}

/// Waits until a node whose database was away reads, and believes its memory again.
async fn come_back(site: &mut Site, server: &Child) -> Result<()> {
    let caller = site.callers.first().context("nobody called")?;
    let question = Question::User { user: Id::from_bytes([9; 16]), account: caller.account };
    let path = format!("/cgi-bin/token?grant_type=client_credential&appid={}&secret=wrong", caller.app_id);
    let begun = Instant::now();
    while begun.elapsed() < BACK {
        let mut client = Client::connect(server.address).await?;
        let reads = ask(&mut client, &question).await.is_ok();
        if reads && client.get(&path).await?.body.contains("40125") && writes(site, &mut client).await? {
            return Ok(());
        }
        tokio::time::sleep(LOOK * 10).await;
    }
    bail!("{} s after its database the node is not back", BACK.as_secs())
}

/// Readers and the writer find their way back each for itself.
async fn writes(site: &mut Site, client: &mut Client) -> Result<bool> {
    for caller in &mut site.callers {
        if let Some(served) = caller.is_served(client).await? {
            return Ok(served);
        }
    }
    Ok(true)
}

/// Everybody looks at their own.
async fn look(site: &mut Site, server: &mut Child, all: bool) -> Result<Found> {
    let mut looking = tokio::task::JoinSet::new();
    for caller in site.callers.drain(..) {
        looking.spawn(check(caller, server.address, all));
    }
    let mut found = Found::default();
    while let Some(looked) = looking.join_next().await {
        let (caller, more) = looked??;
        found.add(more);
        site.callers.push(caller);
    }
    site.callers.sort_by_key(|caller| caller.account.0);
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_its_turn_in_ten_rounds() {
        let kills: Vec<Kill> = (0..10).map(|number| Kill::of(number, false, false)).collect();
        for step in STEPS {
            assert_eq!(kills.iter().filter(|kill| **kill == Kill::At(step)).count(), 1, "{step}");
        }
        let kills: Vec<Kill> = (0..20).map(|number| Kill::of(number, true, false)).collect();
        for step in STEPS {
            assert!(kills.contains(&Kill::At(step)), "{step}");
        }
        assert_eq!((0..50).filter(|n| Kill::of(*n, true, false) == Kill::Database).count(), 10);
    }
}
