//! P6, P7: a decision in process, and what pairs cost in memory.

use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use vermilion_decide::InForce;
use vermilion_model::fact::Pair;
use vermilion_model::{
    AccountGround, AccountNo, AccountType, AppId, Ground, Ordinal, SecretNo, SecretsState, Stops, Time,
};
use vermilion_rig::Usage;
use vermilion_service::wechat::{Caller, Credential, admit, fetch_token};

use crate::Run;
use crate::goal::{Line, Rounds, Row, Verdict};
use crate::servers::{self, Layout};
use crate::supply::Supply;

const TIMES: u32 = 1_000_000;
/// Enough that what a process has anyway does not show.
const SESSIONS: u32 = 2_000_000;
const USERS: u32 = 100_000;

pub(super) async fn measure(run: &Run) -> Result<Vec<Row>> {
    let mut rows = vec![from_strings(run).await?];
    rows.extend(pairs()?);
    rows.push(sessions()?);
    rows.push(idle(run).await?);
    Ok(rows)
}

/// Token's text and path in, verdict out: the MAC, the token's checks, the one question.
async fn from_strings(run: &Run) -> Result<Row> {
    let supply = Supply::new(None).await?;
    let desk = supply.installation()?.desk().await?;
    let app_id = supply.program.app_id.as_str().to_owned();
    let shown = Credential { app_id: &app_id, secret: &supply.program.secret };
    let token = fetch_token(&desk, shown, asking(&desk)).map_err(|o| anyhow::anyhow!(o.code()))?.token;
    let mut rounds = Rounds::default();
    for _ in 0..run.rounds {
        let begun = Instant::now();
        for _ in 0..TIMES {
            let now = desk.now();
            let call = desk.catalogue.call_by_path(black_box("/wxa/business/getuserphonenumber"));
            let call = call.context("no such call")?.no;
            let caller = Caller::of_token(&desk, black_box(token.expose()), now)
                .map_err(|o| anyhow::anyhow!(o.code()))?;
            black_box(admit(&desk, &caller, call, Some(Ordinal(7))))
                .map_err(|o| anyhow::anyhow!(o.code()))?;
        }
        rounds.0.push(begun.elapsed().as_secs_f64() * 1e9 / f64::from(TIMES));
    }
    desk.close().await;
    let measured = format!("{:.0} ns, the token's MAC and two clocks included", rounds.median());
    Ok(Row::new("P6", "decide from strings ≤ 500 ns", measured, Line::AtMost(500.0).judge(&rounds)))
}

/// The figures of `decide`'s own example, which stands ten million pairs up.
fn pairs() -> Result<Vec<Row>> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut speed = Command::new(cargo);
    speed.args(["run", "--release", "--quiet", "--locked", "-p", "vermilion-decide", "--example", "speed"]);
    let output = speed.output()?;
    if !output.status.success() {
        bail!("the example failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let figure = |name: &str| -> Result<f64> {
        let rest = said.lines().find_map(|line| line.strip_prefix(name)).with_context(|| name.to_owned())?;
        Ok(rest.trim_start_matches(':').split_whitespace().next().context("no figure")?.parse()?)
    };
    let (quiet, written) = (figure("consent look-up, quiet")?, figure("consent look-up, with writes")?);
    let bytes = figure("memory")?;
    let one = |figure: f64| Rounds(vec![figure]);
    Ok(vec![
        Row::new(
            "P6",
            "consent look-up ≤ 20 ns, 10 M pairs, 1 % writes",
            format!("{written:.1} ns; {quiet:.1} ns without writes"),
            Line::AtMost(20.0).judge(&one(written)),
        ),
        Row::new(
            "P7",
            "≤ 1.5 MB per million pairs",
            format!("{bytes:.2} MB"),
            Line::AtMost(1.5).judge(&one(bytes)),
        ),
    ])
}

/// What the newest session of a pair costs beside its consents.
pub(crate) fn print_sessions() -> Result<()> {
    let catalogue = vermilion_model::Catalogue::embedded()?;
    let in_force = InForce::new(&catalogue, &[]);
    let resident = || Usage::of(std::process::id()).map(|usage| usage.resident);
    for number in 1..=SESSIONS / USERS {
        in_force.stand(Ground::Account(AccountGround {
            account: AccountNo(number),
            app_id: AppId::from_random(u64::from(number).to_be_bytes()),
            account_type: AccountType::MiniProgram,
            stops: Stops::NONE,
            secrets: SecretsState::Usable,
            last_secret: SecretNo(1),
        }))?;
    }
    let before = resident()?;
    for n in 0..SESSIONS {
        let pair = Pair { account: AccountNo(1 + n / USERS), ordinal: Ordinal(1 + n % USERS) };
        in_force.note_session(pair, Time::from_secs(1_000_000), i64::from(n) + 1)?;
    }
    #[expect(clippy::cast_precision_loss, reason = "kibibytes of one process")]
    let bytes = (resident()?.saturating_sub(before) * 1_024) as f64 / f64::from(SESSIONS);
    drop(in_force);
    println!("{bytes:.1}");
    Ok(())
}

fn sessions() -> Result<Row> {
    let output = Command::new(std::env::current_exe()?).arg("sessions").output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let bytes: f64 = said.trim().parse().with_context(|| said.clone())?;
    let verdict = Line::AtMost(16.0).judge(&Rounds(vec![bytes]));
    Ok(Row::new("P7", "a living session: 8–16 bytes a pair", format!("{bytes:.1} bytes"), verdict))
}

async fn idle(run: &Run) -> Result<Row> {
    let supply = Supply::new(None).await?;
    let server = servers::product(run, &supply, Layout::Shared)?;
    #[expect(clippy::cast_precision_loss, reason = "kibibytes of one process")]
    let megabytes = server.usage()?.resident as f64 * 1_024.0 / 1e6;
    let verdict: Verdict = Line::AtMost(30.0).judge(&Rounds(vec![megabytes]));
    Ok(Row::new("P7", "idle ≤ 30 MB", format!("{megabytes:.1} MB resident"), verdict))
}

/// From this machine.
fn asking(desk: &vermilion_service::Desk) -> vermilion_service::wechat::Asking {
    vermilion_service::wechat::Asking { now: desk.now(), client: std::net::Ipv4Addr::LOCALHOST.into() }
}
