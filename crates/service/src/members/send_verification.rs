//! A code to an e-mail address, to prove that who registers reads its mail.

use vermilion_model::fact::traffic::{MailRow, Traffic, VerificationSent};
use vermilion_model::text::Language;
use vermilion_model::{Email, Refusal, Span, Time};
use vermilion_seal::{DigestOf, SecretText, mint};

use crate::{Desk, Failure, mail};

/// How long a code works, in minutes.
const MINUTES: i64 = 10;
/// How far apart two messages to one address are.
const APART: Span = Span::secs(60);
/// How many an address gets in 24 hours.
const A_DAY: usize = 10;

/// Sends a code. Nothing in the answer depends on whether the address is registered; the message does.
///
/// # Errors
/// `TooManyTries` when the address got one within a minute or ten within 24 hours.
pub async fn send_verification(desk: &Desk, address: &str, language: Language) -> Result<(), Failure> {
    if address.trim().is_empty() {
        return Err(Failure::field("/address", "required"));
    }
    let email = Email::parse(address).map_err(|_| Failure::field("/address", "email"))?;
    let now = desk.now();
    let digest = desk.email_digest(&email);
    let sent = desk.read.verifications_since(&digest, now.minus(Span::days(1))).await?;
    if sent.len() >= A_DAY || sent.first().is_some_and(|at| now.since(*at) < APART) {
        return Err(Refusal::TooManyTries.into());
    }
    let known = desk.read.member_by_email(&digest).await?.is_some();
    let (code, mail) =
        if known { warning(desk, &email, language, now)? } else { code(desk, &email, language, now)? };
    let code = {
        let ring = desk.ring.load();
        ring.digests.digest(DigestOf::EmailCode, email.as_str().as_bytes(), code.expose().as_bytes())
    };
    desk.note(Traffic::VerificationSent(VerificationSent {
        verification: desk.id(now),
        address: digest,
        code: code.to_bytes().to_vec(),
        at: now,
        expires_at: now.plus(Span::mins(MINUTES)),
        mail,
    }))
    .await
}

fn code(desk: &Desk, email: &Email, language: Language, now: Time) -> Result<(SecretText, MailRow), Failure> {
    let code = mint::six_digits(&*desk.entropy);
    let minutes = MINUTES.to_string();
    let places = [("code", code.expose()), ("minutes", minutes.as_str())];
    let letter = mail::email(email, language, "email_code", &places);
    Ok((code, mail::seal(desk, now, &letter)?))
}

/// To somebody who is registered: the row is made alike, but no code that could be typed fits it.
fn warning(
    desk: &Desk,
    email: &Email,
    language: Language,
    now: Time,
) -> Result<(SecretText, MailRow), Failure> {
    let letter = mail::email(email, language, "already_member", &[]);
    Ok((mint::link(&*desk.entropy), mail::seal(desk, now, &letter)?))
}
