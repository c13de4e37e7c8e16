//! Archives of a case's store, and what comes back of them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tempfile::TempDir;
use vermilion_model::Span;
use vermilion_store::{
    Follow, Place, Restored, Restoring, Source, Store, StoreFault, backup, open_beside, restore,
};

use crate::ground::{Ground, NOW, chain};
use crate::life::Life;

/// A store elsewhere, fresh, on the same engine.
pub(crate) async fn elsewhere(ground: &Ground) -> Ground {
    match &ground.place {
        Place::Sqlite => Ground::sqlite(),
        Place::Postgres { url } => {
            static BACK: AtomicU64 = AtomicU64::new(0);
            let name = blake3::hash(url.url.as_bytes()).to_hex();
            let n = BACK.fetch_add(1, Ordering::SeqCst);
            Ground::postgres(&format!("back_{n}_{}", &name[..12])).await.unwrap()
        }
    }
}

pub(crate) async fn source(ground: &Ground) -> Source {
    let options = ground.options("one");
    let (engine, meta) = open_beside(&options.place, &options.data).await.unwrap();
    Source { engine, meta, chain: Arc::new(chain()) }
}

pub(crate) async fn based(ground: &Ground, archive: &Path) -> PathBuf {
    backup(&source(ground).await, archive, NOW).await.unwrap().file
}

pub(crate) async fn follow(ground: &Ground, archive: &Path) -> Follow {
    Follow::begin(source(ground).await, archive, (Span::days(1), NOW)).await.unwrap().0
}

pub(crate) async fn back(ground: &Ground, archive: &Path) -> Result<Restored, StoreFault> {
    restore(Restoring { options: ground.options("one"), archive: archive.to_owned(), mirror: None }).await
}

/// Every archived row of a store, as text.
pub(crate) async fn rows(ground: &Ground) -> BTreeSet<String> {
    let folder = TempDir::new().unwrap();
    let text = std::fs::read_to_string(based(ground, folder.path()).await).unwrap();
    text.lines().filter(|line| line.starts_with('[')).map(str::to_owned).collect()
}

/// Without what every restore changes on purpose.
fn kept(rows: &BTreeSet<String>) -> BTreeSet<&String> {
    const CHANGED: [&str; 2] = ["[\"incarnation_range\"", "[\"block\",\"'ordinal:"];
    let raised = |row: &&String| row.contains("incarnation_raised");
    rows.iter().filter(|row| !CHANGED.iter().any(|table| row.starts_with(table)) && !raised(row)).collect()
}

pub(crate) fn compare(before: &BTreeSet<String>, after: &BTreeSet<String>) {
    let (before, after) = (kept(before), kept(after));
    let apart: Vec<_> = before.symmetric_difference(&after).collect();
    assert!(apart.is_empty() && before.len() > 10, "{apart:#?}");
}

/// Every file of a folder, with its bytes.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let paths = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    paths.filter(|path| path.is_file()).map(|path| (path.clone(), std::fs::read(path).unwrap())).collect()
}

/// A store in which much has happened.
pub(crate) async fn begun(ground: &Ground) -> Store {
    let (store, _) = ground.store().await;
    Life { store: &store }.begins().await;
    store
}

/// A store with a base and one log a fact; answers the logs.
pub(crate) async fn logs(ground: &Ground, archive: &Path) -> Vec<PathBuf> {
    let store = begun(ground).await;
    for step in (Life { store: &store }).goes_on() {
        let mut following = follow(ground, archive).await;
        step.happens().await;
        following.step(NOW).await.unwrap();
    }
    store.close().await;
    let mut logs: Vec<PathBuf> = files(archive).into_iter().map(|(path, _)| path).collect();
    logs.retain(|path| path.file_name().unwrap().to_string_lossy().starts_with("log-"));
    logs.sort();
    logs
}
