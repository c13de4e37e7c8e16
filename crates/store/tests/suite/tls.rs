//! TLS to PostgreSQL: asked for by the address, and never with a server that does not prove itself.

use std::path::{Path, PathBuf};

use vermilion_store::{Place, PostgresUrl, Sql, StoreFault, StoreOptions, open};

use crate::ground::Ground;
use crate::on_postgres;
use crate::server::connect;

on_postgres!(a_server_proves_itself_or_is_not_spoken_to);

static TLS: Sql = Sql::each(
    "select 0",
    "select case when ssl then 1::bigint else 0::bigint end from pg_stat_ssl where pid = pg_backend_pid()",
);

/// A certificate of an authority made for this test, and for nothing else, good for 127.0.0.1.
const CERTIFICATE: &str = include_str!("tls/server.pem");
const KEY: &str = include_str!("tls/server.key");

fn authority() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/tls/ca.pem")
}

/// Gives the server the certificate; whoever does not ask for TLS notices nothing. False where it may not be.
async fn switch_on(url: &str) -> bool {
    let client = connect(url).await;
    let quoted = |text: &str| text.replace('\'', "''");
    for (name, text) in [("vermilion-test.pem", CERTIFICATE), ("vermilion-test.key", KEY)] {
        // Line by line, since that is how the server writes what it copies.
        let lines: Vec<String> = text.lines().map(|line| format!("('{}')", quoted(line))).collect();
        let copy = format!(
            "copy (select line from (values {}) as of_file (line)) to program 'umask 077; cat > {name}'",
            lines.join(", ")
        );
        if client.batch_execute(&copy).await.is_err() {
            return false;
        }
    }
    for set in ["ssl_cert_file = 'vermilion-test.pem'", "ssl_key_file = 'vermilion-test.key'", "ssl = on"] {
        client.batch_execute(&format!("alter system set {set}")).await.unwrap();
    }
    client.batch_execute("select pg_reload_conf()").await.unwrap();
    loop {
        // Reloading is asynchronous; a new connection sees what the server has by now.
        let fresh = connect(url).await;
        let on: String = fresh.query_one("select current_setting('ssl')", &[]).await.unwrap().get(0);
        if on == "on" {
            return true;
        }
    }
}

async fn a_server_proves_itself_or_is_not_spoken_to(ground: &Ground) {
    let Place::Postgres { url } = &ground.place else { return };
    if !switch_on(&url.url).await {
        println!("skipped: tls: the server's files cannot be written by its superuser");
        return;
    }
    let mode = |mode: &str, root_certificate: Option<PathBuf>| {
        let place = Place::Postgres {
            url: PostgresUrl { url: format!("{}?sslmode={mode}", url.url), root_certificate },
        };
        open(StoreOptions { place, ..ground.options("one") })
    };
    for asked in ["require", "prefer"] {
        let opened = mode(asked, Some(authority())).await.unwrap();
        assert_eq!(opened.engine.read_one(&TLS, &[]).await.unwrap().unwrap().int(0).unwrap(), 1, "{asked}");
        let stranger = mode(asked, None).await;
        assert!(
            matches!(stranger, Err(StoreFault::Engine(_) | StoreFault::Busy(_))),
            "{asked}: {stranger:?}"
        );
    }
    let plain = mode("disable", None).await.unwrap();
    assert_eq!(plain.engine.read_one(&TLS, &[]).await.unwrap().unwrap().int(0).unwrap(), 0);
}
