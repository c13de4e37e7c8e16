//! Phone codes of the server under test: made for a user who has a number, and handed in as a call does.

use anyhow::Result;
use vermilion_model::fact::traffic::{PairMade, Traffic, UserMade};
use vermilion_model::{AccountNo, CodeKind, Id, Ordinal, Span, User};
use vermilion_rig::{Minting, mint_kind};
use vermilion_seal::Place;
use vermilion_service::people::{PhoneNumber, UserBox};
use vermilion_service::wechat::{Caller, Obstacle, hand_phone_number};
use vermilion_service::{Desk, Failure};

/// The one user of an account who has a number; the others have others.
const ORDINAL: Ordinal = Ordinal(1);

/// Codes of an account that nobody else makes pairs for.
pub(crate) async fn codes(desk: &Desk, account: AccountNo, count: usize) -> Result<Vec<String>> {
    if desk.read.user_of_pair(account, ORDINAL).await?.is_none() {
        make_user(desk, account).await?;
    }
    let minting = Minting { account, users: ORDINAL.0, count, life: Span::hours(12) };
    mint_kind(desk, CodeKind::Phone, minting).await
}

async fn make_user(desk: &Desk, account: AccountNo) -> Result<()> {
    let at = desk.now();
    let user: Id<User> = desk.id(at);
    let (key, wrapped_key) = desk.vault.make(user.bytes())?;
    let phone = PhoneNumber { country_code: "86".to_owned(), number: "13800000000".to_owned() };
    let said =
        UserBox { external_id: user.to_string(), phone: Some(phone), nickname: None, avatar_url: None };
    let place = Place { table: "usr", row: user.bytes() };
    let made = UserMade {
        user,
        host_app: Id::from_bytes([1; 16]),
        external_digest: user.bytes().to_vec(),
        wrapped_key,
        sealed: desk.vault.seal(&key, place, &said)?,
        at,
    };
    desk.note(Traffic::UserMade(made)).await?;
    Ok(desk.note(Traffic::PairMade(PairMade { account, user, ordinal: ORDINAL, at })).await?)
}

/// Hands one in; one that was spent before is stale.
pub(crate) async fn hand(desk: &Desk, account: AccountNo, code: &str) -> Result<(), Failure> {
    let caller = Caller { account, now: desk.now(), uptime: desk.uptime() };
    match hand_phone_number(desk, &caller, code, None).await {
        Ok(_) => Ok(()),
        Err(Obstacle::CodeSpent) => Err(Failure::Stale),
        Err(Obstacle::Busy) => Err(Failure::Busy),
        Err(other) => Err(Failure::broken(other.to_string())),
    }
}
