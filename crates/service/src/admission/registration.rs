//! What reviewers are asked about a new account: what it is called, and what its owner says it is for.

use serde::{Deserialize, Serialize};
use vermilion_model::fact::{NewPetition, PetitionSubmitted};
use vermilion_model::{AccountNo, AccountType, Effect, FieldFault, Id, Member, Petition, ReviewClass, Time};
use vermilion_seal::{DigestOf, PersonKey};

use super::Admission;
use crate::faults::given;
use crate::register::petition_place;
use crate::{Desk, Failure};

/// Longest statement, in characters.
const LONGEST: usize = 500;

/// What was submitted, sealed under the account's key.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct RegistrationBox {
    /// A word of the account types.
    pub(crate) account_type: String,
    /// What the account is called.
    pub(crate) account_name: String,
    /// What it is for, as its owner says.
    pub(crate) statement: String,
}

/// Whose account it is that asks to be admitted.
pub(crate) struct NewAccountOf<'a> {
    pub(crate) account: AccountNo,
    pub(crate) account_type: AccountType,
    /// The account's version: nothing else was submitted since.
    pub(crate) version: i64,
    pub(crate) name: &'a str,
    pub(crate) by: Id<Member>,
    pub(crate) key: &'a PersonKey,
}

/// What an owner says their new account is for; asked for where reviewers admit each, not looked at otherwise.
pub(crate) fn statement(desk: &Desk, typed: &str) -> Result<Option<String>, FieldFault> {
    if desk.settings.admission == Admission::Case { read(typed).map(Some) } else { Ok(None) }
}

pub(super) fn read(typed: &str) -> Result<String, FieldFault> {
    given(typed, "/statement")?;
    let text = typed.trim();
    if text.chars().count() > LONGEST {
        return Err(FieldFault::new("/statement", "too_long").with("max", &LONGEST));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(FieldFault::new("/statement", "format"));
    }
    Ok(text.to_owned())
}

/// Puts a new account on the reviewers' desk.
pub(crate) fn ask_registration(
    desk: &Desk,
    of: &NewAccountOf<'_>,
    statement: &str,
    now: Time,
) -> Result<PetitionSubmitted, Failure> {
    let petition: Id<Petition> = desk.id(now);
    let asked = RegistrationBox {
        account_type: of.account_type.word().to_owned(),
        account_name: of.name.to_owned(),
        statement: statement.to_owned(),
    };
    let content = serde_json::to_vec(&asked).map_err(Failure::broken)?;
    let sealed = desk.vault.seal(of.key, petition_place(&petition), &asked)?;
    Ok(PetitionSubmitted {
        effect: Effect::Registration { account: of.account, petition },
        case: Some(desk.id(now)),
        due_at: desk.calendar.due(now, desk.settings.zone_offset, desk.settings.review_days).at,
        review: ReviewClass::OnePerson,
        by: of.by,
        document: of.key.digest(DigestOf::Content, petition.bytes(), &content),
        evidence: Vec::new(),
        row: NewPetition { sealed, digest: None, version: of.version },
    })
}
