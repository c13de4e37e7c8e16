//! When to stop: on SIGTERM or SIGINT, orderly; on the second one, at once.

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// What a shell expects of a process that a signal ended.
const ENDED_BY_SIGNAL: i32 = 130;

/// Tells everybody who holds one that it is time. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens for signals from now on.
    pub(crate) fn on_signal() -> std::io::Result<Stop> {
        let (mut terminate, mut interrupt) =
            (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
        let (tell, told) = watch::channel(false);
        tokio::spawn(async move {
            let mut again = false;
            loop {
                let name = tokio::select! {
                    _ = terminate.recv() => "SIGTERM",
                    _ = interrupt.recv() => "SIGINT",
                };
                if again {
                    tracing::warn!(signal = name, "stopping at once");
                    std::process::exit(ENDED_BY_SIGNAL);
                }
                tracing::info!(
                    signal = name,
                    "stopping: no new connections, requests under way are answered"
                );
                tell.send_replace(true);
                again = true;
            }
        });
        Ok(Stop(told))
    }

    /// One that somebody else sends.
    #[cfg(test)]
    pub(crate) fn when(told: watch::Receiver<bool>) -> Stop {
        Stop(told)
    }

    /// Ends when it is time; a sender that is gone has nothing more to say.
    pub(crate) async fn told(&mut self) {
        if self.0.wait_for(|stop| *stop).await.is_err() {
            std::future::pending::<()>().await;
        }
    }

    /// For whoever takes a channel.
    pub(crate) fn channel(&self) -> watch::Receiver<bool> {
        self.0.clone()
    }
}
