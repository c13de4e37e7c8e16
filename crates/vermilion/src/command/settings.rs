//! Where a command's settings come from.

use std::path::PathBuf;

use clap::ValueEnum;
use vermilion_config::{Config, File, Flag, Loaded, Problems, Sources};

/// The file that is read when none is named.
const FILE: &str = "vermilion.toml";

/// Settings: the file, then `VERMILION_*` in the environment, then flags; the last one found holds.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct SettingsArgs {
    /// The settings file; ./vermilion.toml, if it is there, when none is named
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The data folder, instead of store.data
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(flatten)]
    log: LogArgs,
}

/// How log lines look.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct LogArgs {
    /// Log lines, on stderr, for people or as JSON
    #[arg(long, value_name = "FORMAT")]
    log: Option<LogForm>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LogForm {
    Text,
    Json,
}

impl LogArgs {
    /// As a setting.
    pub(crate) fn flags(&self) -> Vec<Flag> {
        let word = |form| match form {
            LogForm::Text => "text",
            LogForm::Json => "json",
        };
        let flag =
            self.log.map(|form| Flag { setting: "log.format", name: "--log", value: word(form).into() });
        flag.into_iter().collect()
    }
}

impl SettingsArgs {
    /// Everything, with the problems; `more` are the command's own flags.
    pub(crate) fn load(&self, more: Vec<Flag>) -> Loaded {
        let file = self.config.clone().map_or_else(|| File::IfThere(FILE.into()), File::Named);
        let data = self.data.as_ref().map(|data| Flag {
            setting: "store.data",
            name: "--data",
            value: data.display().to_string(),
        });
        let flags = more.into_iter().chain(data).chain(self.log.flags()).collect();
        Config::load(Sources::of_process(file, flags))
    }

    /// The settings, if nothing is wrong.
    pub(crate) fn config(&self) -> Result<Config, Problems> {
        self.load(Vec::new()).into_config()
    }
}
