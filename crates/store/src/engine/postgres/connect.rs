//! The server, and one dedicated connection with its prepared statements.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Config, Connection, Error, Socket, Statement};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::pipeline::Flight;
use super::value::{params, rows};
use super::{fault, tls};
use crate::{PostgresUrl, Row, Sql, StoreFault, Value};

/// Read committed suffices, since guards check again under the row lock. A node that died in a
/// transaction must not hold its locks for long.
const SESSION: &str = "-c lock_timeout=2s -c idle_in_transaction_session_timeout=5s \
    -c default_transaction_isolation=read\\ committed -c default_transaction_read_only=off";

/// Where the server is and how a session on it begins.
#[derive(Clone)]
pub(crate) struct Server {
    config: Arc<Config>,
    tls: MakeRustlsConnect,
}

type Wire = Connection<Socket, <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream>;

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").field("hosts", &self.config.get_hosts()).finish_non_exhaustive()
    }
}

impl Server {
    /// From a `postgres://` address.
    pub(crate) fn new(url: &PostgresUrl) -> Result<Server, StoreFault> {
        let tls = tls::connector(url.root_certificate.as_deref())?;
        let mut config = Config::from_str(&url.url).map_err(|error| StoreFault::Unfit(error.to_string()))?;
        tls::settle_mode(&url.url, &mut config);
        let options =
            config.get_options().map_or_else(|| SESSION.to_owned(), |own| format!("{own} {SESSION}"));
        config.options(options).application_name("vermilion");
        config.connect_timeout(Duration::from_secs(3)).tcp_user_timeout(Duration::from_secs(10));
        Ok(Server { config: Arc::new(config), tls })
    }

    pub(super) fn tls(&self) -> MakeRustlsConnect {
        self.tls.clone()
    }

    pub(super) fn config(&self) -> &Config {
        &self.config
    }

    /// A new connection that nobody drives yet.
    pub(super) async fn raw(&self) -> Result<(Client, Wire), StoreFault> {
        self.config.connect(self.tls()).await.map_err(|error| fault(&error))
    }

    /// A new connection, driven by a task of its own until it is dropped.
    pub(super) async fn connect(&self) -> Result<Link, StoreFault> {
        let (client, connection) = self.raw().await?;
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::warn!(%error, "a connection of the writer ended");
            }
        });
        Ok(Link { client, prepared: HashMap::new() })
    }
}

/// What a statement in a pipeline answered.
pub(super) enum Answer {
    Changed(u64),
    Rows(Vec<Row>),
}

pub(super) type Got = Result<Answer, Error>;

/// A connection, and what was prepared on it.
pub(super) struct Link {
    pub(super) client: Client,
    prepared: HashMap<&'static str, Statement>,
}

impl Link {
    /// The statements, in the order asked, each prepared once a connection.
    ///
    /// Asked before a pipeline begins: preparing in the midst of one would upset its order.
    pub(super) async fn prepared(
        &mut self,
        asked: impl Iterator<Item = &'static Sql>,
    ) -> Result<Vec<Statement>, Error> {
        let mut out = Vec::new();
        for sql in asked {
            let text = sql.postgres();
            let statement = match self.prepared.get(text) {
                Some(statement) => statement.clone(),
                None => self.client.prepare(text).await?,
            };
            self.prepared.entry(text).or_insert_with(|| statement.clone());
            out.push(statement);
        }
        Ok(out)
    }

    /// A statement on its way, answered with the number of rows it changed.
    pub(super) fn count<'a>(&'a self, statement: &'a Statement, values: &'a [Value]) -> Flight<'a, Got> {
        Box::pin(async move { Ok(Answer::Changed(self.client.execute(statement, &params(values)).await?)) })
    }

    /// A query on its way.
    pub(super) fn query<'a>(&'a self, statement: &'a Statement, values: &'a [Value]) -> Flight<'a, Got> {
        Box::pin(
            async move { Ok(Answer::Rows(rows(&self.client.query(statement, &params(values)).await?)?)) },
        )
    }

    /// `begin` or `commit` on its way.
    pub(super) fn plain<'a>(&'a self, text: &'a str) -> Flight<'a, Got> {
        Box::pin(async move { self.client.batch_execute(text).await.map(|()| Answer::Changed(0)) })
    }

    /// Ends a transaction that failed. A connection on which even that fails is closed by the driver.
    pub(super) async fn roll_back(&self) {
        if let Err(error) = self.client.batch_execute("rollback").await {
            tracing::debug!(%error, "a transaction was not rolled back; the server does it");
        }
    }

    pub(super) fn is_closed(&self) -> bool {
        self.client.is_closed()
    }
}
