//! Comparing a code from an e-mail: five tries, counted before each.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{Digest, Email, Id, Time, Verification};
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
    let row = desk.read.verification_by_address(&desk.email_digest(email)).await?;
    let Some(row) = row.filter(|row| now < row.expires_at) else { return Ok(None) };
    match desk.note(Traffic::VerificationTried(row.verification)).await {
        Ok(()) => {}
        Err(Failure::Stale) => return Ok(None),
        Err(failure) => return Err(failure),
    }
    let stored = Digest::from_slice(&row.code).ok_or_else(|| Failure::broken("a code's digest is cut"))?;
    let (within, typed) = (email.as_str().as_bytes(), typed.as_bytes());
    let right = desk.ring.load().digests.matches(&stored, DigestOf::EmailCode, within, typed);
    Ok(right.then_some(row.verification))
}

/// The code was right but the form was not: the try is given back, so that mending it is free.
pub(super) async fn keep_proof(desk: &Desk, proof: Id<Verification>) -> Result<(), Failure> {
    desk.note(Traffic::VerificationKept(proof)).await
}
