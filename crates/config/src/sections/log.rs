//! `[log]`

use crate::LogFormat;
use crate::section::section;

section! {
    /// What is written to stderr.
    pub struct Log in "log", "VERMILION_LOG_";

    /// Lines for people, or one JSON object a line.
    format: LogFormat = LogFormat::Text;
    /// From which level on, like info, or by module: `info,vermilion_store=debug`.
    filter: String = "info".to_owned();
}
