//! Telling a member something, by every way they chose.

use serde::{Deserialize, Serialize};
use vermilion_model::fact::traffic::{MailRow, NoticeRow, Traffic};
use vermilion_model::text::Language;
use vermilion_model::{Email, Id, Member, Notice, Time};

use super::choice::{Choice, choice_of};
use crate::members::MemberView;
use crate::people::MailBox;
use crate::{Desk, Failure, mail};

/// These go by e-mail whatever was chosen: whoever took over an account must not be able to silence them.
const ALWAYS_MAILED: [&str; 1] = ["security_changed"];

/// Where the thing can be looked at: ids alone, each where it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct About {
    /// The account's AppID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub app_id: Option<String>,
    /// The review case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// What the case is about, where that is no authorization: such as `name_change`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case_kind: Option<String>,
    /// The authorization.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization: Option<String>,
}

/// Something to tell.
#[derive(Debug, Clone)]
pub(crate) struct What {
    kind: &'static str,
    about: About,
    once: Option<String>,
}

impl What {
    /// Something of a kind, see [`super::KINDS`].
    pub(crate) fn of(kind: &'static str) -> What {
        What { kind, about: About::default(), once: None }
    }

    /// Where to look.
    #[must_use]
    pub(crate) fn about(self, about: About) -> What {
        What { about, ..self }
    }

    /// Told once under this name, however often it is said and by however many nodes.
    #[must_use]
    pub(crate) fn once(self, once: String) -> What {
        What { once: Some(once), ..self }
    }
}

/// What goes out with a notice as a webhook.
#[derive(Serialize)]
struct Hooked<'a> {
    id: String,
    kind: &'a str,
    at_ms: i64,
    about: &'a About,
}

/// Writes the notice and queues its messages, in one. Who was erased is told nothing.
pub(crate) async fn tell(desk: &Desk, to: Id<Member>, what: What) -> Result<(), Failure> {
    let view = match MemberView::by_id(desk, to).await {
        Ok((_, view)) => view,
        Err(Failure::SignedOut) => return Ok(()),
        Err(failure) => return Err(failure),
    };
    let choice = choice_of(desk, to).await?;
    let now = desk.now();
    let notice: Id<Notice> = desk.id(now);
    let about = serde_json::to_string(&what.about).map_err(Failure::broken)?;
    let once = what.once.clone().unwrap_or_else(|| notice.to_string());
    let language = match choice.language() {
        Some(language) => language,
        None => desk.read.language_of_member(to).await?.unwrap_or_default(),
    };
    let mails = mails(desk, (&view, &choice, language), (notice, now), &what)?;
    let row = NoticeRow { notice, member: to, kind: what.kind, about, once, at: now };
    match desk.note(Traffic::Noticed { notices: vec![row], mails }).await {
        // Told already.
        Err(Failure::Stale) => Ok(()),
        other => other,
    }
}

fn mails(
    desk: &Desk,
    (view, choice, language): (&MemberView, &Choice, Language),
    (notice, now): (Id<Notice>, Time),
    what: &What,
) -> Result<Vec<MailRow>, Failure> {
    let Ok(email) = Email::parse(&view.person.email) else { return Ok(Vec::new()) };
    let mut rows = Vec::new();
    if choice.mails(what.kind) || ALWAYS_MAILED.contains(&what.kind) {
        rows.push(mail::seal(desk, now, &mail::email(&email, language, what.kind, &[]))?);
    }
    if let Some(hook) = choice.hooks(what.kind) {
        let hooked =
            Hooked { id: notice.to_string(), kind: what.kind, at_ms: now.millis(), about: &what.about };
        let letter = MailBox {
            channel: "webhook".to_owned(),
            to: hook.url.clone(),
            subject: String::new(),
            text: serde_json::to_string(&hooked).map_err(Failure::broken)?,
            secret: Some(hook.secret.clone()),
        };
        let row = mail::seal(desk, now, &letter)?;
        rows.push(MailRow { address: Some(desk.email_digest(&email)), ..row });
    }
    Ok(rows)
}
