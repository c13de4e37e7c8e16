//! The one place where `xtask` reads the environment and the clock.

use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// A variable of the environment; an empty one counts as absent.
#[expect(
    clippy::disallowed_methods,
    reason = "xtask has no configuration; this is its one reader of the environment"
)]
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether a skip counts as a failure.
pub(crate) fn in_ci() -> bool {
    variable("CI").is_some_and(|value| value != "false" && value != "0")
}

/// How long something took, for people to read.
pub(crate) struct Watch(Instant);

impl Watch {
    #[expect(clippy::disallowed_methods, reason = "time of build steps, not of the product")]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The program of that name on the search path.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| is_program(file))
}

fn is_program(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// A fresh folder that only its owner may enter, and the owner's uid.
///
/// As root it lies in `/tmp`, which other users can reach whatever `TMPDIR` says.
pub(crate) fn private_folder(stem: &str) -> Result<(PathBuf, u32)> {
    use std::os::unix::fs::DirBuilderExt;
    let mut place = std::env::temp_dir();
    let name = format!("{stem}-{}-{}", std::process::id(), random_hex()?.get(..8).unwrap_or_default());
    let mut folder = place.join(&name);
    fs::DirBuilder::new()
        .mode(0o700)
        .create(&folder)
        .with_context(|| format!("cannot make {}", folder.display()))?;
    let owner = fs::metadata(&folder)?.uid();
    if owner == 0 && place != Path::new("/tmp") {
        fs::remove_dir(&folder)?;
        place = PathBuf::from("/tmp");
        folder = place.join(&name);
        fs::DirBuilder::new().mode(0o700).create(&folder)?;
    }
    Ok((folder, owner))
}

/// 32 hexadecimal digits that nobody can guess.
pub(crate) fn random_hex() -> Result<String> {
    use std::fmt::Write;
    use std::io::Read;
    let mut bytes = [0_u8; 16];
    fs::File::open("/dev/urandom")
        .and_then(|mut file| file.read_exact(&mut bytes))
        .context("no /dev/urandom")?;
    Ok(bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    }))
}

/// A user without rights, for programs that refuse to run as root: `(uid, gid)`.
pub(crate) fn powerless_user() -> (u32, u32) {
    let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let entry = accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == "nobody").then_some(())?;
        Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
    });
    entry.unwrap_or((65534, 65534))
}
