//! Step 1 and 2 of the main job: one form registers, and the console gives a secret.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// A mini program and what its owner signs in with.
pub(super) struct Account {
    pub(super) app_id: String,
    pub(super) name: String,
    pub(super) password: String,
    pub(super) secret: String,
}

pub(super) fn register(tour: &mut Tour<'_>) -> Result<Account, Halt> {
    tour.chapter("An owner registers")?;
    let email = format!("owner-{}@tour.example", tour.word());
    let name = format!("巡礼小店{}", tour.word());
    let password = format!("Quiet-River-{}-42", tour.word().chars().rev().collect::<String>());
    let agreement = agreement(tour)?;
    let code = email_code(tour, &email)?;
    let form = json!({
        "account_type": "mini_program",
        "account_name": name,
        "email": email,
        "email_code": code,
        "password": password,
        "agreement": agreement,
    });
    let app_id = registration(tour, form, &email)?;
    sign_in(tour, &email, &password, &app_id)?;
    let secret = secret(tour, &app_id)?;
    Ok(Account { app_id, name, password, secret })
}

fn agreement(tour: &mut Tour<'_>) -> Result<Value, Halt> {
    let ask = Ask::get(Actor::Anyone, "/api/v1/agreement");
    let step = Step::new("the agreement can be read first", "its version, title and text", ask);
    let step = step.status(200).word("/title").word("/text");
    let step = step.holds("it has a version", |answer| !answer.at("/version").is_null());
    Ok(tour.take(&step)?.at("/version").clone())
}

fn email_code(tour: &mut Tour<'_>, email: &str) -> Result<String, Halt> {
    let ask =
        Ask::post(Actor::Anyone, "/api/v1/verifications", json!({"channel": "email", "address": email}));
    tour.take(&Step::new("a code is sent to the address", "202, whoever's address it is", ask).status(202))?;
    let ask = Ask::get(Actor::Anyone, "/dev/v1/outbox").query("limit", "20");
    let step = Step::new("the letter is in the outbox", "a letter to that address", ask)
        .status(200)
        .item("/items", json!({"to": email}));
    let answer = tour.take(&step)?;
    Ok(newest_to(&answer, email).and_then(code_in).unwrap_or_default())
}

fn newest_to<'a>(outbox: &'a Answer, address: &str) -> Option<&'a str> {
    let letters = outbox.at("/items").as_array()?;
    let letter = letters.iter().find(|letter| letter.get("to").is_some_and(|to| to == address))?;
    letter.get("text")?.as_str()
}

/// The first run of at least six digits.
fn code_in(text: &str) -> Option<String> {
    let runs = text.split(|letter: char| !letter.is_ascii_digit());
    runs.into_iter().find(|run| run.len() >= 6).map(str::to_owned)
}

fn registration(tour: &mut Tour<'_>, form: Value, email: &str) -> Result<String, Halt> {
    let ask = Ask::post(Actor::Owner, "/api/v1/registrations", form.clone());
    let step = Step::new("one form registers", "201: the member and their first account", ask)
        .status(201)
        .is("/account/account_type", "mini_program")
        .holds("the AppID is wx and sixteen hex digits", |answer| is_app_id(&answer.word("/account/app_id")));
    let app_id = tour.take(&step)?.word("/account/app_id");
    let mut again = form;
    if let Some(fields) = again.as_object_mut() {
        fields.insert("email".into(), format!("again-{email}").into());
    }
    let ask = Ask::post(Actor::Anyone, "/api/v1/registrations", again);
    let step =
        Step::new("the code registers nobody else", "409 or 422: it is spent, and another address's", ask);
    tour.take(&step.status_of(&[409, 422]))?;
    Ok(app_id)
}

fn is_app_id(text: &str) -> bool {
    let hex = text.strip_prefix("wx").unwrap_or_default();
    hex.len() == 16 && hex.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

fn sign_in(tour: &mut Tour<'_>, email: &str, password: &str, app_id: &str) -> Result<(), Halt> {
    let wrong = json!({"login": email, "password": "not-the-password"});
    let ask = Ask::post(Actor::Anyone, "/api/v1/sessions", wrong);
    let step = Step::new("a wrong password signs nobody in", "401 bad_credentials", ask);
    tour.take(&step.problem(401, "bad_credentials"))?;
    let ask = Ask::post(Actor::Owner, "/api/v1/sessions", json!({"login": email, "password": password}));
    tour.take(&Step::new("the owner signs in", "201 and a session", ask).status(201).word("/expires_at"))?;
    let ask = Ask::get(Actor::Owner, "/api/v1/me");
    let step = Step::new("the owner lands in the new account", "the account, as its administrator", ask)
        .status(200)
        .is("/email", email)
        .item("/accounts", json!({"app_id": app_id, "role": "administrator"}));
    tour.take(&step).map(drop)
}

fn secret(tour: &mut Tour<'_>, app_id: &str) -> Result<String, Halt> {
    let path = format!("/api/v1/accounts/{app_id}/secrets");
    let ask = Ask::post(Actor::Owner, &path, json!({"name": "tour"}));
    let step = Step::new("the console makes an AppSecret", "201 and the secret, this once", ask);
    let secret = tour.take(&step.status(201).word("/secret"))?.word("/secret");
    let ask = Ask::get(Actor::Owner, &path);
    let step = Step::new("it is not shown again", "its name and number only (I9)", ask);
    tour.take(&step.status(200).item("/items", json!({"name": "tour"})).lacks(&secret))?;
    Ok(secret)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_the_first_long_number() {
        assert_eq!(code_in("您好，10 分钟内有效的验证码：481516。").as_deref(), Some("481516"));
        assert_eq!(code_in("no code in 2026"), None);
    }

    #[test]
    fn the_newest_letter_to_the_address_counts() {
        let outbox = r#"{"items":[{"to":"b@x","text":"1"},{"to":"a@x","text":"2"},{"to":"a@x","text":"3"}]}"#;
        let outbox = Answer::new(200, None, outbox.into());
        assert_eq!(newest_to(&outbox, "a@x"), Some("2"));
        assert_eq!(newest_to(&outbox, "c@x"), None);
    }

    #[test]
    fn app_ids_are_told_from_other_texts() {
        assert!(is_app_id("wx0123456789abcdef"));
        assert!(!is_app_id("wx0123456789ABCDEF") && !is_app_id("wx0123") && !is_app_id(""));
    }
}
