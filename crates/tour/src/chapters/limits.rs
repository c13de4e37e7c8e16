//! What an account's server may do how often and from where, and what a revocation would stop.

use serde_json::json;
use vermilion_wire::ErrCode;

use super::account::Account;
use super::form::{self, Submission};
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// An address of the documentation's, from which nobody calls.
const ELSEWHERE: &str = "203.0.113.8";

/// Quotas, the impact of a revocation, and an allow-list that refuses.
pub(super) fn walk(
    tour: &mut Tour<'_>,
    account: &Account,
    granted: &Submission,
    token: &str,
) -> Result<(), Halt> {
    tour.chapter("How often, from where, and what would stop")?;
    let body = json!({"cgi_path": "/cgi-bin/token"});
    let ask = Ask::post(Actor::AppServer, "/cgi-bin/openapi/quota/get", body).query("access_token", token);
    let step = Step::new("the server asks what is left today", "2000 tokens a day, some used", ask).ok();
    let step = step
        .is("/quota/daily_limit", 2000)
        .holds("some are used", |answer| answer.at("/quota/used").as_i64().is_some_and(|used| used > 0));
    tour.take(&step)?;
    let path = format!("/api/v1/accounts/{}/quotas", account.app_id);
    let like = json!({"call": "GET:/cgi-bin/token", "daily_limit": 2000});
    let ask = Ask::get(Actor::Owner, path);
    tour.take(
        &Step::new("the owner sees the same", "each call with a limit", ask).status(200).item("/items", like),
    )?;
    let path = format!("{}/impact", form::authorization(account, &granted.authorization));
    let step =
        Step::new("what a revocation would stop", "the phone number's calls", Ask::get(Actor::Owner, path));
    let step = step.status(200).holds("phone numbers were asked for", |answer| {
        answer.at("/calls").as_i64().is_some_and(|calls| calls > 0)
    });
    tour.take(&step)?;
    allow_list(tour, account)
}

fn allow_list(tour: &mut Tour<'_>, account: &Account) -> Result<(), Halt> {
    let path = format!("/api/v1/accounts/{}/settings/allow-list", account.app_id);
    let put = |version: &str, mode: &str| {
        let body = json!({"mode": mode, "networks": [ELSEWHERE]});
        Ask::put(Actor::Owner, &path).body(body).if_match(version)
    };
    let step =
        Step::new("only one address may fetch tokens", "the list is in force", put("\"0\"", "enforce"));
    tour.take(&step.status(200).is("/mode", "enforce"))?;
    let fetch = Ask::get(Actor::AppServer, "/cgi-bin/token")
        .query("grant_type", "client_credential")
        .query("appid", &account.app_id)
        .query("secret", &account.secret);
    let step = Step::new("the server comes from another", "40164, which names it", fetch.clone());
    tour.take(&step.refused(&[ErrCode::INVALID_IP]).holds("it names the address", |answer| {
        answer.text.contains("invalid ip ") && answer.text.contains(", not in whitelist")
    }))?;
    let step = Step::new(
        "the owner sees who it was",
        "its address, refused once",
        Ask::get(Actor::Owner, format!("{path}/strangers")),
    );
    tour.take(&step.status(200).item("/items", json!({"refused": true, "count": 1})))?;
    let step = Step::new("the list is switched off", "it is off", put("\"1\"", "off"));
    tour.take(&step.status(200).is("/mode", "off"))?;
    let step = Step::new("and the server is welcome again", "a token", fetch);
    tour.take(&step.ok().word("/access_token"))?;
    let path = format!("/api/v1/accounts/{}/token-fetches", account.app_id);
    let step = Step::new("who took which token is on record", "by this secret", Ask::get(Actor::Owner, path));
    tour.take(&step.status(200).item("/items", json!({"kind": "token", "forced": false})))?;
    Ok(())
}
