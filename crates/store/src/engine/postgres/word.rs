//! Word between nodes that something was committed. It only means "look": who does not hear it looks anyway.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio_postgres::AsyncMessage;

use super::connect::Server;
use super::fault;
use crate::StoreFault;

/// How long between two attempts to hear.
const PAUSE: Duration = Duration::from_secs(5);

/// This node's two ends.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// Rung by the writer after a commit.
    pub(crate) told: Arc<Notify>,
    /// Rung when another node committed.
    pub(crate) heard: Arc<Notify>,
    /// What this node's own word carries, so that it need not listen to itself.
    name: String,
}

impl Word {
    pub(crate) fn new(name: [u8; 8]) -> Word {
        Word { told: Arc::default(), heard: Arc::default(), name: hex::encode(name) }
    }

    /// Tells the others, on a connection of its own: commits of one moment are one word. A word that cannot be
    /// given is dropped, since the others look by themselves.
    pub(crate) async fn tell(self, server: Server) {
        let text = format!("notify vermilion_feed, '{}'", self.name);
        let mut link = None;
        loop {
            self.told.notified().await;
            if link.is_none() {
                link = server.connect().await.ok();
            }
            if let Some(there) = &link
                && there.client.batch_execute(&text).await.is_err()
            {
                link = None;
            }
        }
    }

    /// Listens for the others, for as long as the store is open.
    pub(crate) async fn listen(self, server: Server) {
        let mut pause = tokio::time::interval(PAUSE);
        pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            pause.tick().await;
            if let Err(fault) = self.hear(&server).await {
                tracing::debug!(%fault, "nothing is heard from other nodes; they are looked at all the same");
            }
        }
    }

    /// Ends when the connection does.
    async fn hear(&self, server: &Server) -> Result<(), StoreFault> {
        let (client, mut connection) = server.raw().await?;
        let messages = async {
            loop {
                match poll_fn(|context| connection.poll_message(context)).await {
                    Some(Ok(AsyncMessage::Notification(word))) if word.payload() != self.name => {
                        self.heard.notify_one();
                    }
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return Err(fault(&error)),
                    None => return Ok(()),
                }
            }
        };
        let listening = async {
            client.batch_execute("listen vermilion_feed").await.map_err(|error| fault(&error))?;
            // The connection lives as long as its client.
            std::future::pending::<Result<(), StoreFault>>().await
        };
        tokio::select! {
            ended = messages => ended,
            refused = listening => refused,
        }
    }
}
