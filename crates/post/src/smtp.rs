//! Mail by SMTP, over TLS from the first byte, by STARTTLS, or in the clear on a network of one's own.

use std::time::Duration;

use lettre::message::{Mailbox, header::ContentType};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::{Error, extension::ClientId};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use vermilion_service::people::MailBox;
use vermilion_service::{SecretText, Undelivered};

/// How long one step of a conversation may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a conversation is kept from eavesdroppers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte, usually on port 465.
    Tls,
    /// TLS after STARTTLS, usually on port 587; without it nothing is sent.
    StartTls,
    /// None: for a relay on this machine or a network of one's own.
    None,
}

/// Which server takes mail from us.
#[derive(Debug, Clone)]
pub struct SmtpServer {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How it is spoken to.
    pub security: Security,
    /// Name and password, where it asks for them.
    pub credentials: Option<(String, SecretText)>,
    /// Whom mail is from, like `朱批 <noreply@example.com>`.
    pub from: String,
}

/// A server that cannot be used so.
#[derive(Debug, thiserror::Error)]
pub enum SmtpFault {
    /// Whom mail is from.
    #[error("{0:?} is no address that mail can be from")]
    From(String),
    /// The library's own reason.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] Error),
}

/// A pool of conversations with one server.
#[derive(Debug)]
pub struct Smtp {
    from: Mailbox,
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

impl Smtp {
    /// Nothing is connected before the first message.
    ///
    /// # Errors
    /// The sender's address, or TLS.
    pub fn new(server: SmtpServer) -> Result<Smtp, SmtpFault> {
        let from = server.from.parse().map_err(|_| SmtpFault::From(server.from.clone()))?;
        let tls = match server.security {
            Security::Tls => Tls::Wrapper(TlsParameters::new(server.host.clone())?),
            Security::StartTls => Tls::Required(TlsParameters::new(server.host.clone())?),
            Security::None => Tls::None,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .timeout(Some(PATIENCE))
            .hello_name(ClientId::default());
        if let Some((name, password)) = server.credentials {
            builder = builder.credentials(Credentials::new(name, password.expose().to_owned()));
        }
        Ok(Smtp { from, transport: builder.build() })
    }

    /// Hands one message over.
    pub(crate) async fn send(&self, letter: &MailBox) -> Result<(), Undelivered> {
        let to = letter.to.parse().map_err(|_| Undelivered::Never("the address is none".to_owned()))?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(letter.subject.as_str())
            .header(ContentType::TEXT_PLAIN)
            .body(letter.text.clone())
            .map_err(|_| Undelivered::Never("the message cannot be written down".to_owned()))?;
        self.transport.send(message).await.map(drop).map_err(|error| undelivered(&error))
    }
}

/// A server's own words may repeat the address, so its code alone is told.
fn undelivered(error: &Error) -> Undelivered {
    let code = error.status().map(|code| format!("the server answered {code}"));
    if error.is_permanent() {
        return Undelivered::Never(code.unwrap_or_default());
    }
    let kind = if error.is_timeout() {
        "the server takes too long"
    } else if error.is_tls() {
        "TLS failed"
    } else {
        "the server is not reached"
    };
    Undelivered::Later(code.unwrap_or_else(|| kind.to_owned()))
}

#[cfg(test)]
#[path = "smtp_tests.rs"]
mod tests;
