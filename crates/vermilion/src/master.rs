//! The master keys, from their file or the environment.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use vermilion_config::{Keys, Problem};
use vermilion_seal::MasterKeys;

const MAKE: &str = "make one with `vermilion key new --out FILE` and name it in keys.master_key_file";

/// Reads the keys that the settings point at.
pub(crate) fn read(keys: &Keys) -> Result<MasterKeys, Problem> {
    if let Some(text) = &keys.master_key {
        return MasterKeys::parse(text.expose()).map_err(|fault| {
            let problem =
                Problem::new("keys.master_key", fault.to_string(), "set the whole text of a key file");
            problem.from_origin("VERMILION_MASTER_KEY")
        });
    }
    match &keys.master_key_file {
        Some(file) => read_file(file),
        None => Err(Problem::new("keys.master_key_file", "there is no master key", MAKE)),
    }
}

/// Reads one key file.
pub(crate) fn read_file(file: &Path) -> Result<MasterKeys, Problem> {
    let problem = |reason: String, next: &str| {
        Problem::new("keys.master_key_file", format!("{}: {reason}", file.display()), next)
    };
    let text = std::fs::read_to_string(file).map_err(|error| problem(error.to_string(), MAKE))?;
    let keys = MasterKeys::parse(&text);
    let keys =
        keys.map_err(|fault| problem(fault.to_string(), "put the right file back; do not make another"))?;
    if std::fs::metadata(file).is_ok_and(|found| found.permissions().mode() & 0o077 != 0) {
        tracing::warn!(file = %file.display(), "others can read the master key; chmod 600");
    }
    Ok(keys)
}
