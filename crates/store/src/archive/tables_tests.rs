//! What is archived, and what is not.

use std::collections::BTreeSet;

use super::person_keys::PERSON_KEY;
use super::table::Table;
use super::tables::TABLES;
use crate::migrate::{CREATE, MIGRATIONS};

/// Left out, each with the reason why nothing is lost.
static LEFT_OUT: &[(&str, &str)] = &[
    ("migration", "the restoring binary's own"),
    ("lease", "a node's, for minutes"),
    ("subject", "a row to lock while accounts are counted; made when it is needed"),
    ("meta", "stands in every part's first line"),
    ("lane", "stands in every part's last line"),
    ("batch", "asked for within a commit"),
    ("person_key", "in the mirror, which is overwritten (I10)"),
    ("login", "codes and session keys of an earlier incarnation are not believed"),
    ("mark", "displaces tokens, and none of an earlier incarnation is believed"),
    ("oauth_grant", "tokens of an earlier incarnation are not believed"),
    ("sealed_data", "asked for within three days, and what it was sealed under ends with the incarnation"),
    (
        "invitation",
        "a link of an earlier incarnation ends, and whom it invited is sealed under no key of theirs (I10)",
    ),
    ("registration_invitation", "likewise"),
    ("console_session", "a cookie of an earlier incarnation is not believed"),
    ("verification", "a code of an earlier incarnation is not believed"),
    ("sign_in_failure", "counts of minutes"),
    ("consent_chunk", "a copy of `consent`, made again"),
    ("consent_saved", "says how old that copy is"),
    ("mail", "what was sent must not be sent again"),
    ("told", "being told once more does no harm"),
    ("case_check", "a look that was not finished; a decision carries its own"),
    ("refusal", "kept for a week, and nothing rests on it"),
    ("notice", "never the only record of anything"),
    ("known_device", "who signs in again is known again"),
    ("ceremony", "a step of an earlier incarnation is not believed"),
    ("scan", "a code of minutes"),
    ("keyed_request", "requests of a day; an answer may hold what a person has erased (I10)"),
    ("token_fetch", "records of tokens of an earlier incarnation"),
    ("stranger", "records of a month, and nothing rests on them"),
    ("secret_use", "days; they come back with the next use"),
    ("call_day", "counts for the overview, and nothing rests on them"),
    ("refusal_day", "likewise"),
    ("user_day", "likewise"),
    ("quota", "counts of a day, of calls of an earlier incarnation"),
    ("node", "what running nodes say of themselves"),
    ("month_count", "counts of a month; a restore gives them back"),
];

fn columns_of(list: &str) -> BTreeSet<String> {
    list.split(',').map(|column| column.trim().to_owned()).collect()
}

/// The columns a page reads, and those its insert puts back, in their order.
fn columns(table: &Table) -> (&str, &str) {
    let page = table.page.postgres().strip_prefix("select ").unwrap().split_once(" from ").unwrap().0;
    let insert = table.insert.postgres().split_once('(').unwrap().1.split_once(')').unwrap().0;
    (page, insert)
}

#[test]
fn every_table_is_archived_whole_or_left_out_with_a_reason() {
    let conn = rusqlite::Connection::open_in_memory().unwrap();
    conn.execute_batch(CREATE).unwrap();
    for migration in MIGRATIONS {
        conn.execute_batch(migration.sqlite).unwrap();
    }
    let tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
    let mut tables = conn.prepare(tables).unwrap();
    let there: BTreeSet<String> = tables.query_map((), |row| row.get(0)).unwrap().flatten().collect();
    let known = TABLES.iter().map(|table| table.name).chain(LEFT_OUT.iter().map(|(name, _)| *name));
    assert_eq!(there, known.map(str::to_owned).collect());
    for table in TABLES.iter().chain([&PERSON_KEY]) {
        let mut info = conn.prepare("select name from pragma_table_info(?1)").unwrap();
        let found: BTreeSet<String> =
            info.query_map([table.name], |row| row.get(0)).unwrap().flatten().collect();
        let (page, insert) = columns(table);
        assert_eq!(found, columns_of(insert), "{}", table.name);
        assert_eq!(
            page.split_whitespace().collect::<String>(),
            insert.split_whitespace().collect::<String>(),
            "{}",
            table.name
        );
    }
}

#[test]
fn a_page_goes_by_the_primary_key_whose_columns_lead() {
    let conn = rusqlite::Connection::open_in_memory().unwrap();
    for migration in MIGRATIONS {
        conn.execute_batch(migration.sqlite).unwrap();
    }
    for table in TABLES.iter().chain([&PERSON_KEY]) {
        let sql = "select name from pragma_table_info(?1) where pk > 0 order by pk";
        let mut keys = conn.prepare(sql).unwrap();
        let keys: Vec<String> = keys.query_map([table.name], |row| row.get(0)).unwrap().flatten().collect();
        assert_eq!(keys.len(), table.before.len(), "{}", table.name);
        assert!(columns(table).0.starts_with(&keys.join(", ")), "{}", table.name);
        assert!(table.page.postgres().contains(&format!("order by {} limit", keys.join(", "))));
    }
}
