//! The checkout the command was typed in, and cargo within it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::machine;

pub(crate) struct Checkout {
    root: PathBuf,
}

impl Checkout {
    /// Looks upward from the working folder: with a shared target folder, the path this program was
    /// compiled in may be another checkout's.
    pub(crate) fn find() -> Result<Self> {
        let here = std::env::current_dir().context("no working folder")?;
        let root = here.ancestors().find(|folder| folder.join("xtask/Cargo.toml").is_file());
        let root = root.context("not inside a checkout of Vermilion")?;
        Ok(Self { root: root.to_path_buf() })
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn has(&self, path: &str) -> bool {
        self.at(path).exists()
    }

    /// Where `kit` puts what it fetches; ignored by git.
    pub(crate) fn kit(&self) -> PathBuf {
        self.at(".kit")
    }

    /// The path as a person would type it, from the root.
    pub(crate) fn shorten<'a>(&self, path: &'a Path) -> &'a Path {
        path.strip_prefix(&self.root).unwrap_or(path)
    }

    /// Any program, started at the root.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Cargo, without what `cargo run` said about this very program: build scripts would read it.
    pub(crate) fn cargo(&self, words: &[&str]) -> Command {
        let mut cargo = self.command(machine::variable("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(words);
        for (name, _) in std::env::vars_os() {
            let known = name.to_string_lossy();
            if known.starts_with("CARGO_PKG_") || known.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(&name);
            }
        }
        cargo
    }

    /// What `cargo metadata` says, with the graph resolved for this platform: others' crates may not have
    /// been fetched, and this never uses a network.
    pub(crate) fn metadata(&self) -> Result<Value> {
        self.metadata_for(&self.platform()?)
    }

    /// The same for a platform named; `cargo fetch` brings what is missing.
    pub(crate) fn metadata_for(&self, platform: &str) -> Result<Value> {
        let words = ["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform"];
        let output = self.cargo(&words).arg(platform).output()?;
        if !output.status.success() {
            bail!("cargo metadata: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        serde_json::from_slice(&output.stdout).context("cargo metadata answered something unreadable")
    }

    fn platform(&self) -> Result<String> {
        let output = self.command("rustc").arg("-vV").output().context("cannot start rustc")?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let host = said.lines().find_map(|line| line.strip_prefix("host: "));
        Ok(host.context("rustc does not name its platform")?.to_owned())
    }

    /// Where cargo builds.
    pub(crate) fn target(&self) -> Result<PathBuf> {
        let output = self.cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]).output()?;
        let said: Value = serde_json::from_slice(&output.stdout).context("cargo metadata failed")?;
        let folder = said.get("target_directory").and_then(Value::as_str);
        Ok(PathBuf::from(folder.context("cargo metadata names no target folder")?))
    }
}

/// Runs it with our own input and output; anything but success is an error that names the program.
pub(crate) fn must(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy().into_owned()).collect();
    let status = command.status().with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        bail!("`{name} {}` ended with {status}", words.join(" "));
    }
    Ok(())
}
