//! A folder that goes with its owner.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::random_number;

/// A new folder, removed when this is dropped.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes one below `VERMILION_EXPERIMENTS` or the system's folder for such. On a memory file system
    /// a durable write costs nothing, so measurements name a real disk there.
    pub fn new(purpose: &str) -> Result<Folder> {
        let within = std::env::var_os("VERMILION_EXPERIMENTS").map_or_else(std::env::temp_dir, PathBuf::from);
        let path = within.join(format!("vermilion-{purpose}-{:016x}", random_number()));
        std::fs::create_dir_all(&path).with_context(|| path.display().to_string())?;
        Ok(Folder(path))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            eprintln!("{} stays: {error}", self.0.display());
        }
    }
}
