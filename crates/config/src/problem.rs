//! What is wrong with a setting, and what to do about it.

use std::fmt;

/// One setting that is not right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which: `server.listen`; or the file, when it can't be read at all.
    pub setting: String,
    /// Where it was set: the file, `VERMILION_SERVER_LISTEN`, `--listen`; nothing for a setting that is missing.
    pub origin: Option<String>,
    /// Why it will not do. Never repeats a secret.
    pub reason: String,
    /// What to do.
    pub next: String,
}

impl Problem {
    /// A setting that is missing, or does not go with another.
    pub fn new(setting: &str, reason: impl Into<String>, next: impl Into<String>) -> Problem {
        Problem { setting: setting.into(), origin: None, reason: reason.into(), next: next.into() }
    }

    /// The same, set there.
    #[must_use]
    pub fn from_origin(self, origin: impl Into<String>) -> Problem {
        Problem { origin: Some(origin.into()), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.setting)?;
        if let Some(origin) = &self.origin {
            write!(f, " ({origin})")?;
        }
        write!(f, ": {}\n  {}", self.reason, self.next)
    }
}

/// Everything that is not right, in the order of the sections.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, problem) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
