//! Databases of their own on the PostgreSQL server named in the environment.

use tokio_postgres::{Client, NoTls};

/// The server's address, if one is named.
#[expect(clippy::disallowed_methods, reason = "the suite is told its server by the environment")]
pub(crate) fn address() -> Option<String> {
    std::env::var("VERMILION_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// Makes a database named after the case and answers its address.
pub(crate) async fn create(url: &str, case: &str) -> String {
    let name = format!("case_{}", case.rsplit("suite::").next().unwrap_or(case).replace("::", "_"));
    let name: String = name.chars().take(60).collect();
    let client = connect(url).await;
    client.batch_execute(&format!("drop database if exists {name} with (force)")).await.unwrap();
    client.batch_execute(&format!("create database {name}")).await.unwrap();
    with_database(url, &name)
}

/// Drops a database [`create`] made.
pub(crate) async fn drop(url: &str) {
    let (_, name) = url.rsplit_once('/').unwrap();
    let client = connect(&with_database(url, "postgres")).await;
    client.batch_execute(&format!("drop database if exists {name} with (force)")).await.unwrap();
}

/// A connection behind the store's back.
pub(crate) async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

fn with_database(url: &str, name: &str) -> String {
    let scheme = "postgres://";
    let rest = url.strip_prefix(scheme).expect("an address beginning with postgres://");
    let host = rest.split('/').next().unwrap();
    format!("{scheme}{host}/{name}")
}
