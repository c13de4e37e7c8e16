//! A forgotten password: a link by mail, and with it another password.
//!
//! Nothing in an answer tells whether an address is registered, nor does the time it takes: a message goes
//! out either way, and says to its reader alone how things stand.

use vermilion_model::fact::traffic::{Purpose, Traffic, VerificationSent};
use vermilion_model::fact::{Actor, PasswordReset};
use vermilion_model::text::Language;
use vermilion_model::{Email, Seq, Span};
use vermilion_seal::{SecretText, mint};

use super::send_verification::may_be_sent;
use super::strong_password::strong_password;
use crate::members::MemberView;
use crate::{Desk, Failure, Kind, mail};

/// How long a link works, in minutes.
const MINUTES: i64 = 30;

/// Mails a link to who forgot their password.
///
/// # Errors
/// A fault at `/email`; `TooManyTries` when the address got one within a minute or ten within 24 hours.
pub async fn forget_password(desk: &Desk, email: &str, language: Language) -> Result<(), Failure> {
    if email.trim().is_empty() {
        return Err(Failure::field("/email", "required"));
    }
    let email = Email::parse(email).map_err(|_| Failure::field("/email", "email"))?;
    let (now, address) = (desk.now(), desk.email_digest(&email));
    may_be_sent(desk, &address, Purpose::Password, now).await?;
    let known = desk.read.member_by_email(&address).await?.is_some();
    let token = mint::link(&*desk.entropy);
    // Behind `#` a link's secret reaches no server's log.
    let link = format!("{}/password#{}", desk.settings.public_url, token.expose());
    let minutes = MINUTES.to_string();
    let letter = if known {
        mail::email(&email, language, "password_link", &[("link", &link), ("minutes", &minutes)])
    } else {
        mail::email(&email, language, "no_member", &[])
    };
    desk.note(Traffic::VerificationSent(VerificationSent {
        verification: desk.id(now),
        purpose: Purpose::Password,
        address,
        code: desk.link_digest(token.expose()),
        at: now,
        expires_at: now.plus(Span::mins(MINUTES)),
        mail: mail::seal(desk, now, &letter)?,
    }))
    .await
}

/// Another password for who has the link; every session ends, and wrong tries are forgotten.
///
/// # Errors
/// `Missing` when the link is unknown, spent or too old; a fault at `/password`, which spends nothing.
pub async fn reset_password(
    desk: &Desk,
    token: &SecretText,
    new: SecretText,
    language: Language,
) -> Result<Seq, Failure> {
    let missing = || Failure::Missing(Kind::PasswordLink);
    let now = desk.now();
    let link = desk.read.password_link(&desk.link_digest(token.expose())).await?;
    let (proof, email_digest, expires_at) = link.ok_or_else(missing)?;
    let row = desk.read.member_by_email(&email_digest).await?.ok_or_else(missing)?;
    if now >= expires_at {
        return Err(missing());
    }
    let view = MemberView::of(desk, &row).await.map_err(|_| missing())?;
    let new = strong_password(new, &view.person.email, "/password")?;
    let member = row.member;
    let password = desk.hasher.hash(new).await?;
    let act = PasswordReset { member, proof, email_digest: email_digest.clone(), password };
    let seq = match desk.record(desk.now(), Actor::Member(member), act).await {
        Err(Failure::Stale) => return Err(missing()),
        other => other?,
    };
    desk.note(Traffic::PasswordRight { address: email_digest }).await?;
    tell(desk, &view, language).await;
    Ok(seq)
}

/// Tells the member, who may not be the one who did it. The change stands whatever becomes of this.
pub(super) async fn tell(desk: &Desk, view: &MemberView, language: Language) {
    let Ok(email) = Email::parse(&view.person.email) else { return };
    let letter = mail::email(&email, language, "password_changed", &[]);
    let queued = match mail::seal(desk, desk.now(), &letter) {
        Ok(row) => desk.note(Traffic::MailQueued(row)).await,
        Err(failure) => Err(failure),
    };
    if let Err(failure) = queued {
        tracing::warn!(%failure, "a member was not told of their new password");
    }
}
