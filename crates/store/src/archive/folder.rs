//! An archive's folder: the names in it, and who may write there.

use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::{Path, PathBuf};

use vermilion_model::Incarnation;

use super::part::sync_folder;
use crate::StoreFault;

const BASE: &str = "base";
const LOG: &str = "log";
const ENDING: &str = ".jsonl";

/// How a file's name ends until the file is whole.
pub(crate) const UNFINISHED: &str = "part";

/// A folder of bases, logs and the one mirror, which this process alone writes to.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    #[expect(dead_code, reason = "the lock is held as long as the file is open")]
    lock: File,
}

/// A base or a log, by its name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Named {
    pub(crate) incarnation: u16,
    /// Where a base ends and where a log begins.
    pub(crate) number: i64,
    pub(crate) path: PathBuf,
}

impl Folder {
    /// Makes the folder if need be and takes it.
    pub(crate) fn take(path: &Path) -> Result<Folder, StoreFault> {
        std::fs::create_dir_all(path).map_err(|error| StoreFault::file("making", path, &error))?;
        let name = path.join("lock");
        let lock = File::options().create(true).truncate(false).write(true).open(&name);
        let lock = lock.map_err(|error| StoreFault::file("opening", &name, &error))?;
        match lock.try_lock() {
            Ok(()) => {
                let folder = Folder { path: path.to_owned(), lock };
                folder.forget_unfinished()?;
                Ok(folder)
            }
            Err(TryLockError::WouldBlock) => {
                Err(StoreFault::Archive("another backup or restore is at work in it".into()))
            }
            Err(TryLockError::Error(error)) => Err(StoreFault::file("locking", &name, &error)),
        }
    }

    /// Removes what a killed backup left: it may hold keys of people who were erased since (I10).
    fn forget_unfinished(&self) -> Result<(), StoreFault> {
        let fault = |error: std::io::Error| StoreFault::file("cleaning", &self.path, &error);
        for file in std::fs::read_dir(&self.path).map_err(fault)? {
            let path = file.map_err(fault)?.path();
            if path.extension().is_some_and(|end| end == UNFINISHED) {
                std::fs::remove_file(&path).map_err(fault)?;
            }
        }
        Ok(())
    }

    pub(crate) fn base(&self, incarnation: Incarnation, number: i64) -> PathBuf {
        self.path.join(name(BASE, incarnation, number))
    }

    pub(crate) fn log(&self, incarnation: Incarnation, number: i64) -> PathBuf {
        self.path.join(name(LOG, incarnation, number))
    }

    pub(crate) fn mirror(&self) -> PathBuf {
        self.path.join("person-keys")
    }

    /// The bases, oldest first.
    pub(crate) fn bases(&self) -> Result<Vec<Named>, StoreFault> {
        self.named(BASE)
    }

    /// The logs, oldest first.
    pub(crate) fn logs(&self) -> Result<Vec<Named>, StoreFault> {
        self.named(LOG)
    }

    fn named(&self, kind: &str) -> Result<Vec<Named>, StoreFault> {
        let fault = |error: std::io::Error| StoreFault::file("reading", &self.path, &error);
        let mut found = Vec::new();
        for file in std::fs::read_dir(&self.path).map_err(fault)? {
            let path = file.map_err(fault)?.path();
            let name = path.file_name().and_then(|name| name.to_str()).and_then(|name| parse(kind, name));
            found.extend(name.map(|(incarnation, number)| Named { incarnation, number, path }));
        }
        found.sort();
        Ok(found)
    }

    /// The highest incarnation that a restore from here has taken.
    pub(crate) fn taken(&self) -> Result<u16, StoreFault> {
        let path = self.path.join("incarnations");
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(text.lines().filter_map(|line| line.trim().parse().ok()).max().unwrap_or(0)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(StoreFault::file("reading", &path, &error)),
        }
    }

    /// Notes that a restore takes an incarnation, so that no other one from here takes it again.
    pub(crate) fn note(&self, incarnation: Incarnation) -> Result<(), StoreFault> {
        let path = self.path.join("incarnations");
        let noted = || {
            let mut file = File::options().create(true).append(true).open(&path)?;
            writeln!(file, "{}", incarnation.0)?;
            file.sync_all()
        };
        noted().map_err(|error: std::io::Error| StoreFault::file("writing", &path, &error))?;
        sync_folder(&self.path)
    }
}

fn name(kind: &str, incarnation: Incarnation, number: i64) -> String {
    format!("{kind}-{:05}-{number:012}{ENDING}", incarnation.0)
}

fn parse(kind: &str, name: &str) -> Option<(u16, i64)> {
    let numbers = name.strip_suffix(ENDING)?.strip_prefix(kind)?.strip_prefix('-')?;
    let (incarnation, number) = numbers.split_once('-')?;
    Some((incarnation.parse().ok()?, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_it_is_and_sorts_by_age() {
        let name = name(LOG, Incarnation(2), 150);
        assert_eq!(name, "log-00002-000000000150.jsonl");
        assert_eq!((parse(LOG, &name), parse(BASE, &name)), (Some((2, 150)), None));
        assert_eq!(parse(BASE, "base-00002-000000000150.jsonl.part"), None);
    }

    #[test]
    fn one_process_at_a_time_and_an_incarnation_is_taken_once() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join("person-keys").with_extension(UNFINISHED);
        std::fs::write(&left, "keys").unwrap();
        let one = Folder::take(folder.path()).unwrap();
        assert!(!left.exists());
        assert!(matches!(Folder::take(folder.path()), Err(StoreFault::Archive(_))));
        assert_eq!(one.taken().unwrap(), 0);
        one.note(Incarnation(7)).unwrap();
        one.note(Incarnation(2)).unwrap();
        assert_eq!(one.taken().unwrap(), 7);
    }
}
