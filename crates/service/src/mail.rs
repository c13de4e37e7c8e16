//! Messages to people: sealed where they wait, since they hold addresses and codes.

use vermilion_model::fact::traffic::MailRow;
use vermilion_model::text::{Language, fill, sentence};
use vermilion_model::{Email, Id, Mail, Phone, Time};
use vermilion_seal::Place;

use crate::people::MailBox;
use crate::{Desk, Failure};

/// A message from the language files: `mail.<kind>.subject` and `.text`, its places filled.
pub(crate) fn email(to: &Email, language: Language, kind: &str, places: &[(&str, &str)]) -> MailBox {
    let text =
        |part: &str| fill(sentence(language, &format!("mail.{kind}.{part}")).unwrap_or_default(), places);
    MailBox {
        channel: "email".to_owned(),
        to: to.as_str().to_owned(),
        subject: text("subject"),
        text: text("text"),
        secret: None,
    }
}

/// A text message from the language files: `sms.<kind>`, its places filled.
pub(crate) fn sms(to: &Phone, language: Language, kind: &str, places: &[(&str, &str)]) -> MailBox {
    let text = sentence(language, &format!("sms.{kind}")).unwrap_or_default();
    MailBox {
        channel: "sms".to_owned(),
        to: to.as_str().to_owned(),
        subject: String::new(),
        text: fill(text, places),
        secret: None,
    }
}

/// Seals a message for the row it will wait in.
pub(crate) fn seal(desk: &Desk, now: Time, letter: &MailBox) -> Result<MailRow, Failure> {
    let mail: Id<Mail> = desk.id(now);
    let json = serde_json::to_vec(letter).map_err(Failure::broken)?;
    let place = Place { table: "mail", row: mail.bytes() };
    let sealed = desk.ring.load().boxes.seal(place, &json, &*desk.entropy)?;
    Ok(MailRow { mail, at: now, address: address(desk, letter), sealed })
}

/// By which a message is found when whom it is to is erased; a webhook's is the member's, set by who knows it.
fn address(desk: &Desk, letter: &MailBox) -> Option<Vec<u8>> {
    match letter.channel.as_str() {
        "email" => Email::parse(&letter.to).ok().map(|email| desk.email_digest(&email)),
        "sms" => Phone::parse(&letter.to).ok().map(|phone| desk.phone_digest(&phone)),
        _ => None,
    }
}

/// Opens a message where it waits: for who sends it, and for the outbox of `vermilion dev`.
pub fn open_mail(desk: &Desk, mail: Id<Mail>, sealed: &[u8]) -> Result<MailBox, Failure> {
    let place = Place { table: "mail", row: mail.bytes() };
    let json = desk.ring.load().boxes.open(place, sealed)?;
    serde_json::from_slice(json.expose()).map_err(Failure::broken)
}
