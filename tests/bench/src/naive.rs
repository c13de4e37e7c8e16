//! The same exchange at one transaction a request: what group commit is compared with.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::routing::get;
use deadpool_postgres::{Manager, Pool};
use rusqlite::Connection;
use tokio::net::TcpListener;
use tokio::sync::Mutex;
use tokio_postgres::NoTls;
use vermilion_model::CodeKind;
use vermilion_rig::Installation;
use vermilion_service::Desk;

const TABLE: &str = "create table naive_login (serial bigint not null primary key, account bigint not null, \
                     usr bigint not null, at bigint not null)";
const SPEND: &str =
    "insert into naive_login (serial, account, usr, at) values ($1, $2, $3, $4) on conflict do nothing";
/// As many as there are callers at 32 connections, less than PostgreSQL's usual hundred.
const POOL: usize = 32;

enum Spender {
    Sqlite(Arc<Mutex<Connection>>),
    Postgres(Pool),
}

struct Naive {
    desk: Desk,
    spender: Spender,
}

/// Answers `/sns/jscode2session` until it is killed.
pub(crate) async fn run(folder: &Path, url: Option<&str>) -> Result<()> {
    let desk = Installation::at(folder, url)?.desk().await?;
    let spender = match url {
        None => Spender::Sqlite(Arc::new(Mutex::new(sqlite(folder)?))),
        Some(url) => {
            let pool = Pool::builder(Manager::new(url.parse()?, NoTls)).max_size(POOL).build()?;
            pool.get().await?.batch_execute(TABLE).await?;
            Spender::Postgres(pool)
        }
    };
    let router = Router::new()
        .route("/sns/jscode2session", get(exchange))
        .with_state(Arc::new(Naive { desk, spender }));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ready http://{}", listener.local_addr()?);
    Ok(axum::serve(listener, router).await?)
}

/// With the settings of the product's own connection.
fn sqlite(folder: &Path) -> Result<Connection> {
    let conn = Connection::open(folder.join("naive.sqlite"))?;
    conn.pragma_update(None, "journal_mode", "wal")?;
    conn.pragma_update(None, "synchronous", "full")?;
    conn.execute_batch(TABLE)?;
    Ok(conn)
}

async fn exchange(State(naive): State<Arc<Naive>>, RawQuery(query): RawQuery) -> (StatusCode, String) {
    match naive.exchange(&query.unwrap_or_default()).await {
        Ok(json) => (StatusCode::OK, json),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")),
    }
}

impl Naive {
    async fn exchange(&self, query: &str) -> Result<String> {
        let code = query.split('&').find_map(|pair| pair.strip_prefix("js_code=")).context("no code")?;
        let now = self.desk.now();
        let claims = self.desk.ring.load().codes.open(CodeKind::Login, code, now)?;
        let (account, usr) = (i64::from(claims.account.0), i64::from(claims.ordinal.0));
        if !self.spend([claims.serial.get(), account, usr, now.millis()]).await? {
            return Ok("{\"errcode\":40163}".into());
        }
        Ok(format!("{{\"session_key\":\"{:024}\",\"openid\":\"{usr:028}\"}}", claims.serial.get()))
    }

    async fn spend(&self, row: [i64; 4]) -> Result<bool> {
        match &self.spender {
            Spender::Sqlite(conn) => {
                let conn = Arc::clone(conn).lock_owned().await;
                let insert = move || conn.prepare_cached(SPEND).and_then(|mut insert| insert.execute(row));
                Ok(tokio::task::spawn_blocking(insert).await?? > 0)
            }
            Spender::Postgres(pool) => {
                let client = pool.get().await?;
                let insert = client.prepare_cached(SPEND).await?;
                let [serial, account, usr, at] = row;
                Ok(client.execute(&insert, &[&serial, &account, &usr, &at]).await? > 0)
            }
        }
    }
}
