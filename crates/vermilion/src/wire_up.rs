//! Puts the parts together: settings become plain values, the store is opened, the service started.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use vermilion_config::{Admission, Config, Evidence, Mail, MailSecurity, PhoneProof, Switch};
use vermilion_model::{Catalogue, Span};
use vermilion_post::{Hooks, Post, ScanHook, Security, SmsHook, Smtp, SmtpServer};
use vermilion_seal::MasterKeys;
use vermilion_service::evidence::{CommandScanner, FilesSettings, Scanner};
use vermilion_service::{Clock, Courier, Desk, Settings, StartOptions, start};
use vermilion_store::{Bounds, Chain, Clocks, Kind, Place, PostgresUrl, StoreOptions, open};

use crate::env;

/// What a node is made of.
#[derive(Debug, Clone)]
pub(crate) struct Parts {
    /// What the operator set.
    pub(crate) config: Config,
    /// The master key file's keys.
    pub(crate) masters: Arc<MasterKeys>,
    /// The machine's clock, or one that `dev` moves.
    pub(crate) clock: Arc<dyn Clock>,
    /// Whose store it is.
    pub(crate) kind: Kind,
}

impl Parts {
    /// How the store is opened.
    pub(crate) fn store(&self) -> StoreOptions {
        let (wall, boot) = (Arc::clone(&self.clock), Arc::clone(&self.clock));
        StoreOptions {
            place: place(&self.config),
            data: data(&self.config),
            kind: self.kind,
            chain: Arc::new(Chain::new(self.masters.audit().clone())),
            clocks: Clocks { wall: Arc::new(move || wall.now()), boot: Arc::new(move || boot.boot()) },
            entropy: env::entropy(),
            heads: self.config.store.audit_heads.clone(),
            bounds: Bounds::default(),
            fresh_for: Duration::from_millis(self.config.store.bound_ms.into()),
            max_pages: None,
        }
    }

    /// A node at work, listening nowhere yet.
    pub(crate) async fn desk(&self) -> Result<Desk> {
        let options = self.store();
        let folder = options.data.display().to_string();
        let opened = open(options).await.with_context(|| format!("cannot open the store of {folder}"))?;
        let served = vermilion_http::served_calls(&Catalogue::embedded()?);
        let started = start(StartOptions {
            opened,
            masters: Arc::clone(&self.masters),
            clock: Arc::clone(&self.clock),
            entropy: env::entropy(),
            served,
            settings: self.settings()?,
        });
        Ok(started.await?)
    }
}

/// Where the store is.
pub(crate) fn place(config: &Config) -> Place {
    match &config.store.url {
        Some(url) => Place::Postgres {
            url: PostgresUrl {
                url: url.expose().to_owned(),
                root_certificate: config.store.root_certificate.clone(),
            },
        },
        None => Place::Sqlite,
    }
}

/// The data folder.
pub(crate) fn data(config: &Config) -> PathBuf {
    config.store.data.clone()
}

impl Parts {
    fn settings(&self) -> Result<Settings> {
        let mut settings = settings(&self.config);
        settings.files.scanner = scanner(&self.config.evidence)?;
        // A code that nothing can send would keep people from registering.
        let unsent = self.kind == Kind::Serve && self.config.sms.webhook_url.is_none();
        if unsent {
            settings.phone_proof = vermilion_service::PhoneProof::Off;
        }
        Ok(settings)
    }

    /// Who carries messages out of the house; `dev` keeps them in its outbox.
    pub(crate) fn courier(&self) -> Result<Arc<dyn Courier>> {
        let smtp = smtp_server(&self.config.mail).map(Smtp::new).transpose().context("the mail server")?;
        if smtp.is_none() {
            tracing::warn!("no mail.host is set: messages to people wait a day and are given up");
        }
        let sms = &self.config.sms;
        let secret = sms.webhook_secret.as_ref().map(|it| it.expose().to_owned().into());
        let hook = sms.webhook_url.as_deref().map(|url| SmsHook::new(url, secret)).transpose();
        Ok(Post { smtp, sms: hook.context("sms.webhook_url")?, hooks: Hooks::new()? }.into_courier())
    }
}

/// What looks into files; nothing where no scanner is set.
fn scanner(evidence: &Evidence) -> Result<Option<Arc<dyn Scanner>>> {
    Ok(match &evidence.scanner_url {
        Some(url) => Some(Arc::new(ScanHook::new(url).context("evidence.scanner_url")?)),
        None if evidence.scanner.is_empty() => None,
        None => Some(Arc::new(CommandScanner::new(&evidence.scanner))),
    })
}

fn smtp_server(mail: &Mail) -> Option<SmtpServer> {
    let password = mail.password.as_ref().map(|it| it.expose().to_owned().into());
    Some(SmtpServer {
        host: mail.host.clone()?,
        port: u16::try_from(mail.port).ok()?,
        security: match mail.security {
            MailSecurity::Tls => Security::Tls,
            MailSecurity::StartTls => Security::StartTls,
            MailSecurity::None => Security::None,
        },
        credentials: mail.user.clone().zip(password),
        from: mail.from.clone()?,
    })
}

/// What `server.node` is where nobody set it.
const UNNAMED: &str = "main";

/// What the operator calls the node; where they left it at what every node is called, the machine and the port.
fn node_name(config: &Config) -> String {
    let named = &config.server.node;
    if named == UNNAMED {
        return format!("{}:{}", env::machine(), config.server.listen.port());
    }
    named.clone()
}

fn settings(config: &Config) -> Settings {
    Settings {
        node_name: node_name(config),
        public_url: config.public_url().as_str().to_owned(),
        admission: match config.registration.admission {
            Admission::Open => vermilion_service::admission::Admission::Open,
            Admission::Invited => vermilion_service::admission::Admission::Invited,
            Admission::Case => vermilion_service::admission::Admission::Case,
        },
        phone_proof: match config.registration.phone_proof {
            PhoneProof::Off => vermilion_service::PhoneProof::Off,
            PhoneProof::Given => vermilion_service::PhoneProof::Given,
            PhoneProof::Required => vermilion_service::PhoneProof::Required,
        },
        members_per_phone: config.registration.members_per_phone,
        accounts_per_member: config.registration.accounts_per_member,
        session_key_life: Span::hours(config.sessions.session_key_hours.into()),
        console_idle: Span::hours(config.sessions.idle_hours.into()),
        console_life: Span::days(config.sessions.days.into()),
        verification_days: config.accounts.verification_days,
        closing_grace: Span::days(config.accounts.closing_days.into()),
        review_days: config.review.due_days,
        zone_offset: Span::secs(config.platform.time_zone.seconds_ahead().into()),
        server_addresses: config.platform.server_addresses.iter().map(ToString::to_string).collect(),
        trusted_proxies: config.server.trusted_proxies.clone(),
        open_registration: config.platform.open_registration == Switch::On,
        files: FilesSettings {
            folder: Some(config.evidence.folder.clone().unwrap_or_else(|| config.store.data.join("blobs"))),
            longest: usize::try_from(config.evidence.longest_mib).unwrap_or(10).saturating_mul(1024 * 1024),
            retention: Span::days(config.evidence.retention_days.into()),
            scanner: None,
        },
        ..Settings::default()
    }
}
