//! `/wxa/business/getuserphonenumber`: the user's own act, once, for the number.

use vermilion_decide::Reason;
use vermilion_model::fact::Pair;
use vermilion_model::fact::traffic::{PhoneSpent, Traffic};
use vermilion_model::{AppId, CodeKind, Ordinal, Scope};

use super::exchange_code::open_code;
use super::living_person::living_person;
use super::{Caller, Obstacle};
use crate::{Desk, Failure};

/// A phone number as the wire wants it.
pub struct Phone {
    /// Digits of the country code, e.g. `86`.
    pub country_code: String,
    /// The number without it.
    pub number: String,
    /// Whose call it was, for the watermark.
    pub app_id: AppId,
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(..)")
    }
}

/// Spends the code and hands over the number; the record says that it was. Where the caller names a
/// user, the code must be theirs.
pub async fn hand_phone_number(
    desk: &Desk,
    caller: &Caller,
    code: &str,
    user: Option<Ordinal>,
) -> Result<Phone, Obstacle> {
    let claims = open_code(desk, CodeKind::Phone, code, caller.now)?;
    if claims.account != caller.account {
        return Err(Obstacle::CodeOfAnotherAccount);
    }
    if user.is_some_and(|user| user != claims.ordinal) {
        return Err(Obstacle::CodeUnknown);
    }
    let pair = Pair { account: claims.account, ordinal: claims.ordinal };
    desk.in_force.code_alive(pair, Some(Scope::PhoneNumber), claims.issued)?;
    let state = desk.in_force.account(caller.account)?;
    // Read first: a code whose number cannot be had is not spent.
    let phone = number_of(desk, pair).await?.ok_or(Reason::UserGone)?;
    let spent = PhoneSpent {
        serial: claims.serial.get(),
        account: pair.account,
        ordinal: pair.ordinal,
        key: claims.session_key_id,
        at: caller.now,
    };
    match desk.note(Traffic::PhoneSpent(spent)).await {
        Ok(()) => {}
        Err(Failure::Stale) => return Err(Obstacle::CodeSpent),
        Err(failure) => return Err(failure.into()),
    }
    // I4: what was withdrawn while the code was being spent is not handed over.
    desk.in_force.code_alive(pair, Some(Scope::PhoneNumber), claims.issued)?;
    desk.note_user_of(pair, desk.secret_calls.phone, caller.now);
    Ok(Phone { country_code: phone.0, number: phone.1, app_id: state.app_id })
}

async fn number_of(desk: &Desk, pair: Pair) -> Result<Option<(String, String)>, Failure> {
    let person = living_person(desk, pair).await?;
    Ok(person.and_then(|user| user.phone).map(|phone| (phone.country_code, phone.number)))
}
