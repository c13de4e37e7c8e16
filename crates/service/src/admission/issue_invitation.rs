//! Inviting somebody to register: a code that some may use, shown once.

use vermilion_model::fact::{Actor, NewRegistrationInvitation, RegistrationInvited};
use vermilion_model::text::Language;
use vermilion_model::{Email, FieldFault, Seq, Span};
use vermilion_seal::{SecretText, mint};

use super::{InvitationBox, InvitationState, InvitationView, place};
use crate::faults::{Faults, label};
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay, mail};

/// Longest note, in characters.
const NOTE_MAX: usize = 60;
/// How many may register by one invitation at most.
const USES_MAX: u32 = 1_000;
/// For how many days it works at most.
const DAYS_MAX: u32 = 365;

/// As typed.
#[derive(Default)]
pub struct WantedInvitation {
    /// What the operator knows it by; may be empty.
    pub note: String,
    /// How many may register by it.
    pub uses: u32,
    /// For how many days.
    pub days: u32,
    /// The only address that may register by it, to which it is mailed; may be empty.
    pub email: String,
}

/// Personal: it does not print.
impl std::fmt::Debug for WantedInvitation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WantedInvitation(..)")
    }
}

/// An invitation just issued.
#[derive(Debug)]
pub struct Issued {
    /// The fact's place.
    pub seq: Seq,
    /// What it is.
    pub invitation: InvitationView,
    /// The code, shown once.
    pub code: SecretText,
    /// The registration page with the code behind `#`, where it reaches no server's log.
    pub link: SecretText,
}

/// Without fault.
struct Checked {
    note: Option<String>,
    email: Option<Email>,
}

/// Issues one; where it is for one address it is mailed there, in this language.
///
/// # Errors
/// Faults at `/note`, `/uses`, `/days` and `/email`.
pub async fn issue_invitation(
    desk: &Desk,
    may: &PlatformMay<Operate>,
    wanted: &WantedInvitation,
    language: Language,
) -> Result<Issued, Failure> {
    let Checked { note, email } = check(wanted)?;
    let now = desk.now();
    let (invitation, expires_at) = (desk.id(now), now.plus(Span::days(wanted.days.into())));
    let code = mint::link(&*desk.entropy);
    let link = format!("{}/register#{}", desk.settings.public_url, code.expose());
    let days = wanted.days.to_string();
    let letter = email.as_ref().map(|email| {
        mail::email(email, language, "registration_invitation", &[("link", &link), ("days", &days)])
    });
    let kept = InvitationBox { email: email.as_ref().map(|email| email.as_str().to_owned()), note };
    let json = serde_json::to_vec(&kept).map_err(Failure::broken)?;
    let row = NewRegistrationInvitation {
        digest: desk.link_digest(code.expose()),
        email_digest: email.as_ref().map(|email| desk.email_digest(email)),
        sealed: desk.ring.load().boxes.seal(place(&invitation), &json, &*desk.entropy)?,
        mail: letter.map(|letter| mail::seal(desk, now, &letter)).transpose()?,
    };
    let act = RegistrationInvited { invitation, uses: wanted.uses, expires_at, row };
    let seq = desk.record(now, Actor::Member(may.by.member), act).await?;
    let invitation = InvitationView {
        invitation,
        note: kept.note,
        email: kept.email,
        uses: wanted.uses,
        used: 0,
        created_at: now,
        expires_at,
        state: InvitationState::Open,
    };
    Ok(Issued { seq, invitation, code, link: link.into() })
}

fn check(wanted: &WantedInvitation) -> Result<Checked, Failure> {
    let mut faults = Faults::default();
    let note = Some(wanted.note.as_str()).filter(|note| !note.trim().is_empty());
    let note = note.and_then(|note| faults.take(label(note, NOTE_MAX, "/note")));
    let email = Some(wanted.email.as_str()).filter(|email| !email.trim().is_empty());
    let email = email
        .and_then(|typed| faults.take(Email::parse(typed).map_err(|_| FieldFault::new("/email", "email"))));
    if let Some(fault) = beyond(wanted.uses, USES_MAX, "/uses") {
        faults.push(fault);
    } else if email.is_some() && wanted.uses != 1 {
        faults.push(FieldFault::new("/uses", "single_use"));
    }
    if let Some(fault) = beyond(wanted.days, DAYS_MAX, "/days") {
        faults.push(fault);
    }
    faults.done()?;
    Ok(Checked { note, email })
}

fn beyond(number: u32, max: u32, pointer: &str) -> Option<FieldFault> {
    let within = (1..=max).contains(&number);
    (!within).then(|| FieldFault::new(pointer, "out_of_range").with("min", &1).with("max", &max))
}
