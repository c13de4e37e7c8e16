//! The operator's scanner over HTTP: a file is posted, and the answer says whether something is in it.

use reqwest::{Client, Url};
use serde_json::Value;
use vermilion_service::evidence::{SCANNER_PATIENCE, Scanned, Scanner, Scanning};

use crate::hook::{HookFault, builder};

/// Posts files to a scanner of the operator's own, inside or outside.
#[derive(Debug)]
pub struct ScanHook {
    client: Client,
    url: Url,
}

impl ScanHook {
    /// Posts the bytes there; an answer of 2xx with `{"clean":true}` or `{"clean":false}` is believed.
    ///
    /// # Errors
    /// The URL, or the client.
    pub fn new(url: &str) -> Result<ScanHook, HookFault> {
        let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let client = builder().timeout(SCANNER_PATIENCE).build()?;
        Ok(ScanHook { client, url: url.ok_or(HookFault::Url)? })
    }

    async fn look(&self, content: &[u8]) -> Option<Scanned> {
        let request = self.client.post(self.url.clone()).header("content-type", "application/octet-stream");
        let answer = match request.body(content.to_vec()).send().await {
            Ok(answer) if answer.status().is_success() => answer,
            Ok(answer) => {
                let status = answer.status().as_u16();
                tracing::warn!(
                    status,
                    "the scanner could not say whether a file is clean; it is asked again"
                );
                return None;
            }
            // Its own words may hold the URL.
            Err(_) => {
                tracing::error!("the scanner is not reached; files stay in quarantine");
                return None;
            }
        };
        let said = answer.bytes().await.ok().and_then(|body| serde_json::from_slice::<Value>(&body).ok());
        match said.as_ref().and_then(|said| said.get("clean")).and_then(Value::as_bool) {
            Some(true) => Some(Scanned::Clean),
            Some(false) => Some(Scanned::Infected),
            None => {
                tracing::warn!("the scanner's answer says neither; it is asked again");
                None
            }
        }
    }
}

impl Scanner for ScanHook {
    fn scan<'a>(&'a self, content: &'a [u8]) -> Scanning<'a> {
        Box::pin(self.look(content))
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::TcpListener;

    use super::*;

    const FILE: &[u8] = b"%PDF-1.7 a file";

    /// What is made of an answer.
    async fn told(status: &str, body: &str) -> Option<Scanned> {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let hook = ScanHook::new(&format!("http://{}/scan", listener.local_addr().unwrap())).unwrap();
        let answer =
            format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
        let scanner = tokio::spawn(async move {
            let (mut stream, _) = listener.accept().await.unwrap();
            let (mut sent, mut buffer) = (Vec::new(), [0; 4096]);
            while !sent.ends_with(FILE) {
                let read = stream.read(&mut buffer).await.unwrap();
                sent.extend_from_slice(&buffer[..read]);
            }
            stream.write_all(answer.as_bytes()).await.unwrap();
        });
        let said = hook.scan(FILE).await;
        scanner.await.unwrap();
        said
    }

    #[tokio::test]
    async fn only_a_plain_word_is_believed() {
        assert_eq!(told("200 OK", r#"{"clean":true}"#).await, Some(Scanned::Clean));
        assert_eq!(told("200 OK", r#"{"clean":false}"#).await, Some(Scanned::Infected));
        assert_eq!(told("200 OK", r#"{"clean":"yes"}"#).await, None);
        assert_eq!(told("200 OK", "fine").await, None);
        assert_eq!(told("503 Busy", r#"{"clean":true}"#).await, None);
    }

    #[test]
    fn only_http_is_taken() {
        assert!(matches!(ScanHook::new("file:///etc/passwd"), Err(HookFault::Url)));
    }
}
