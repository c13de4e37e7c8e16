//! A code to an e-mail address or a phone, to prove that who registers reads what is sent there.

use vermilion_model::fact::traffic::{MailRow, Purpose, Traffic, VerificationSent};
use vermilion_model::text::Language;
use vermilion_model::{Email, Phone, Refusal, Span, Time};
use vermilion_seal::{DigestOf, SecretText, mint};

use crate::{Desk, Failure, PhoneProof, mail};

/// How long a code works, in minutes.
const MINUTES: i64 = 10;
/// How far apart two messages to one address are.
const APART: Span = Span::secs(60);
/// How many an address gets in 24 hours.
const A_DAY: usize = 10;

/// Where a code is sent to.
enum To {
    Email(Email),
    Phone(Phone),
}

/// Sends a code by `email` or `sms`. Nothing in the answer depends on whether the address is registered;
/// the message does.
///
/// # Errors
/// Faults at `/channel` and `/address`; `TooManyTries` when the address got one within a minute or ten
/// within 24 hours.
pub async fn send_verification(
    desk: &Desk,
    channel: &str,
    address: &str,
    language: Language,
) -> Result<(), Failure> {
    let to = read(desk, channel, address)?;
    let now = desk.now();
    let digest = to.digest(desk);
    may_be_sent(desk, &digest, Purpose::Registration, now).await?;
    let refused = to.is_refused(desk, &digest).await?;
    let (code, mail) =
        if refused { warning(desk, &to, language, now)? } else { code(desk, &to, language, now)? };
    let code = {
        let ring = desk.ring.load();
        let (of, within) = to.proves();
        ring.digests.digest(of, within.as_bytes(), code.expose().as_bytes())
    };
    desk.note(Traffic::VerificationSent(VerificationSent {
        verification: desk.id(now),
        purpose: Purpose::Registration,
        address: digest,
        code: code.to_bytes().to_vec(),
        at: now,
        expires_at: now.plus(Span::mins(MINUTES)),
        mail,
    }))
    .await
}

fn read(desk: &Desk, channel: &str, address: &str) -> Result<To, Failure> {
    let typed =
        || if address.trim().is_empty() { Err(Failure::field("/address", "required")) } else { Ok(address) };
    match channel {
        "email" => Email::parse(typed()?).map(To::Email).map_err(|_| Failure::field("/address", "email")),
        "sms" if desk.settings.phone_proof != PhoneProof::Off => {
            Phone::parse(typed()?).map(To::Phone).map_err(|_| Failure::field("/address", "phone"))
        }
        _ => Err(Failure::field("/channel", "unknown")),
    }
}

/// Refuses a message too soon after another of the same purpose.
pub(super) async fn may_be_sent(
    desk: &Desk,
    address: &[u8],
    purpose: Purpose,
    now: Time,
) -> Result<(), Failure> {
    let sent = desk.read.verifications_since(address, purpose, now.minus(Span::days(1))).await?;
    if sent.len() >= A_DAY || sent.first().is_some_and(|at| now.since(*at) < APART) {
        return Err(Refusal::TooManyTries.into());
    }
    Ok(())
}

impl To {
    fn digest(&self, desk: &Desk) -> Vec<u8> {
        match self {
            To::Email(email) => desk.email_digest(email),
            To::Phone(phone) => desk.phone_digest(phone),
        }
    }

    /// What a code to it is digested as, and within what.
    fn proves(&self) -> (DigestOf, &str) {
        match self {
            To::Email(email) => (DigestOf::EmailCode, email.as_str()),
            To::Phone(phone) => (DigestOf::SmsCode, phone.as_str()),
        }
    }

    /// Whether nobody may register with it any more.
    async fn is_refused(&self, desk: &Desk, digest: &[u8]) -> Result<bool, Failure> {
        match self {
            To::Email(_) => Ok(desk.read.member_by_email(digest).await?.is_some()),
            To::Phone(_) => {
                let held = desk.read.members_with_phone(digest).await?;
                Ok(held >= i64::from(desk.settings.members_per_phone))
            }
        }
    }
}

fn code(desk: &Desk, to: &To, language: Language, now: Time) -> Result<(SecretText, MailRow), Failure> {
    let code = mint::six_digits(&*desk.entropy);
    let minutes = MINUTES.to_string();
    let places = [("code", code.expose()), ("minutes", minutes.as_str())];
    let letter = match to {
        To::Email(email) => mail::email(email, language, "email_code", &places),
        To::Phone(phone) => mail::sms(phone, language, "code", &places),
    };
    Ok((code, mail::seal(desk, now, &letter)?))
}

/// To somebody who is registered: the row is made alike, but no code that could be typed fits it.
fn warning(desk: &Desk, to: &To, language: Language, now: Time) -> Result<(SecretText, MailRow), Failure> {
    let letter = match to {
        To::Email(email) => mail::email(email, language, "already_member", &[]),
        To::Phone(phone) => mail::sms(phone, language, "too_many_members", &[]),
    };
    Ok((mint::link(&*desk.entropy), mail::seal(desk, now, &letter)?))
}
