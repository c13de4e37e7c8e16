//! Everything that can be set, loaded.

use crate::PublicUrl;
use crate::check;
use crate::problem::{Problem, Problems};
use crate::reader::Reader;
use crate::sections::{
    self, Accounts, Evidence, Keys, Log, Mail, Metrics, Platform, Registration, Review, Server, Sessions,
    Sms, Store,
};
use crate::source::Sources;

/// Every section.
#[derive(Debug, Clone)]
pub struct Config {
    /// `[server]`
    pub server: Server,
    /// `[store]`
    pub store: Store,
    /// `[keys]`
    pub keys: Keys,
    /// `[metrics]`
    pub metrics: Metrics,
    /// `[log]`
    pub log: Log,
    /// `[platform]`
    pub platform: Platform,
    /// `[accounts]`
    pub accounts: Accounts,
    /// `[review]`
    pub review: Review,
    /// `[evidence]`
    pub evidence: Evidence,
    /// `[sessions]`
    pub sessions: Sessions,
    /// `[registration]`
    pub registration: Registration,
    /// `[mail]`
    pub mail: Mail,
    /// `[sms]`
    pub sms: Sms,
}

/// What came of loading. The settings are there even when some are wrong (those have their
/// defaults), so that a problem can be reported in the log format that was asked for.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The settings.
    pub config: Config,
    /// What is wrong; with any, nothing may be started.
    pub problems: Problems,
}

impl Config {
    /// Reads the sources and checks everything.
    pub fn load(sources: Sources) -> Loaded {
        let (read, problems) = sources.read();
        let mut reader = Reader { read, problems };
        reader.refuse_unknown(&sections::described());
        let config = Config {
            server: Server::read(&mut reader),
            store: Store::read(&mut reader),
            keys: Keys::read(&mut reader),
            metrics: Metrics::read(&mut reader),
            log: Log::read(&mut reader),
            platform: Platform::read(&mut reader),
            accounts: Accounts::read(&mut reader),
            review: Review::read(&mut reader),
            evidence: Evidence::read(&mut reader),
            sessions: Sessions::read(&mut reader),
            registration: Registration::read(&mut reader),
            mail: Mail::read(&mut reader),
            sms: Sms::read(&mut reader),
        };
        let mut problems: Vec<Problem> = reader.problems;
        // Values that were replaced by their defaults must not be blamed for not going together.
        if problems.is_empty() {
            problems = check::together(&config);
        }
        Loaded { config, problems: Problems(problems) }
    }

    /// The address that browsers see; that of the listener when none is set.
    pub fn public_url(&self) -> PublicUrl {
        self.server.public_url.clone().unwrap_or_else(|| PublicUrl::of_listener(self.server.listen))
    }
}

impl Loaded {
    /// The settings, if nothing is wrong.
    pub fn into_config(self) -> Result<Config, Problems> {
        if self.problems.0.is_empty() { Ok(self.config) } else { Err(self.problems) }
    }
}
