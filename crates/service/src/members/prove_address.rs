//! Comparing a code from an e-mail or a text message: five tries, counted before each.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Digest, Email, Id, Phone, Time, Verification};
use vermilion_seal::DigestOf;

use crate::{Desk, Failure};

/// The verification that this code proves; nothing when it is wrong, spent, too old or tried too often.
/// It is not spent yet: the fact that builds on it spends it (I6).
pub(super) async fn prove_email(
    desk: &Desk,
    email: &Email,
    typed: &str,
    now: Time,
) -> Result<Option<Id<Verification>>, Failure> {
    let address = desk.email_digest(email);
    prove(desk, (&address, DigestOf::EmailCode, email.as_str()), typed, now).await
}

/// The same of a phone number.
pub(super) async fn prove_phone(
    desk: &Desk,
    phone: &Phone,
    typed: &str,
    now: Time,
) -> Result<Option<Id<Verification>>, Failure> {
    let address = desk.phone_digest(phone);
    prove(desk, (&address, DigestOf::SmsCode, phone.as_str()), typed, now).await
}

async fn prove(
    desk: &Desk,
    (address, of, within): (&[u8], DigestOf, &str),
    typed: &str,
    now: Time,
) -> Result<Option<Id<Verification>>, Failure> {
    let row = desk.read.verification_by_address(address).await?;
    let Some(row) = row.filter(|row| now < row.expires_at) else { return Ok(None) };
    match desk.note(Traffic::VerificationTried(row.verification)).await {
        Ok(()) => {}
        Err(Failure::Stale) => return Ok(None),
        Err(failure) => return Err(failure),
    }
    let stored = Digest::from_slice(&row.code).ok_or_else(|| Failure::broken("a code's digest is cut"))?;
    let right = desk.ring.load().digests.matches(&stored, of, within.as_bytes(), typed.as_bytes());
    Ok(right.then_some(row.verification))
}

/// The code was right but the form was not: the try is given back, so that mending it is free.
pub(super) async fn keep_proof(desk: &Desk, proof: Id<Verification>) -> Result<(), Failure> {
    desk.note(Traffic::VerificationKept(proof)).await
}
