//! A running server, asked over HTTP by a command.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use ureq::Agent;

/// Longer than any answer takes.
const PATIENCE: Duration = Duration::from_secs(30);

/// Which server a command asks.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Server {
    /// The server to ask
    #[arg(long = "server", value_name = "URL", default_value = "http://127.0.0.1:8080")]
    url: String,
}

impl Server {
    /// What it answers to a GET, when that is JSON.
    pub(crate) fn get(&self, path: &str) -> Result<Value> {
        let url = format!("{}{path}", self.url.trim_end_matches('/'));
        let settings = Agent::config_builder().timeout_global(Some(PATIENCE)).http_status_as_error(false);
        let agent: Agent = settings.build().into();
        let mut answer = agent
            .get(&url)
            .call()
            .with_context(|| format!("no answer from {}; is `vermilion dev` running there?", self.url))?;
        let body =
            answer.body_mut().read_to_string().with_context(|| format!("half an answer from {url}"))?;
        if !answer.status().is_success() {
            bail!("{url} answered {}: {}", answer.status(), body.trim());
        }
        serde_json::from_str(&body).with_context(|| format!("{url} answered something that is not JSON"))
    }
}
