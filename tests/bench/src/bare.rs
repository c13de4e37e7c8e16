//! The base of every ratio: axum, and nothing behind it.

use anyhow::Result;
use axum::Router;
use axum::extract::RawQuery;
use axum::http::header;
use axum::routing::get;
use axum::serve::ListenerExt;
use tokio::net::TcpListener;

const THIRTEEN: &str = "Hello, World!";

/// `GET /` answers 13 bytes; `GET /parsed` splits the query and answers JSON of an exchange's size.
pub(crate) async fn run() -> Result<()> {
    let router = Router::new().route("/", get(|| async { THIRTEEN })).route("/parsed", get(parsed));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ready http://{}", listener.local_addr()?);
    let listener = listener.tap_io(|stream| {
        // Fails only when the connection is gone, which its first read then says.
        let _gone = stream.set_nodelay(true);
    });
    Ok(axum::serve(listener, router).await?)
}

async fn parsed(RawQuery(query): RawQuery) -> ([(header::HeaderName, &'static str); 1], String) {
    let query = query.unwrap_or_default();
    let value = |name: &str| {
        query
            .split('&')
            .filter_map(|pair| pair.split_once('='))
            .find(|(key, _)| *key == name)
            .map_or("", |(_, v)| v)
    };
    let (app_id, code) = (value("appid"), value("js_code"));
    let (key, _) = code.split_at_checked(24).unwrap_or((code, ""));
    let json = format!("{{\"session_key\":\"{key}\",\"openid\":\"oooooooooo{app_id}\"}}");
    ([(header::CONTENT_TYPE, "application/json")], json)
}
