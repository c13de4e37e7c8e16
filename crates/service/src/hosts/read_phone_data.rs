//! The phone-number button of older clients: the number itself, to be sealed under a session key.

use vermilion_decide::{Ask, decide};
use vermilion_model::{AppId, Id, Refusal, Scope, User};

use super::under::{Sealing, Under, sealing};
use super::{HostCaller, give_consent, read_user};
use crate::people::PhoneNumber;
use crate::{Desk, Failure};

/// A user's phone number for one account.
#[derive(Debug)]
pub struct PhoneData {
    /// Whom it is for.
    pub app_id: AppId,
    /// The number.
    pub phone: PhoneNumber,
    /// Under which key, and when it was read.
    pub sealing: Sealing,
}

/// Reads the number. Pressing the button is the consent; it is recorded where none stands. An account that
/// may not read numbers by its server gets none by its client either.
pub async fn read_phone_data(
    desk: &Desk,
    by: HostCaller,
    user: Id<User>,
    under: Under<'_>,
    notice: u32,
) -> Result<PhoneData, Failure> {
    let row = by.living_user(desk, user).await?;
    let sealing = sealing(desk, by, user, under).await?;
    let person = read_user::person(desk, user, &row.sealed).await?.ok_or(Refusal::UserGone)?;
    let phone = person.phone.ok_or(Refusal::NoPhone)?;
    may_read(desk, &sealing)?;
    let who = (by, user, sealing.pair);
    give_consent::once(desk, who, (Scope::PhoneNumber, notice), sealing.at).await?;
    Ok(PhoneData { app_id: sealing.account.app_id, phone, sealing })
}

fn may_read(desk: &Desk, sealing: &Sealing) -> Result<(), Failure> {
    let call = desk.catalogue.call_by_path("/wxa/business/getuserphonenumber");
    let call = call.ok_or_else(|| Failure::broken("the catalogue lacks a call"))?.no;
    let ask = Ask {
        user: Some(sealing.pair.ordinal),
        uptime: desk.uptime(),
        day: desk.day(sealing.at),
        ..Ask::own(sealing.pair.account, call)
    };
    decide(&desk.in_force, &ask, sealing.at)?;
    Ok(())
}
