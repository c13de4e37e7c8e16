//! Webhooks: a JSON document by POST, signed, to the operator's gateway for text messages or to where a
//! member asked for their notices.
//!
//! `Vermilion-Signature: t=<seconds>,v1=<hex>` is HMAC-SHA256 of `<seconds>.<body>` under the receiver's
//! secret. Redirects are not followed and no proxy is used.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use aws_lc_rs::hmac;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use serde_json::json;
use vermilion_service::people::MailBox;
use vermilion_service::{SecretText, Undelivered};

use crate::guard::is_public;

/// How long a receiver may take.
const PATIENCE: Duration = Duration::from_secs(15);

/// A webhook that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HookFault {
    /// The URL.
    #[error("it is no http or https URL")]
    Url,
    /// The HTTP client.
    #[error("no HTTP client can be made: {0}")]
    Client(#[from] reqwest::Error),
}

/// The operator's own gateway for text messages: it is where the operator says, inside or outside.
#[derive(Debug)]
pub struct SmsHook {
    client: Client,
    url: Url,
    secret: Option<SecretText>,
}

impl SmsHook {
    /// Posts `{"to","text"}` there.
    ///
    /// # Errors
    /// The URL, or the client.
    pub fn new(url: &str, secret: Option<SecretText>) -> Result<SmsHook, HookFault> {
        let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        Ok(SmsHook { client: builder().build()?, url: url.ok_or(HookFault::Url)?, secret })
    }

    pub(crate) async fn send(&self, letter: &MailBox) -> Result<(), Undelivered> {
        let body = json!({ "to": letter.to, "text": letter.text }).to_string();
        let secret = self.secret.as_ref().map(SecretText::expose);
        post(&self.client, self.url.clone(), body, secret).await
    }
}

/// Members' webhooks: wherever they say, as long as it is on the public internet.
#[derive(Debug)]
pub struct Hooks(Client);

impl Hooks {
    /// # Errors
    /// The HTTP client.
    pub fn new() -> Result<Hooks, HookFault> {
        Ok(Hooks(builder().https_only(true).dns_resolver(Arc::new(PublicOnly)).build()?))
    }

    pub(crate) async fn send(&self, letter: &MailBox) -> Result<(), Undelivered> {
        let never = || Undelivered::Never("the URL may not be reached".to_owned());
        let url = Url::parse(&letter.to).map_err(|_| never())?;
        // The resolver is not asked for literal addresses.
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        if url.scheme() != "https" || host.parse::<IpAddr>().is_ok_and(|address| !is_public(address)) {
            return Err(never());
        }
        post(&self.0, url, letter.text.clone(), letter.secret.as_deref()).await
    }
}

pub(crate) fn builder() -> reqwest::ClientBuilder {
    Client::builder().timeout(PATIENCE).redirect(Policy::none()).no_proxy().user_agent("Vermilion")
}

async fn post(client: &Client, url: Url, body: String, secret: Option<&str>) -> Result<(), Undelivered> {
    let mut request = client.post(url).header("content-type", "application/json");
    if let Some(secret) = secret {
        request = request.header("vermilion-signature", signature(secret, &body, seconds()));
    }
    match request.body(body).send().await {
        Ok(answer) if answer.status().is_success() => Ok(()),
        Ok(answer) if answer.status().as_u16() == 410 => {
            Err(Undelivered::Never("the receiver is gone".to_owned()))
        }
        Ok(answer) => Err(Undelivered::Later(format!("the receiver answered {}", answer.status().as_u16()))),
        // Its own words may hold the URL.
        Err(error) if error.is_timeout() => Err(Undelivered::Later("the receiver takes too long".to_owned())),
        Err(_) => Err(Undelivered::Later("the receiver is not reached".to_owned())),
    }
}

fn signature(secret: &str, body: &str, at: u64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, format!("{at}.{body}").as_bytes());
    format!("t={at},v1={}", hex::encode(tag.as_ref()))
}

#[expect(clippy::disallowed_methods, reason = "receivers compare it with their own clock, not with ours")]
fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// Resolves names to public addresses and to no others.
#[derive(Debug)]
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|address| is_public(address.ip())).collect();
            if public.is_empty() {
                return Err("no public address".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
#[path = "hook_tests.rs"]
mod tests;
