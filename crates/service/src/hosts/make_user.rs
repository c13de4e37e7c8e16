//! A host app makes a user known by its own id; doing it again changes nothing.

use vermilion_model::fact::traffic::{Traffic, UserMade};
use vermilion_model::{FieldFault, Id, Time, User};
use vermilion_seal::{DigestOf, Place};

use super::HostCaller;
use crate::people::{PhoneNumber, UserBox};
use crate::{Desk, Failure};

/// Longest id of a host app's own, in characters.
const ID_MAX: usize = 128;
const NICKNAME_MAX: usize = 64;
const URL_MAX: usize = 1024;

/// The user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Made {
    /// The id by which the host app names them from now on.
    pub user: Id<User>,
    /// When they were made.
    pub at: Time,
    /// Whether this call made them.
    pub created: bool,
}

/// Makes a user, or finds the one made before under the same id.
pub async fn make_user(desk: &Desk, by: HostCaller, person: UserBox) -> Result<Made, Failure> {
    Failure::fields(faults(&person))?;
    let digests = digests(desk, by, &person.external_id);
    if let Some(made) = known(desk, by, &digests).await? {
        return Ok(made);
    }
    let now = desk.now();
    let user: Id<User> = desk.id(now);
    let (key, wrapped_key) = desk.vault.make(user.bytes())?;
    let place = Place { table: "usr", row: user.bytes() };
    let fact = UserMade {
        user,
        host_app: by.host_app,
        external_digest: digests.first().cloned().unwrap_or_default(),
        wrapped_key,
        sealed: desk.vault.seal(&key, place, &person)?,
        at: now,
    };
    match desk.note(Traffic::UserMade(fact)).await {
        Ok(()) => Ok(Made { user, at: now, created: true }),
        // The same id came in twice at once, and the other one won.
        Err(Failure::Stale) => known(desk, by, &digests).await?.ok_or(Failure::Stale),
        Err(failure) => Err(failure),
    }
}

/// Finds a user by the host app's own id.
pub async fn find_user(desk: &Desk, by: HostCaller, external_id: &str) -> Result<Option<Made>, Failure> {
    known(desk, by, &digests(desk, by, external_id)).await
}

/// Every spelling under which the row may stand, the present one first.
fn digests(desk: &Desk, by: HostCaller, external_id: &str) -> Vec<Vec<u8>> {
    let ring = desk.ring.load();
    let all = ring.digests.candidates(DigestOf::HostUser, by.host_app.bytes(), external_id.as_bytes());
    all.map(|digest| digest.to_bytes().to_vec()).collect()
}

async fn known(desk: &Desk, by: HostCaller, digests: &[Vec<u8>]) -> Result<Option<Made>, Failure> {
    for digest in digests {
        if let Some(row) = desk.read.user_by_external(by.host_app, digest).await? {
            return Ok(Some(Made { user: row.user, at: row.created_at, created: false }));
        }
    }
    Ok(None)
}

pub(super) fn faults(person: &UserBox) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    let too_long = |pointer: &str, max: usize| FieldFault::new(pointer, "too_long").with("max", &max);
    match person.external_id.chars().count() {
        0 => faults.push(FieldFault::new("/external_id", "required")),
        1..=ID_MAX => {}
        _ => faults.push(too_long("/external_id", ID_MAX)),
    }
    if let Some(phone) = &person.phone {
        faults.extend(phone_faults(phone));
    }
    if person.nickname.as_ref().is_some_and(|name| name.chars().count() > NICKNAME_MAX) {
        faults.push(too_long("/nickname", NICKNAME_MAX));
    }
    if let Some(url) = &person.avatar_url {
        if url.len() > URL_MAX {
            faults.push(too_long("/avatar_url", URL_MAX));
        } else if url.strip_prefix("https://").is_none_or(str::is_empty) {
            faults.push(FieldFault::new("/avatar_url", "url"));
        }
    }
    faults
}

// E.164: a country code of one to three digits, fifteen digits in all.
fn phone_faults(phone: &PhoneNumber) -> impl Iterator<Item = FieldFault> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (code, number) = (phone.country_code.as_str(), phone.number.as_str());
    let code_fits = digits(code) && (1..=3).contains(&code.len()) && !code.starts_with('0');
    let number_fits = digits(number) && (4..=15_usize.saturating_sub(code.len())).contains(&number.len());
    let code = (!code_fits).then(|| FieldFault::new("/phone/country_code", "format"));
    let number = (!number_fits).then(|| FieldFault::new("/phone/number", "phone"));
    code.into_iter().chain(number)
}
