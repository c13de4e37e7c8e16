//! I8: an edit, a gap, a reordering and a cut or rewritten tail are found.

use std::sync::Arc;

use vermilion_model::{EntryFilter, Named, Seq, Span, Time};
use vermilion_store::{
    Between, Engine, Finding, Place, Report, StoreFault, StoreOptions, open, open_beside, verify,
};

use crate::both_engines;
use crate::ground::{Ground, NOW, Notes, chain};
use crate::sql::{claim, fact};

both_engines!(
    an_untouched_chain_holds_and_is_proven_to_its_head,
    an_edit_is_found,
    a_gap_is_found,
    a_reordering_is_found,
    a_cut_tail_is_found_by_a_remembered_head,
    a_rewritten_tail_is_found_by_a_remembered_head,
    a_forged_head_is_found,
    heads_kept_elsewhere_outlive_the_data_folders,
    entries_are_sought_by_every_part_of_a_filter,
    a_search_through_many_says_how_far_it_came,
    a_range_of_time_is_cut_out_of_many,
);

fn seq(number: i64) -> Seq {
    Seq { lane: 0, number }
}

/// A closed store with entries 1 to 5, and the heads it left.
async fn five(ground: &Ground) -> String {
    let (store, _) = ground.store().await;
    for n in 1..=5 {
        store.writer.commit(fact(claim(&format!("n{n}")))).await.unwrap();
    }
    store.close().await;
    std::fs::read_to_string(ground.options("one").data.join("audit-heads")).unwrap()
}

async fn read(ground: &Ground, heads: Option<&str>) -> Report {
    let options = ground.options("one");
    let (engine, meta) = open_beside(&options.place, &options.data).await.unwrap();
    verify(&engine, &chain(), (meta.incarnation, 0), heads).await.unwrap()
}

async fn an_untouched_chain_holds_and_is_proven_to_its_head(ground: &Ground) {
    let heads = five(ground).await;
    let report = read(ground, Some(&heads)).await;
    assert_eq!(
        report,
        Report { entries: 5, tip: seq(5), proven: Some(seq(5)), accepted: Vec::new(), findings: Vec::new() }
    );
    assert_eq!(read(ground, None).await.proven, None, "without heads the tail is not proven");
}

async fn an_edit_is_found(ground: &Ground) {
    five(ground).await;
    ground.tamper("update entry set body = '{\"a\":2}' where number = 3").await;
    assert_eq!(read(ground, None).await.findings, vec![Finding::Changed(seq(3))]);
    ground.tamper("update entry set body = '{\"a\":1}' where number = 3").await;
    assert!(read(ground, None).await.findings.is_empty());
    ground.tamper("update entry set subjects = 'somebody' where number = 3").await;
    assert_eq!(read(ground, None).await.findings, vec![Finding::Changed(seq(3))]);
}

async fn a_gap_is_found(ground: &Ground) {
    five(ground).await;
    ground.tamper("delete from entry where number = 2").await;
    assert_eq!(read(ground, None).await.findings, vec![Finding::Gap { after: seq(1), found: seq(3) }]);
}

async fn a_reordering_is_found(ground: &Ground) {
    five(ground).await;
    let swap = "update entry set number = 99 where number = 2; update entry set number = 2 where number = 3; \
                update entry set number = 3 where number = 99";
    ground.tamper(swap).await;
    let findings = read(ground, None).await.findings;
    assert!(findings.contains(&Finding::Changed(seq(2))) && findings.contains(&Finding::Changed(seq(3))));
}

/// The tail is gone and the head set back, as somebody who knows the schema would do it.
const CUT: &str = "delete from entry where number > 3; \
                   update lane set number = 3, mac = (select mac from entry where number = 3)";

async fn a_cut_tail_is_found_by_a_remembered_head(ground: &Ground) {
    let heads = five(ground).await;
    ground.tamper(CUT).await;
    assert!(read(ground, None).await.findings.is_empty(), "nothing but a remembered head can tell");
    let cut = Finding::Cut { remembered: seq(5), entries: seq(3) };
    assert_eq!(read(ground, Some(&heads)).await.findings, vec![cut]);
    assert!(matches!(ground.opened("one").await, Err(StoreFault::Chain(_))), "and no server starts on it");
}

async fn a_rewritten_tail_is_found_by_a_remembered_head(ground: &Ground) {
    let heads = five(ground).await;
    ground.tamper(CUT).await;
    // The node that lost its remembered heads goes on as if nothing had been.
    std::fs::remove_file(ground.options("one").data.join("audit-heads")).unwrap();
    let (store, _) = ground.store().await;
    for n in 1..=4 {
        store.writer.commit(fact(claim(&format!("other {n}")))).await.unwrap();
    }
    store.close().await;
    assert!(read(ground, None).await.findings.is_empty());
    assert_eq!(read(ground, Some(&heads)).await.findings, vec![Finding::Rewritten(seq(5))]);
}

async fn a_forged_head_is_found(ground: &Ground) {
    let heads = five(ground).await;
    let forged = heads.replace(" 5 ", " 4 ");
    assert_ne!(forged, heads);
    let report = read(ground, Some(&forged)).await;
    assert_eq!((report.proven, report.findings), (None, vec![Finding::ForgedHead { line: 1 }]));
}

/// Whoever holds the data folder takes its heads away; those elsewhere still tell.
async fn heads_kept_elsewhere_outlive_the_data_folders(ground: &Ground) {
    let elsewhere = ground.folder.path().join("elsewhere");
    let away = ground.folder.path().join("not there").join("heads");
    let kept = || StoreOptions { heads: vec![away.clone(), elsewhere.clone()], ..ground.options("one") };
    let opened = open(kept()).await.unwrap();
    let cursor = opened.engine.snapshot().await.unwrap().cursor(0).await.unwrap();
    let store = opened.start(Arc::new(Notes::default()), cursor).unwrap();
    for n in 1..=5 {
        store.writer.commit(fact(claim(&format!("n{n}")))).await.unwrap();
    }
    store.close().await;
    let own = ground.options("one").data.join("audit-heads");
    assert_eq!(std::fs::read(&own).unwrap(), std::fs::read(&elsewhere).unwrap());
    ground.tamper(CUT).await;
    std::fs::remove_file(own).unwrap();
    assert!(ground.opened("one").await.is_ok(), "nothing but the heads elsewhere can tell");
    assert!(matches!(open(kept()).await, Err(StoreFault::Chain(_))));
}

fn named(text: &str) -> Named {
    Named::parse(text).unwrap()
}

/// A store with so many entries, a second apart: every thousandth is a `case_approved` by a member about an account.
async fn many(ground: &Ground, count: i64) -> Engine {
    let (store, _) = ground.store().await;
    store.writer.commit(fact(claim("first"))).await.unwrap();
    store.close().await;
    let numbers = match ground.place {
        Place::Sqlite => format!(
            "with recursive n(i) as (select 2 union all select i + 1 from n where i < {count}) select"
        ),
        Place::Postgres { .. } => format!("with n(i) as (select generate_series(2, {count})) select"),
    };
    let sql = format!(
        "insert into entry (lane, number, at, actor, kind, version, subjects, body, key, mac) {numbers} \
         0, i, {} + i * 1000, case when i % 1000 = 0 then 'member:m' || i else 'platform' end, \
         case when i % 1000 = 0 then 'case_approved' else 'consent_given' end, 1, \
         case when i % 1000 = 0 then 'account:7 case:c' || i else 'account:77 user:u' || i end, '{{}}', 1, \
         (select mac from entry where number = 1) from n; update lane set number = {count}",
        NOW.millis()
    );
    ground.tamper(&sql).await;
    let options = ground.options("one");
    open_beside(&options.place, &options.data).await.unwrap().0
}

fn at(second: i64) -> Time {
    NOW.plus(Span::secs(second))
}

async fn numbers(engine: &Engine, filter: &EntryFilter) -> Vec<i64> {
    let within = engine.entries_within(0, filter).await.unwrap();
    let sought = engine.newest_entries(0, filter, (within, 100)).await.unwrap();
    let mut newest: Vec<i64> = sought.entries.iter().map(|entry| entry.seq.number).collect();
    let oldest = engine.oldest_entries(0, filter, (within, 100)).await.unwrap();
    let oldest: Vec<i64> = oldest.entries.iter().map(|entry| entry.seq.number).collect();
    newest.reverse();
    assert_eq!(newest, oldest, "both ways the same");
    newest
}

async fn entries_are_sought_by_every_part_of_a_filter(ground: &Ground) {
    let engine = many(ground, 3_500).await;
    let all = EntryFilter::default();
    let kinds = vec!["case_approved".to_owned(), "case_rejected".to_owned()];
    assert_eq!(numbers(&engine, &EntryFilter { kinds, ..all.clone() }).await, [1_000, 2_000, 3_000]);
    let part = EntryFilter { kinds: vec!["case".to_owned()], ..all.clone() };
    assert!(numbers(&engine, &part).await.is_empty(), "a part of a kind is no kind");
    for actor in ["member:m2000", "m2000"] {
        assert_eq!(
            numbers(&engine, &EntryFilter { actor: Some(named(actor)), ..all.clone() }).await,
            [2_000]
        );
    }
    let subject = |text: &str| EntryFilter { subject: Some(named(text)), ..all.clone() };
    assert_eq!(numbers(&engine, &subject("account:7")).await, [1_000, 2_000, 3_000], "and not account 77");
    assert_eq!(numbers(&engine, &subject("u17")).await, [17]);
    let hour = EntryFilter { from: Some(at(1_999)), until: Some(at(2_001)), ..all.clone() };
    assert_eq!(numbers(&engine, &hour).await, [1_999, 2_000]);
    let narrow = EntryFilter { actor: Some(named("platform")), ..hour };
    assert_eq!(numbers(&engine, &narrow).await, [1_999]);
}

async fn a_search_through_many_says_how_far_it_came(ground: &Ground) {
    let engine = many(ground, 250_000).await;
    let filter = EntryFilter { actor: Some(named("member:m1000")), ..EntryFilter::default() };
    let within = engine.entries_within(0, &filter).await.unwrap();
    assert_eq!(within, Between { after: 0, before: 250_001 });
    let first = engine.newest_entries(0, &filter, (within, 100)).await.unwrap();
    assert!(first.entries.is_empty() && !first.left.is_over());
    assert_eq!(first.left.before, 50_001, "two hundred thousand were looked at");
    let second = engine.newest_entries(0, &filter, (first.left, 100)).await.unwrap();
    assert!(second.left.is_over());
    assert_eq!(second.entries.iter().map(|entry| entry.seq.number).collect::<Vec<_>>(), [1_000]);

    // Nothing is missed and nothing comes twice where a page is full in the middle of a step.
    let frequent = EntryFilter { kinds: vec!["case_approved".to_owned()], ..EntryFilter::default() };
    let (mut left, mut found) = (within, Vec::new());
    while !left.is_over() {
        let sought = engine.newest_entries(0, &frequent, (left, 7)).await.unwrap();
        found.extend(sought.entries.iter().map(|entry| entry.seq.number));
        left = sought.left;
    }
    assert_eq!(found, (1..=250).rev().map(|n| n * 1_000).collect::<Vec<_>>());
    let (mut left, mut found) = (within, Vec::new());
    while !left.is_over() {
        let sought = engine.oldest_entries(0, &frequent, (left, 7)).await.unwrap();
        found.extend(sought.entries.iter().map(|entry| entry.seq.number));
        left = sought.left;
    }
    assert_eq!(found, (1..=250).map(|n| n * 1_000).collect::<Vec<_>>());
}

async fn a_range_of_time_is_cut_out_of_many(ground: &Ground) {
    let engine = many(ground, 100_000).await;
    let (from, until) = (Some(at(60_000)), Some(at(60_010)));
    let filter = EntryFilter { from, until, ..EntryFilter::default() };
    let within = engine.entries_within(0, &filter).await.unwrap();
    assert!(within.after >= 30_000 && within.before <= 90_000, "{within:?}");
    let sought = engine.newest_entries(0, &filter, (within, 100)).await.unwrap();
    let found: Vec<i64> = sought.entries.iter().map(|entry| entry.seq.number).collect();
    assert_eq!(found, (60_000..60_010).rev().collect::<Vec<_>>());
    // A clock that ran half an hour behind is in time's range still, whatever its number.
    ground.tamper(&format!("update entry set at = {} where number = 61000", NOW.millis() + 60_005_500)).await;
    let sought = engine.newest_entries(0, &filter, (within, 100)).await.unwrap();
    assert_eq!(sought.entries[0].seq.number, 61_000);
    assert_eq!(engine.entry_time(0, 60_000).await.unwrap(), Some(at(60_000)));
    let never = EntryFilter { until: Some(at(-9_000)), ..EntryFilter::default() };
    let within = engine.entries_within(0, &never).await.unwrap();
    assert!(engine.newest_entries(0, &never, (within, 100)).await.unwrap().entries.is_empty());
}
