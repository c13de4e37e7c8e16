//! Recovery codes: ten, each works once, of which the store keeps keyed digests.

use vermilion_model::fact::{Actor, RecoveryCodesMade};
use vermilion_model::{Entropy, Id, Member, Refusal, Seq};
use vermilion_seal::{DigestOf, SecretText};

use super::factor_box;
use crate::{Desk, Failure, SignedIn};

/// How many there are.
const CODES: usize = 10;
/// How long each is: ten of these letters are fifty bits.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// New codes in place of those before.
///
/// # Errors
/// `ProofNeeded`; `NoFactor` when there is nothing that they would recover.
pub async fn renew_recovery_codes(desk: &Desk, by: SignedIn) -> Result<(Seq, Vec<SecretText>), Failure> {
    by.proven_lately(desk)?;
    if factor_box::opened(desk, by.member).await?.is_empty() {
        return Err(Refusal::NoFactor.into());
    }
    let made = make(desk, by.member).await?;
    super::tell_changed(desk, by.member).await;
    Ok(made)
}

/// Makes them.
pub(super) async fn make(desk: &Desk, member: Id<Member>) -> Result<(Seq, Vec<SecretText>), Failure> {
    let now = desk.now();
    let codes: Vec<SecretText> = (0..CODES).map(|_| code(&*desk.entropy)).collect();
    let rows = codes.iter().map(|code| (desk.id(now), digest(desk, member, code))).collect();
    let seq = desk.record(now, Actor::Member(member), RecoveryCodesMade { member, rows }).await?;
    Ok((seq, codes))
}

/// Two groups of five, without letters that are mistaken for others.
fn code(entropy: &dyn Entropy) -> SecretText {
    let bytes: [u8; 10] = entropy.bytes();
    let letter = |byte: &u8| LETTERS.get(usize::from(byte & 31)).map_or('a', |letter| char::from(*letter));
    let letters: String = bytes.iter().map(letter).collect();
    let (left, right) = letters.split_at(5);
    SecretText::from(format!("{left}-{right}"))
}

/// As rows hold it; however it is typed.
pub(super) fn digest(desk: &Desk, member: Id<Member>, code: &SecretText) -> Vec<u8> {
    let bare: String = code.expose().chars().filter(char::is_ascii_alphanumeric).collect();
    let bare = bare.to_ascii_lowercase();
    let ring = desk.ring.load();
    ring.digests.digest(DigestOf::RecoveryCode, member.bytes(), bare.as_bytes()).to_bytes().to_vec()
}
