//! I8: an edit, a gap, a reordering and a cut or rewritten tail are found.

use std::sync::Arc;

use vermilion_model::Seq;
use vermilion_store::{Finding, Report, StoreFault, StoreOptions, open, open_beside, verify};

use crate::both_engines;
use crate::ground::{Ground, Notes, chain};
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
