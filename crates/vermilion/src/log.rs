//! Log lines to stderr: text for people or JSON for machines, stamped by the clock that everything
//! else uses (`docs/LOGGING.md`).

use std::io::{IsTerminal, stderr};
use std::sync::Arc;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::FormatTime;
use vermilion_config::{Log, LogFormat, Problem};
use vermilion_model::Time;
use vermilion_service::Clock;

/// From here on log lines are written; what panics writes one too.
pub(crate) fn start(log: &Log, clock: Arc<dyn Clock>) -> Result<(), Problem> {
    // PostgreSQL's notices come at info and mean nothing here; who wants them names the target.
    let filter = EnvFilter::try_new(format!("tokio_postgres=warn,{}", log.filter)).map_err(|error| {
        let next = "write a level, like info, or info,vermilion_store=debug";
        Problem::new("log.filter", format!("`{}` is no filter: {error}", log.filter), next)
    })?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(stderr)
        .with_ansi(stderr().is_terminal())
        .with_timer(Stamp(clock));
    let started = match log.format {
        LogFormat::Text => lines.with_target(false).try_init(),
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
    };
    started.map_err(|error| {
        Problem::new("log", error.to_string(), "this is a fault of ours: please report it")
    })?;
    std::panic::set_hook(Box::new(|panic| tracing::error!(fault = %panic, "a thread panicked")));
    Ok(())
}

struct Stamp(Arc<dyn Clock>);

impl FormatTime for Stamp {
    fn format_time(&self, w: &mut Writer<'_>) -> std::fmt::Result {
        w.write_str(&rfc3339(self.0.now()))
    }
}

/// As every face writes times: UTC, milliseconds.
pub(crate) fn rfc3339(time: Time) -> String {
    let at = jiff::Timestamp::from_millisecond(time.millis()).unwrap_or_default();
    format!("{at:.3}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_have_milliseconds_always() {
        assert_eq!(rfc3339(Time::from_secs(1_700_000_000)), "2023-11-14T22:13:20.000Z");
    }
}
