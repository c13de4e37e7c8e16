//! Backup, following and restore: what was acknowledged comes back, and what was taken away does not.

use std::collections::BTreeSet;

use tempfile::TempDir;
use vermilion_model::fact::{AccountListed, Act, Actor, Fact, HostAppMade};
use vermilion_model::{AccountNo, Id, Incarnation, Seq, Span};
use vermilion_seal::PersonKey;
use vermilion_store::{Follow, Sql, Step, StoreFault, backup, open_beside, verify};

use crate::both_engines;
use crate::ground::{Ground, NOW, chain};
use crate::life::{Life, PLACE, id, masters, traffic};
use crate::shelf::{back, based, begun, compare, elsewhere, files, follow, rows, source};

both_engines!(
    a_restored_store_is_the_archived_one,
    following_archives_what_every_fact_wrote,
    what_was_revoked_after_the_base_stays_revoked,
    an_erased_person_is_readable_in_no_old_backup,
    a_backup_is_of_one_moment_while_others_write,
    following_goes_on_where_it_ended,
    an_archive_of_another_history_is_not_followed,
);

async fn a_restored_store_is_the_archived_one(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    traffic(&Life { store: &store }).await;
    for step in (Life { store: &store }).goes_on() {
        step.happens().await;
    }
    store.close().await;
    based(ground, archive.path()).await;
    let there = elsewhere(ground).await;
    let restored = back(&there, archive.path()).await.unwrap();
    assert_eq!((restored.incarnation, restored.gaps, restored.proven), (Incarnation(2), vec![], false));
    compare(&rows(ground).await, &rows(&there).await);
    // The chain holds across the restore, and a server starts on it.
    let opened = there.opened("one").await.unwrap();
    assert_eq!(opened.meta.incarnation, Incarnation(2));
    let heads = std::fs::read_to_string(there.options("one").data.join("audit-heads")).unwrap();
    let report = verify(&opened.engine, &chain(), (Incarnation(2), 0), Some(&heads)).await.unwrap();
    assert_eq!((report.findings, report.tip.number), (vec![], restored.until.number + 1));
    assert_eq!(report.proven, Some(report.tip));
    drop(opened);
    there.drop_database().await;
}

async fn following_archives_what_every_fact_wrote(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    let mut following = follow(ground, archive.path()).await;
    let life = Life { store: &store };
    // Groups of one, two, three facts …
    let (mut size, mut waiting) = (1, 0);
    for step in life.goes_on() {
        step.happens().await;
        waiting += 1;
        if waiting == size {
            assert!(matches!(following.step(NOW).await.unwrap(), Step::Group(_)));
            (size, waiting) = (size + 1, 0);
        }
    }
    following.step(NOW).await.unwrap();
    assert_eq!(following.step(NOW).await.unwrap(), Step::Nothing);
    drop(following);
    store.close().await;
    let there = elsewhere(ground).await;
    let restored = back(&there, archive.path()).await.unwrap();
    assert_eq!(restored.gaps, vec![]);
    compare(&rows(ground).await, &rows(&there).await);
    there.drop_database().await;
}

async fn in_force(ground: &Ground) -> Vec<String> {
    let opened = ground.opened("one").await.unwrap();
    let mut grounds = Vec::new();
    opened.engine.ground(1, NOW, &mut |row| grounds.push(format!("{row:?}"))).await.unwrap();
    grounds.into_iter().filter(|row| row.starts_with("Authorization")).collect()
}

async fn what_was_revoked_after_the_base_stays_revoked(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    let mut following = follow(ground, archive.path()).await;
    let life = Life { store: &store };
    life.revoke(1, 1).await;
    following.step(NOW).await.unwrap();
    drop(following);
    store.close().await;
    let there = elsewhere(ground).await;
    back(&there, archive.path()).await.unwrap();
    let grants = in_force(&there).await;
    assert_eq!(grants.len(), 1, "{grants:?}");
    assert!(grants[0].contains("AccountNo(2)"));
    there.drop_database().await;
}

async fn an_erased_person_is_readable_in_no_old_backup(ground: &Ground) {
    const WORDS: &str = "a person's own words";
    static SEALED: Sql = Sql::both("select sealed from usr where id = $1");
    static KEYS: Sql = Sql::both("select person, wrapped from person_key");
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    let life = Life { store: &store };
    life.user(9, WORDS).await;
    life.pair(1, 9).await;
    let old = based(ground, archive.path()).await;
    let person = *id::<()>(9).bytes();
    // While they are with us a backup brings their words back.
    let there = elsewhere(ground).await;
    back(&there, archive.path()).await.unwrap();
    let opened = there.opened("one").await.unwrap();
    let sealed = opened.engine.read_one(&SEALED, &[person.into()]).await.unwrap().unwrap().blob(0).unwrap();
    let wrapped = opened.engine.person_key(person).await.unwrap().unwrap();
    let key = PersonKey::from_wrapped(&masters(), &person, &wrapped).unwrap();
    assert_eq!(key.open(PLACE, &sealed).unwrap().expose(), WORDS.as_bytes());
    drop(opened);
    there.drop_database().await;

    // They are erased, and the archive is brought up to today; the old base still stands.
    life.erase(9).await;
    store.close().await;
    based(ground, archive.path()).await;
    std::fs::read(&old).unwrap();
    let wrapped = hex::encode(wrapped);
    for (path, bytes) in files(archive.path()) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!text.contains(WORDS) && !text.contains(&wrapped), "{}", path.display());
    }
    // An operator has the old base, the master key, and the mirror of today. Nothing opens the box.
    for (path, _) in files(archive.path()) {
        let newer = path != old && path.file_name().unwrap().to_string_lossy().starts_with("base-");
        if newer {
            std::fs::remove_file(path).unwrap();
        }
    }
    let there = elsewhere(ground).await;
    back(&there, archive.path()).await.unwrap();
    let opened = there.opened("one").await.unwrap();
    let again = opened.engine.read_one(&SEALED, &[person.into()]).await.unwrap().unwrap().blob(0).unwrap();
    assert_eq!(again, sealed, "the old base has the sealed row");
    assert_eq!(opened.engine.person_key(person).await.unwrap(), None);
    let keys = opened.engine.read(&KEYS, &[]).await.unwrap();
    assert!(keys.len() >= 5);
    for row in keys {
        let other =
            PersonKey::from_wrapped(&masters(), &row.array(0).unwrap(), &row.blob(1).unwrap()).unwrap();
        assert!(other.open(PLACE, &sealed).is_err());
    }
    drop(opened);
    there.drop_database().await;
}

async fn a_backup_is_of_one_moment_while_others_write(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    let writer = store.writer.clone();
    let writing = tokio::spawn(async move {
        let record = |act: Act| writer.record(Fact { at: NOW, actor: Actor::Platform, act });
        for n in 0..200 {
            let host_app = Id::new(NOW.plus(Span::secs(n)), [7; 10]);
            // Two facts of which the second rests on the first: never one without the other.
            record(HostAppMade { host_app, name: "other".into() }.into()).await.unwrap();
            record(AccountListed { host_app, account: AccountNo(1) }.into()).await.unwrap();
        }
    });
    let mut following = follow(ground, archive.path()).await;
    while !writing.is_finished() {
        following.step(NOW).await.unwrap();
        tokio::task::yield_now().await;
    }
    writing.await.unwrap();
    following.step(NOW).await.unwrap();
    let until = following.archived();
    drop(following);
    assert_eq!(until, store.cursor().seq);
    store.close().await;
    let there = elsewhere(ground).await;
    let restored = back(&there, archive.path()).await.unwrap();
    assert_eq!((restored.until, restored.gaps), (until, vec![]));
    compare(&rows(ground).await, &rows(&there).await);
    there.drop_database().await;
}

async fn following_goes_on_where_it_ended(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    let life = Life { store: &store };
    for step in life.goes_on() {
        // A process each, as if the last one had been killed after its answer.
        let mut following = follow(ground, archive.path()).await;
        step.happens().await;
        assert!(matches!(following.step(NOW).await.unwrap(), Step::Group(_)));
    }
    store.close().await;
    let bases =
        files(archive.path()).iter().filter(|(path, _)| path.display().to_string().contains("base-")).count();
    assert_eq!(bases, 1, "it did not begin again");
    let there = elsewhere(ground).await;
    assert_eq!(back(&there, archive.path()).await.unwrap().gaps, vec![]);
    compare(&rows(ground).await, &rows(&there).await);
    there.drop_database().await;
}

async fn an_archive_of_another_history_is_not_followed(ground: &Ground) {
    let (store, archive) = (begun(ground).await, TempDir::new().unwrap());
    let mut following = follow(ground, archive.path()).await;
    store.close().await;
    // Somebody put the store back by other means than `restore`.
    let cut = "delete from entry where number > 3; \
               update lane set number = 3, mac = (select mac from entry where number = 3)";
    ground.tamper(cut).await;
    assert!(matches!(following.step(NOW).await, Err(StoreFault::Archive(_))));
    drop(following);
    let begun = Follow::begin(source(ground).await, archive.path(), (Span::days(1), NOW)).await;
    assert!(matches!(begun, Err(StoreFault::Archive(_))));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_cut_anywhere_gives_whole_groups_only() {
    let (ground, archive) = (Ground::sqlite(), TempDir::new().unwrap());
    let store = begun(&ground).await;
    let mut following = follow(&ground, archive.path()).await;
    let base = following.archived();
    let mut ends = BTreeSet::from([base.number]);
    for step in (Life { store: &store }).goes_on().into_iter().take(6) {
        step.happens().await;
        let Step::Group(end) = following.step(NOW).await.unwrap() else { panic!("no group") };
        ends.insert(end.number);
    }
    drop(following);
    store.close().await;
    let log = files(archive.path()).into_iter().find(|(path, _)| path.display().to_string().contains("log-"));
    let (path, whole) = log.unwrap();
    let mut seen = BTreeSet::new();
    for cut in (0..=whole.len()).step_by(whole.len() / 40) {
        std::fs::write(&path, &whole[..cut]).unwrap();
        let there = Ground::sqlite();
        // A restore that was killed before leaves its half-written file.
        std::fs::write(there.data().join("vermilion.restoring"), "half").unwrap();
        let Seq { number, .. } = back(&there, archive.path()).await.unwrap().until;
        assert!(ends.contains(&number), "{number}");
        seen.insert(number);
        let (engine, meta) = open_beside(&there.place, there.data()).await.unwrap();
        let report = verify(&engine, &chain(), (meta.incarnation, 0), None).await.unwrap();
        assert_eq!(report.findings, vec![]);
        assert!(!there.data().join("vermilion.restoring").exists());
    }
    assert!(seen.len() > 4, "{seen:?}");
}

#[tokio::test]
async fn two_backups_do_not_share_a_folder() {
    let (ground, archive) = (Ground::sqlite(), TempDir::new().unwrap());
    let (store, _) = ground.store().await;
    let following = follow(&ground, archive.path()).await;
    let second = backup(&source(&ground).await, archive.path(), NOW).await;
    assert!(matches!(second, Err(StoreFault::Archive(_))));
    drop(following);
    based(&ground, archive.path()).await;
    store.close().await;
}
