//! A restore begins a new life: nothing of an earlier one is mistaken for it, and what is missing is said.

use std::path::Path;

use tempfile::TempDir;
use vermilion_model::Incarnation;
use vermilion_store::{Gap, Sql, Step, StoreFault, accept_gaps, open, verify};

use crate::both_engines;
use crate::ground::{Ground, NOW, chain};
use crate::life::Life;
use crate::shelf::{back, based, begun, compare, elsewhere, files, follow, logs, rows};

both_engines!(
    every_restore_begins_an_incarnation_of_its_own,
    ordinals_of_an_earlier_life_are_given_no_more,
    links_from_before_a_restore_end,
    a_store_in_use_is_not_restored_into,
    a_gap_is_said_and_must_be_accepted,
    a_lost_tail_is_known_from_remembered_heads,
    a_file_is_restored_into_either,
);

async fn every_restore_begins_an_incarnation_of_its_own(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    store.close().await;
    based(ground, archive.path()).await;
    for expected in 2..=3 {
        let there = elsewhere(ground).await;
        assert_eq!(back(&there, archive.path()).await.unwrap().incarnation, Incarnation(expected));
        if expected == 3 {
            // Its own archive begins with a base, which the next restore takes.
            let mut following = follow(&there, archive.path()).await;
            assert_eq!(following.step(NOW).await.unwrap(), Step::Nothing);
            drop(following);
            let last = elsewhere(ground).await;
            assert_eq!(back(&last, archive.path()).await.unwrap().incarnation, Incarnation(4));
            compare(&rows(&there).await, &rows(&last).await);
            last.drop_database().await;
        }
        there.drop_database().await;
    }
}

async fn ordinals_of_an_earlier_life_are_given_no_more(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    let mut following = follow(ground, archive.path()).await;
    // Known by a consent only, with an ordinal of a block leased after the base.
    let life = Life { store: &store };
    life.pair(2, 1).await;
    life.consent(2, 1, 1).await;
    following.step(NOW).await.unwrap();
    drop(following);
    store.close().await;
    let there = elsewhere(ground).await;
    back(&there, archive.path()).await.unwrap();
    let (store, _) = there.store().await;
    let ranges = store.engine.incarnation_ranges().await.unwrap();
    let of = |account| -> Vec<(u16, u32)> {
        let of = ranges.iter().filter(|range| range.account.0 == account);
        of.map(|range| (range.incarnation.0, range.first.0)).collect()
    };
    // Three blocks of 32 were leased for the first account, of which the base knew.
    assert_eq!(of(1), vec![(1, 1), (2, 97)]);
    assert_eq!(of(2), vec![(1, 1), (2, 2)]);
    assert_eq!(store.lease_block("ordinal:1", 32).await.unwrap(), 97);
    assert_eq!(store.lease_block("ordinal:2", 32).await.unwrap(), 2);
    store.close().await;
    there.drop_database().await;
}

async fn links_from_before_a_restore_end(ground: &Ground) {
    static OPEN: Sql = Sql::both("select id from invitation where spent_at is null and expires_at > $1");
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    assert_eq!(store.engine.read(&OPEN, &[NOW.into()]).await.unwrap().len(), 1);
    store.close().await;
    based(ground, archive.path()).await;
    let there = elsewhere(ground).await;
    back(&there, archive.path()).await.unwrap();
    let opened = there.opened("one").await.unwrap();
    assert_eq!(opened.engine.read(&OPEN, &[NOW.into()]).await.unwrap().len(), 0);
    drop(opened);
    there.drop_database().await;
}

async fn a_store_in_use_is_not_restored_into(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    based(ground, archive.path()).await;
    let held = back(ground, archive.path()).await;
    assert!(matches!(held, Err(StoreFault::Locked | StoreFault::Archive(_))), "{held:?}");
    store.close().await;
    assert!(matches!(back(ground, archive.path()).await, Err(StoreFault::Archive(_))));
    // Nothing was written meanwhile.
    assert_eq!(open(ground.options("one")).await.unwrap().meta.incarnation, Incarnation(1));
}

async fn a_gap_is_said_and_must_be_accepted(ground: &Ground) {
    let archive = TempDir::new().unwrap();
    let logs = logs(ground, archive.path()).await;
    let number = |path: &Path| -> i64 {
        path.file_stem().unwrap().to_str().unwrap().rsplit('-').next().unwrap().parse().unwrap()
    };
    let after = number(&logs[5]);
    std::fs::remove_file(&logs[5]).unwrap();
    std::fs::remove_file(&logs[6]).unwrap();
    let gap = Gap { after, before: after + 3 };
    let there = elsewhere(ground).await;
    let restored = back(&there, archive.path()).await.unwrap();
    assert_eq!(restored.gaps, vec![gap]);
    let opened = there.opened("one").await.unwrap();
    assert_eq!(opened.engine.open_gaps().await.unwrap(), vec![gap]);
    let report = verify(&opened.engine, &chain(), (restored.incarnation, 0), None).await.unwrap();
    assert_eq!(report.findings.len(), 1, "{:?}", report.findings);
    drop(opened);
    assert_eq!(accept_gaps(there.options("one")).await.unwrap(), vec![gap]);
    assert_eq!(accept_gaps(there.options("one")).await.unwrap(), vec![]);
    let opened = there.opened("one").await.unwrap();
    assert_eq!(opened.engine.open_gaps().await.unwrap(), vec![]);
    let report = verify(&opened.engine, &chain(), (restored.incarnation, 0), None).await.unwrap();
    assert_eq!((report.findings, report.accepted), (vec![], vec![gap]));
    drop(opened);
    there.drop_database().await;
}

async fn a_lost_tail_is_known_from_remembered_heads(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    based(ground, archive.path()).await;
    let until = store.cursor().seq.number;
    Life { store: &store }.revoke(1, 1).await;
    Life { store: &store }.revoke(2, 2).await;
    store.close().await;
    // The disk with the database is gone, the folder's heads are not.
    let there = elsewhere(ground).await;
    let (from, to) = (ground.options("one").data, there.options("one").data);
    std::fs::create_dir_all(&to).unwrap();
    std::fs::copy(from.join("audit-heads"), to.join("audit-heads")).unwrap();
    let restored = back(&there, archive.path()).await.unwrap();
    assert_eq!(restored.gaps, vec![Gap { after: until, before: until + 3 }]);
    let opened = there.opened("one").await.unwrap();
    assert_eq!(opened.engine.open_gaps().await.unwrap().len(), 1);
    drop(opened);
    there.drop_database().await;

    // With an archive that has them nothing is missing, and that is proven.
    based(ground, archive.path()).await;
    let there = elsewhere(ground).await;
    let to = there.options("one").data;
    std::fs::create_dir_all(&to).unwrap();
    std::fs::copy(from.join("audit-heads"), to.join("audit-heads")).unwrap();
    let restored = back(&there, archive.path()).await.unwrap();
    assert_eq!((restored.gaps, restored.proven), (vec![], true));
    there.drop_database().await;
}

async fn a_file_is_restored_into_either(ground: &Ground) {
    let (file, archive) = (Ground::sqlite(), TempDir::new().unwrap());
    begun(&file).await.close().await;
    based(&file, archive.path()).await;
    back(ground, archive.path()).await.unwrap();
    compare(&rows(&file).await, &rows(ground).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_changed_archive_is_not_believed() {
    let (ground, archive) = (Ground::sqlite(), TempDir::new().unwrap());
    let logs = logs(&ground, archive.path()).await;
    let whole = std::fs::read_to_string(&logs[9]).unwrap();
    // The grant that was revoked here would be in force again.
    let changed = whole.replace(",\"x", ",\"x00");
    assert_ne!(whole, changed);
    std::fs::write(&logs[9], changed).unwrap();
    let there = Ground::sqlite();
    assert_eq!(back(&there, archive.path()).await.unwrap().gaps.len(), 1);
    // A base with a changed row is no base at all.
    let base =
        files(archive.path()).into_iter().find(|(path, _)| path.display().to_string().contains("base-"));
    let (path, bytes) = base.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    std::fs::write(&path, text.replacen("[\"authz\"", "[\"authZ\"", 1)).unwrap();
    assert!(matches!(back(&Ground::sqlite(), archive.path()).await, Err(StoreFault::Archive(_))));
}
