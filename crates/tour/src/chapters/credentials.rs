//! Tokens, and what a reset does to those who hold the old secret.

use serde_json::json;
use vermilion_wire::ErrCode;

use super::account::Account;
use super::login::{self, Session};
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

fn token_ask(account: &Account) -> Ask {
    Ask::get(Actor::AppServer, "/cgi-bin/token")
        .query("grant_type", "client_credential")
        .query("appid", &account.app_id)
        .query("secret", &account.secret)
}

/// The first token.
pub(super) fn fetch(tour: &mut Tour<'_>, account: &Account) -> Result<String, Halt> {
    tour.chapter("The app's server calls, too early")?;
    let step = Step::new("a token is fetched", "a token that lives at most 7200 s", token_ask(account));
    let step = step.ok().word("/access_token").holds("it lives at most 7200 s", |answer| {
        answer.at("/expires_in").as_i64().is_some_and(|life| (1..=7200).contains(&life))
    });
    Ok(tour.take(&step)?.word("/access_token"))
}

/// Resets the secret; gives a token of the new one.
pub(super) fn reset(tour: &mut Tour<'_>, account: &mut Account, session: &Session) -> Result<String, Halt> {
    tour.chapter("The secret is reset")?;
    let stable = stable_twice(tour, account)?;
    let path = format!("/api/v1/accounts/{}/secrets/reset", account.app_id);
    let body = json!({"name": "tour, second", "password": account.password, "tokens": "end_too"});
    let ask = Ask::post(Actor::Owner, path, body);
    let step = Step::new("the owner resets the secret, its tokens too", "201 and the new secret", ask);
    let new = tour.take(&step.status(201).word("/secret"))?.word("/secret");
    let step =
        Step::new("the old secret is dead", "40125 for the very next request (I4)", token_ask(account));
    tour.take(&step.refused(&[ErrCode::INVALID_APPSECRET]))?;
    let ask = login::check(&stable, session, &session.signature);
    let step = Step::new("and its tokens with it", "40001, on which clients fetch a new one", ask);
    tour.take(&step.refused(&[ErrCode::INVALID_CREDENTIAL]))?;
    account.secret = new;
    let step = Step::new("the new secret fetches a token", "a token", token_ask(account));
    Ok(tour.take(&step.ok().word("/access_token"))?.word("/access_token"))
}

fn stable_twice(tour: &mut Tour<'_>, account: &Account) -> Result<String, Halt> {
    let body = json!({
        "grant_type": "client_credential",
        "appid": account.app_id,
        "secret": account.secret,
    });
    let ask = Ask::post(Actor::AppServer, "/cgi-bin/stable_token", body);
    let step = Step::new("a stable token is fetched", "a token", ask.clone()).ok().word("/access_token");
    let token = tour.take(&step)?.word("/access_token");
    let step = Step::new("it is stable", "the same text again", ask);
    tour.take(&step.ok().is("/access_token", token.as_str()))?;
    Ok(token)
}
