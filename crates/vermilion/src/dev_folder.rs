//! The data folder of `vermilion dev`: a master key of its own, and the seed from which its people and
//! secrets are made.

use std::fs::{self, File, TryLockError};
use std::io::ErrorKind;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use vermilion_model::Entropy;
use vermilion_seal::{MasterKeys, SeededEntropy};
use vermilion_service::seed::Seed;

use crate::{data_folder, env, master};

const SEED: &str = "dev.seed";
const KEY: &str = "master.key";
const CLOCK: &str = "dev.clock";

/// Everything in it can be made again, and none of it is worth keeping.
const GITIGNORE: &str = "*\n";

/// A folder that `dev` made.
#[derive(Debug)]
pub(crate) struct DevFolder(PathBuf);

impl DevFolder {
    /// Whether `dev` made it.
    pub(crate) fn is_one(path: &Path) -> bool {
        path.join(SEED).exists()
    }

    /// The folder, if `dev` made it.
    pub(crate) fn found(path: &Path) -> Option<DevFolder> {
        DevFolder::is_one(path).then(|| DevFolder(path.to_owned()))
    }

    /// Goes on in a folder, or makes it; one that holds anything else is refused.
    pub(crate) fn open(path: &Path, number: Option<u64>) -> Result<DevFolder> {
        if let Some(folder) = DevFolder::found(path) {
            folder.check_number(number)?;
            return Ok(folder);
        }
        if !is_empty(path)? {
            bail!(
                "{} holds something that is not of `vermilion dev`; name another folder with --data",
                path.display()
            );
        }
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
        made.with_context(|| format!("cannot make {}", path.display()))?;
        let folder = DevFolder(path.to_owned());
        let keys = MasterKeys::generate(&*env::entropy());
        folder.write(".gitignore", GITIGNORE.as_bytes())?;
        folder.write(KEY, keys.to_text().expose().as_bytes())?;
        // Last, for it says that the folder is complete.
        folder.write(SEED, format!("{}\n", hex::encode(seed(number))).as_bytes())?;
        Ok(folder)
    }

    /// Forgets everything in a folder that `dev` made, unless a server is using it.
    pub(crate) fn clear(path: &Path) -> Result<()> {
        if !DevFolder::is_one(path) {
            return Ok(());
        }
        let lock = path.join("lock");
        if let Ok(file) = File::open(&lock)
            && let Err(TryLockError::WouldBlock) = file.try_lock()
        {
            bail!("a server is using {}; stop it first", path.display());
        }
        fs::remove_dir_all(path).with_context(|| format!("cannot remove {}", path.display()))
    }

    /// The keys that this folder's store is sealed under.
    pub(crate) fn masters(&self) -> Result<MasterKeys> {
        master::read_file(&self.master_key()).map_err(|problem| anyhow::anyhow!("{problem}"))
    }

    /// Where they are kept.
    pub(crate) fn master_key(&self) -> PathBuf {
        self.0.join(KEY)
    }

    /// Where the clock is kept.
    pub(crate) fn clock(&self) -> PathBuf {
        self.0.join(CLOCK)
    }

    /// Where seeded people and secrets come from.
    pub(crate) fn seed(&self) -> Result<Seed> {
        Ok(Seed::new(self.read_seed()?))
    }

    fn read_seed(&self) -> Result<[u8; 32]> {
        let file = self.0.join(SEED);
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let mut seed = [0; 32];
        let parsed = hex::decode_to_slice(text.trim(), &mut seed);
        parsed.with_context(|| format!("{} is not a seed; start with --fresh", file.display()))?;
        Ok(seed)
    }

    /// What was seeded cannot be changed by another number.
    fn check_number(&self, number: Option<u64>) -> Result<()> {
        if number.is_some() && self.read_seed()? != seed(number) {
            bail!("{} was made from another seed; start with --fresh, or without --seed", self.0.display());
        }
        Ok(())
    }

    fn write(&self, name: &str, content: &[u8]) -> Result<()> {
        let file = self.0.join(name);
        data_folder::create(&file, content).with_context(|| format!("cannot write {}", file.display()))
    }
}

fn is_empty(path: &Path) -> Result<bool> {
    match fs::read_dir(path) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error).with_context(|| format!("cannot look into {}", path.display())),
    }
}

fn seed(number: Option<u64>) -> [u8; 32] {
    let seeded: &dyn Entropy = match number {
        Some(number) => &SeededEntropy::from_number(number),
        None => &*env::entropy(),
    };
    seeded.bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(folder: &DevFolder) -> [u8; 32] {
        folder.read_seed().unwrap()
    }

    #[test]
    fn a_folder_is_made_once_and_then_gone_on_in() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("a/b");
        let (first, again) = (DevFolder::open(&path, None).unwrap(), DevFolder::open(&path, None).unwrap());
        assert!(DevFolder::is_one(&path));
        assert_eq!(draw(&first), draw(&again));
        assert_eq!(first.masters().unwrap().to_text().expose(), again.masters().unwrap().to_text().expose());
    }

    #[test]
    fn a_number_makes_the_same_seed_and_another_is_refused() {
        let parent = tempfile::tempdir().unwrap();
        let open = |name: &str, number| DevFolder::open(&parent.path().join(name), number);
        assert_eq!(draw(&open("a", Some(7)).unwrap()), draw(&open("b", Some(7)).unwrap()));
        assert_ne!(draw(&open("a", Some(7)).unwrap()), draw(&open("c", Some(8)).unwrap()));
        assert!(open("a", None).is_ok() && open("a", Some(8)).is_err());
    }

    #[test]
    fn what_is_not_of_dev_is_neither_used_nor_removed() {
        let parent = tempfile::tempdir().unwrap();
        fs::write(parent.path().join("vermilion.db"), "").unwrap();
        assert!(DevFolder::open(parent.path(), None).is_err());
        DevFolder::clear(parent.path()).unwrap();
        assert!(parent.path().join("vermilion.db").exists());
    }

    #[test]
    fn a_folder_in_use_is_not_cleared() {
        let parent = tempfile::tempdir().unwrap();
        let path = parent.path().join("dev");
        DevFolder::open(&path, None).unwrap();
        let lock = File::create(path.join("lock")).unwrap();
        lock.lock().unwrap();
        assert!(DevFolder::clear(&path).is_err() && path.exists());
        drop(lock);
        DevFolder::clear(&path).unwrap();
        assert!(!path.exists());
    }
}
