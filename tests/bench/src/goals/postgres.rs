//! P10: the same exchange on PostgreSQL, end to end.

use anyhow::{Context, Result};
use vermilion_rig::{Child, Postgres};

use super::http::CODES_A_SECOND;
use crate::Run;
use crate::goal::{Line, Rounds, Row, Verdict};
use crate::load::{Requests, Shot, Wrk};
use crate::servers::{self, Layout};
use crate::supply::Supply;

pub(super) async fn measure(run: &Run) -> Result<Vec<Row>> {
    let asked = "durable exchange on PostgreSQL at 32";
    let own = match (std::env::var_os("VERMILION_TEST_POSTGRES"), Postgres::programs()) {
        (Some(_), _) => None,
        (None, Some(programs)) => Some(Postgres::start(programs).await?),
        (None, None) => {
            return Ok(vec![Row::not_measured(
                "P10",
                asked,
                "no PostgreSQL: name one in VERMILION_TEST_POSTGRES",
            )]);
        }
    };
    let url = match &own {
        Some(postgres) => postgres.url("postgres"),
        None => std::env::var("VERMILION_TEST_POSTGRES")?,
    };
    let (on_sqlite, on_postgres) = (Supply::new(None).await?, Supply::new(Some(&url)).await?);
    let each = CODES_A_SECOND * usize::try_from(run.seconds)?;
    let mut sqlite_codes = on_sqlite.codes(run.rounds, each).await?;
    let mut codes = on_postgres.codes(2 * run.rounds, each).await?;
    let wrk = Wrk::find()?;
    let sqlite = servers::product(run, &on_sqlite, Layout::Shared)?;
    let product = servers::product(run, &on_postgres, Layout::Shared)?;
    let naive = servers::naive(&on_postgres)?;
    let (mut lite, mut post, mut pool) = (Rounds::default(), Rounds::default(), Rounds::default());
    let shot = |server: &Child, supply: &Supply, file: Option<std::path::PathBuf>| {
        let requests = Requests::Codes { file: file.context("no codes")?, path: Some(supply.exchange()) };
        let (process, server, seconds) = (server.id(), server.address, run.seconds);
        wrk.sample(&Shot {
            server,
            process,
            connections: 32,
            seconds,
            requests: &requests,
            expected: "session_key",
        })
    };
    for _ in 0..run.rounds {
        lite.0.push(shot(&sqlite, &on_sqlite, sqlite_codes.pop())?.per_second);
        post.0.push(shot(&product, &on_postgres, codes.pop())?.per_second);
        pool.0.push(shot(&naive, &on_postgres, codes.pop())?.per_second);
    }
    Ok(vec![
        Row::share("P10", &format!("{asked}: ≥ 50 % of SQLite's"), &post.over(&lite), Line::AtLeast(0.5)),
        Row::multiple(
            "P10",
            "≥ 3 × a pool with one statement a request",
            &post.over(&pool),
            Line::AtLeast(3.0),
        ),
        Row::new(
            "P10",
            "beside it: exchanges a second on PostgreSQL",
            format!("{:.0}; through a pool {:.0}", post.median(), pool.median()),
            Verdict::Beside,
        ),
    ])
}
