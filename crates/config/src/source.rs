//! Where settings come from: a file, the environment, flags.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::problem::Problem;

/// Which file to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum File {
    /// None, as `dev` does.
    None,
    /// This one; a problem when it is not there.
    Named(PathBuf),
    /// This one, if it is there.
    IfThere(PathBuf),
}

/// A setting given on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// `server.listen`.
    pub setting: &'static str,
    /// `--listen`.
    pub name: &'static str,
    /// What was written behind it.
    pub value: String,
}

/// What settings are looked for in.
#[derive(Debug, Clone)]
pub struct Sources {
    /// The file.
    pub file: File,
    /// `VERMILION_*`, name and value.
    pub environment: Vec<(String, String)>,
    /// Flags that were given.
    pub flags: Vec<Flag>,
}

/// The sources, read.
#[derive(Default)]
pub(crate) struct Read {
    pub(crate) file: String,
    pub(crate) table: toml::Table,
    pub(crate) environment: Vec<(String, String)>,
    pub(crate) flags: Vec<Flag>,
}

impl Sources {
    /// This process's environment, with a file and flags. A value that is not UTF-8 is left as it
    /// prints, and is then refused by the setting's own check.
    pub fn of_process(file: File, flags: Vec<Flag>) -> Sources {
        let ours = std::env::vars_os().filter_map(|(name, value)| {
            let name = name.into_string().ok().filter(|name| name.starts_with("VERMILION_"))?;
            Some((name, value.to_string_lossy().into_owned()))
        });
        Sources { file, environment: ours.collect(), flags }
    }

    pub(crate) fn read(self) -> (Read, Vec<Problem>) {
        let mut read = Read { environment: self.environment, flags: self.flags, ..Read::default() };
        let (path, must) = match self.file {
            File::None => return (read, Vec::new()),
            File::Named(path) => (path, true),
            File::IfThere(path) => (path, false),
        };
        read.file = path.display().to_string();
        match text(&path, must).and_then(|text| table(&path, &text)) {
            Ok(table) => {
                read.table = table;
                (read, Vec::new())
            }
            Err(problem) => (read, vec![problem]),
        }
    }
}

fn text(path: &Path, must: bool) -> Result<String, Problem> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == ErrorKind::NotFound && !must => Ok(String::new()),
        Err(error) => {
            let next = "name a file that is there and can be read, with --config";
            Err(Problem::new(&path.display().to_string(), error.to_string(), next))
        }
    }
}

/// Never repeats the line: it may hold a password.
fn table(path: &Path, text: &str) -> Result<toml::Table, Problem> {
    text.parse::<toml::Table>().map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.matches('\n').count().saturating_add(1);
        let reason = format!("line {line} is not TOML: {}", error.message());
        Problem::new(&path.display().to_string(), reason, "mend the line, then try `vermilion config check`")
    })
}
