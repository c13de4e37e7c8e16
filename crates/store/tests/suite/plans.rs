//! Every statement finds its rows by a key or an index, but for those that are meant to read a whole table.

use vermilion_store::Place;

use crate::both_engines;
use crate::ground::Ground;
use crate::server::connect;
use crate::texts::texts;

both_engines!(every_statement_finds_its_rows_by_a_key);

/// Statements that read a table from end to end, by how they begin, each with the reason.
const WHOLE: &[(&str, &str)] = &[
    ("select no, app_id, type, secrets_frozen_at", "a start reads every account"),
    ("select account, no, digest, digest_key from secret", "a start"),
    ("select account, kind, secret, epoch from epoch", "a start"),
    ("select account, secret, epoch, issued, key from stable", "a start"),
    ("select account, kind, secret, issued from mark order by issued", "a start"),
    (
        "select account, kind, secret, issued from mark where issued",
        "a few rows an account, once in half a minute",
    ),
    ("select a.id, a.account, a.giver, a.until, c.capability", "a start"),
    (
        "select account, ordinal, scope from consent where withdrawn_at is null order",
        "a start without a copy",
    ),
    ("select host_app, number, digest, digest_key from host_key", "a start"),
    ("select host_app, account from listing", "a start"),
    ("select account from limits_off", "a start"),
    ("select p.account, p.secret, p.retires_at from secret_plan", "a start, a few rows"),
    ("select account, chunk, lane, number, bits, checksum from consent_chunk", "a start"),
    ("select account, first_ordinal, incarnation from incarnation_range", "a start"),
    ("delete from consent_chunk", "a copy is begun anew"),
    ("insert into incarnation_range", "a restore"),
    ("insert into block (name, next) select", "a restore"),
    ("delete from sign_in_failure", "rows of two days, once in ten minutes"),
    ("delete from batch", "rows of an hour, once in ten minutes"),
    ("select serial, key, account, usr, at, kind from login where account", "SQLite, before memory has them"),
    ("select number, name, checksum from migration", "a few rows"),
    ("select purpose, id, wrapped, made_at, retired_at from ring", "a few rows"),
    ("delete from ring", "a few rows"),
    ("select incarnation, after, before, accepted_at from gap", "a few rows"),
    ("select after, before from gap", "a few rows"),
    ("select code, version, family, mended_at", "a few rows"),
    ("select code, family, mended_at", "a few rows"),
    ("delete from review_reason", "a few rows"),
    ("select year, version, holidays", "a few rows"),
    ("select year, holidays, make_up", "a few rows"),
    ("delete from calendar_year", "a few rows"),
    ("select id, version, enabled from policy order", "a few rows"),
    ("select p.id, p.enabled, v.text from policy p", "a few rows"),
    ("select version, before, text", "a few rows"),
    ("delete from catalogue", "a few rows"),
    ("update gap", "a few rows"),
    ("select run, name, version", "a row a node"),
    ("delete from node where name", "a row a node"),
    ("delete from gap", "a few rows"),
    ("update meta", "one row"),
    ("select member from platform_role where role", "a few rows"),
    ("select account, open from binding", "a start"),
    ("select word, account, protected_at, freed_at from protected_word", "what operators typed"),
    ("delete from protected_word", "a restore"),
    ("select max(at) from", "two partial indexes, each read at its end"),
    ("select version, title_zh", "a few rows"),
    ("select max(version) from agreement", "a few rows"),
    ("delete from agreement", "a few rows"),
    ("select agreement, count(*) from member", "an operator looks at the agreement, a row a member"),
    ("update keyed_request set answer = null", "requests of a day, when a person or an account is erased"),
    ("delete from known_device where seen_at", "rows of half a year, once in ten minutes"),
];

fn may_read_a_whole_table(text: &str) -> bool {
    WHOLE.iter().any(|(begin, _)| text.starts_with(begin))
}

/// What a new statement on this list should have instead.
const NEXT: &str = "these read whole tables: add an index in a migration, or say in WHOLE why it must be so";

/// How each step of SQLite's plan reads its table, as text.
fn sqlite_plan(conn: &rusqlite::Connection, text: &str) -> Vec<String> {
    let mut plan = conn.prepare(&format!("explain query plan {}", text.replace('$', "?"))).unwrap();
    let parameters = plan.parameter_count();
    for at in 1..=parameters {
        plan.raw_bind_parameter(at, 1).unwrap();
    }
    let mut rows = plan.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().unwrap() {
        steps.push(row.get::<_, String>(3).unwrap());
    }
    steps
}

/// An index that is read from its low end to a limit is no scan of the table.
fn scans(step: &str, text: &str) -> bool {
    // A partial index holds nothing else than what is asked for.
    let partial = ["usr_closed", "usr_erased", "consent_withdrawn"].iter().any(|index| step.contains(index));
    let bounded = text.contains(" limit ") && (step.contains(" INDEX ") || !text.contains("desc"));
    step.starts_with("SCAN ") && !step.contains("CONSTANT ROW") && !bounded && !partial
}

async fn every_statement_finds_its_rows_by_a_key(ground: &Ground) {
    drop(ground.opened("one").await.unwrap());
    let mut found = Vec::new();
    match &ground.place {
        Place::Sqlite => {
            let conn = rusqlite::Connection::open(ground.file()).unwrap();
            for (file, text) in texts(&ground.place) {
                let plan = sqlite_plan(&conn, &text);
                if plan.iter().any(|step| scans(step, &text)) && !may_read_a_whole_table(&text) {
                    found.push(format!("{file}: {text}\n  {plan:?}"));
                }
            }
        }
        Place::Postgres { url } => {
            let client = connect(&url.url).await;
            // What is left of sequential scans then is what no index can answer.
            client
                .batch_execute("set enable_seqscan = off; set plan_cache_mode = force_generic_plan")
                .await
                .unwrap();
            for (at, (file, text)) in texts(&ground.place).into_iter().enumerate() {
                let prepared = client.prepare(&text).await.unwrap();
                let nothing = vec!["null"; prepared.params().len()].join(", ");
                let call = if nothing.is_empty() { String::new() } else { format!("({nothing})") };
                client.batch_execute(&format!("prepare p{at} as {text}")).await.unwrap();
                let rows = client.simple_query(&format!("explain execute p{at}{call}")).await.unwrap();
                let plan: Vec<String> = rows
                    .iter()
                    .filter_map(|row| match row {
                        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
                        _ => None,
                    })
                    .collect();
                if plan.iter().any(|step| step.contains("Seq Scan on")) && !may_read_a_whole_table(&text) {
                    found.push(format!("{file}: {text}\n  {plan:?}"));
                }
            }
        }
    }
    assert!(found.is_empty(), "{NEXT}\n{}", found.join("\n"));
}
