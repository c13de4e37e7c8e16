//! Settings that are right by themselves and do not go together.

use crate::{Config, Door, PhoneProof, Problem};

/// What does not go together.
pub(crate) fn together(config: &Config) -> Vec<Problem> {
    let one =
        [public_url(config), doors(config), database(config), sessions(config), days(config), keys(config)];
    one.into_iter().chain([mail(config), phones(config), scanner(config)]).flatten().collect()
}

/// Links, cookies and passkeys are bound to what browsers see, which a listener does not know.
fn public_url(config: &Config) -> Option<Problem> {
    let reachable = !config.server.listen.ip().is_loopback();
    (reachable && config.server.public_url.is_none()).then(|| {
        let reason = format!("it is missing, and {} is reached from elsewhere", config.server.listen);
        Problem::new(
            "server.public_url",
            reason,
            "set the address that browsers see, like https://open.example.com",
        )
    })
}

fn doors(config: &Config) -> Option<Problem> {
    let (Door::At(metrics), server) = (config.metrics.listen, config.server.listen) else { return None };
    (metrics == server && server.port() != 0).then(|| {
        let reason = format!("{metrics} is also server.listen");
        Problem::new("metrics.listen", reason, "choose another port, or off")
    })
}

fn database(config: &Config) -> Option<Problem> {
    let url = config.store.url.as_ref()?.expose();
    let known = url.starts_with("postgres://") || url.starts_with("postgresql://");
    (!known).then(|| {
        let next = "write postgres://user:password@host/database, or leave it out for SQLite";
        Problem::new("store.url", "it does not begin with postgres://", next)
    })
}

fn sessions(config: &Config) -> Option<Problem> {
    let (idle, most) = (config.sessions.idle_hours, config.sessions.days.saturating_mul(24));
    (idle > most).then(|| {
        let reason = format!("{idle} hours are more than sessions.days allows at most");
        Problem::new("sessions.idle_hours", reason, format!("set {most} or less"))
    })
}

/// A server alone does not say whom mail is from.
fn mail(config: &Config) -> Option<Problem> {
    let mail = &config.mail;
    if mail.host.is_some() && mail.from.is_none() {
        let reason = "it is missing, and mail.host is set";
        return Some(Problem::new("mail.from", reason, "set it, like Platform <noreply@example.com>"));
    }
    (mail.user.is_some() != mail.password.is_some()).then(|| {
        let reason = "name and password go together, and one of them is missing";
        Problem::new("mail.user", reason, "set VERMILION_MAIL_PASSWORD as well, or neither")
    })
}

/// A number that must be proven needs a way to send a code there.
fn phones(config: &Config) -> Option<Problem> {
    let required = config.registration.phone_proof == PhoneProof::Required;
    (required && config.sms.webhook_url.is_none()).then(|| {
        let reason = "text messages have no gateway, so nobody could register";
        Problem::new("registration.phone_proof", reason, "set sms.webhook_url, or given")
    })
}

fn scanner(config: &Config) -> Option<Problem> {
    let evidence = &config.evidence;
    (!evidence.scanner.is_empty() && evidence.scanner_url.is_some()).then(|| {
        let reason = "there is a command in evidence.scanner as well";
        Problem::new("evidence.scanner_url", reason, "keep one of the two")
    })
}

fn days(config: &Config) -> Option<Problem> {
    let both = config.review.days_off.iter().find(|day| config.review.days_worked.contains(day))?;
    let reason = format!("{both} is also among review.days_off");
    Some(Problem::new("review.days_worked", reason, "keep it in one of the two"))
}

fn keys(config: &Config) -> Option<Problem> {
    (config.keys.master_key_file.is_some() && config.keys.master_key.is_some()).then(|| {
        let reason = "there is a key in VERMILION_MASTER_KEY as well";
        Problem::new("keys.master_key_file", reason, "keep one of the two")
    })
}
