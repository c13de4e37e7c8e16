//! Steps 3 and 4 of the main job: a form with faults, mended and submitted.

use serde_json::{Value, json};

use super::account::Account;
use super::form::{self, Submission};
use super::phone;
use crate::ask::Ask;
use crate::cast::Actor;
use crate::step::Step;
use crate::tour::{Halt, Tour};

/// What the form asks for, and with which evidence.
pub(super) const ASKED: &[(&str, &[&str])] = &[(phone::CAPABILITY, &["scene_screenshot"])];

/// The first draft, as it stands.
struct Draft {
    path: String,
    etag: String,
}

pub(super) fn apply(tour: &mut Tour<'_>, account: &Account) -> Result<Submission, Halt> {
    tour.chapter("The owner applies")?;
    let ask = Ask::get(Actor::Owner, "/api/v1/capabilities").query("account_type", "mini_program");
    let step = Step::new("the catalogue says what can be asked for", "phone numbers, by one reviewer", ask);
    let like = json!({"id": phone::CAPABILITY, "review": "one_person"});
    tour.take(&step.status(200).item("/items", like))?;
    let sound = form::sound(account, ASKED);
    let draft = faulty(tour, account, &sound)?;
    let draft = mend(tour, draft, &sound)?;
    submit(tour, &draft)
}

/// Kept as typed, faults and all; each fault is said at its field.
fn faulty(tour: &mut Tour<'_>, account: &Account, sound: &Value) -> Result<Draft, Halt> {
    let mut form = sound.clone();
    if let Some(fields) = form.as_object_mut() {
        fields.insert("account_name".into(), "另一个名字".into());
        fields.insert("purpose".into(), json!({}));
        fields.insert("evidence".into(), json!({}));
    }
    let drafts = form::drafts(account);
    let ask = Ask::post(Actor::Owner, &drafts, json!({"form": form}));
    let step = Step::new("a draft keeps what is typed, faults and all", "201, as typed, with an ETag", ask)
        .status(201)
        .word("/id")
        .is("/form/account_name", "另一个名字")
        .holds("it has an ETag", |answer| answer.etag.is_some());
    let made = tour.take(&step)?;
    let path = format!("{drafts}/{}", made.word("/id"));
    let etag = made.etag.unwrap_or_default();
    let ask = Ask::act(Actor::Owner, format!("{path}/preflight"));
    let step =
        Step::new("preflight says each fault at its field", "the name, the purpose, the evidence", ask)
            .status(200)
            .item("/findings", json!({"pointer": "/account_name", "code": "mismatch"}))
            .item("/findings", json!({"pointer": "/purpose/phone_number", "code": "required"}))
            .item("/findings", json!({"pointer": "/evidence/phone_number", "code": "evidence_missing"}));
    tour.take(&step)?;
    let ask = Ask::act(Actor::Owner, format!("{path}/submit")).if_match(&etag);
    let step = Step::new("with a fault it cannot be submitted", "422, the same fields", ask)
        .problem(422, "fields")
        .item("/fields", json!({"pointer": "/account_name"}))
        .item("/fields", json!({"pointer": "/evidence/phone_number"}));
    tour.take(&step)?;
    Ok(Draft { path, etag })
}

fn mend(tour: &mut Tour<'_>, draft: Draft, sound: &Value) -> Result<Draft, Halt> {
    let save = Ask::put(Actor::Owner, &draft.path).body(json!({"form": sound}));
    let step = Step::new("a stale save overwrites nothing", "412", save.clone().if_match("\"999999\""));
    tour.take(&step.status(412))?;
    let step = Step::new("the owner mends the form", "200 and a new ETag", save.if_match(&draft.etag));
    let step = step.status(200).holds("it has an ETag", |answer| answer.etag.is_some());
    let etag = tour.take(&step)?.etag.unwrap_or_default();
    let ask = Ask::act(Actor::Owner, format!("{}/preflight", draft.path));
    let step = Step::new("preflight finds nothing more", "no finding", ask);
    tour.take(&step.status(200).is("/findings", json!([])))?;
    Ok(Draft { etag, ..draft })
}

fn submit(tour: &mut Tour<'_>, draft: &Draft) -> Result<Submission, Halt> {
    let ask = Ask::act(Actor::Owner, format!("{}/submit", draft.path)).if_match(&draft.etag);
    let step = Step::new("the owner submits", "201: pending, the reviewer's turn, with a due time", ask)
        .is("/state", "pending")
        .is("/capabilities", json!([]))
        .is("/pending/capabilities", json!([phone::CAPABILITY]));
    Submission::made(tour, step)
}
