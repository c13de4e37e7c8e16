//! A change of the register: at once, after a machine's check, or when reviewers agree.

use vermilion_model::fact::{Actor, NewPetition, PetitionSubmitted};
use vermilion_model::{
    CaseKind, Effect, FieldRule, Id, Petition, Refusal, RegisterField, ReviewClass, Seq, Standing, Time,
};
use vermilion_seal::DigestOf;
use vermilion_store::AccountRow;

use super::check::{Sound, check};
use super::read_register::{RegisterView, counted_from, read_register};
use super::values::{RegisterValue, petition_place};
use crate::may::ManageRegister;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, Kind, May, notices};

/// How often a change that another one came before is tried again.
const MEETINGS: usize = 4;

/// What became of a change.
#[derive(Debug)]
pub struct Changed {
    /// The fact's place.
    pub seq: Seq,
    /// The register as it stands now.
    pub register: RegisterView,
}

/// Changes one field, whose value is text.
///
/// # Errors
/// A fault at `/value`, or at `/field` where it is no such field; `AlreadyPending`; `NoChangesLeft`;
/// `AccountStopped`.
pub async fn change_register(
    desk: &Desk,
    may: &May<ManageRegister>,
    field: &str,
    typed: &str,
) -> Result<Changed, Failure> {
    may.may_speak(desk)?;
    // Pictures come as pictures, and not as text.
    let field = RegisterField::from_word(field).filter(|field| *field != RegisterField::Avatar);
    change(desk, may, field.ok_or_else(|| Failure::field("/field", "unknown"))?, typed).await
}

/// Changes one field of an account that may act.
pub(super) async fn change(
    desk: &Desk,
    may: &May<ManageRegister>,
    field: RegisterField,
    typed: &str,
) -> Result<Changed, Failure> {
    for _ in 0..MEETINGS {
        // Read anew each time: the version is what the count of the year rests on.
        let row = desk.read.account_by_no(may.account()).await?.ok_or(Failure::Missing(Kind::Account))?;
        let rule = rule(desk, &row, field)?;
        let review = review(desk, &row, rule).await?;
        let sound = check(desk, &row, (field, typed), review).await?;
        match put(desk, may, &row, (field, rule), sound).await {
            Err(Failure::Stale) => {}
            seq => return Ok(Changed { seq: seq?, register: read_register(desk, may).await? }),
        }
    }
    Err(Failure::Stale)
}

/// Before an account is admitted its owner mends what reviewers said of it, who then look at the whole; while they
/// look nothing changes under their eyes.
async fn review(desk: &Desk, row: &AccountRow, rule: &FieldRule) -> Result<ReviewClass, Failure> {
    if desk.in_force.account(row.account)?.standing != Standing::Pending {
        return Ok(rule.review);
    }
    let newest = desk.read.petitions_of_kind(row.account, CaseKind::Registration, 1).await?;
    let waits = newest.first().is_some_and(|petition| petition.outcome.is_none());
    if waits { Err(Refusal::AccountStopped.into()) } else { Ok(ReviewClass::None) }
}

pub(super) fn rule<'a>(
    desk: &'a Desk,
    row: &AccountRow,
    field: RegisterField,
) -> Result<&'a FieldRule, Failure> {
    desk.register.rule(field, row.account_type).ok_or_else(|| Failure::broken("a field without a rule"))
}

/// Commits a sound change. `Stale` when the account changed since `row` was read.
pub(super) async fn put(
    desk: &Desk,
    may: &May<ManageRegister>,
    row: &AccountRow,
    (field, rule): (RegisterField, &FieldRule),
    sound: Sound,
) -> Result<Seq, Failure> {
    let now = desk.now();
    changeable(desk, row, rule, now).await?;
    let act = submission(desk, may, (row, field), sound, now).await?;
    let case = act.case;
    let seq = desk.record(now, Actor::Member(may.by.member), act).await?;
    if let Some(case) = case {
        notices::case_waits(desk, case, may.by.member).await;
    }
    Ok(seq)
}

/// Whether nothing waits for this field and a change is left.
async fn changeable(desk: &Desk, row: &AccountRow, rule: &FieldRule, now: Time) -> Result<(), Failure> {
    let kind = rule.field.case_kind();
    let newest = desk.read.petitions_of_kind(row.account, kind, 1).await?;
    if newest.first().is_some_and(|petition| petition.outcome.is_none()) {
        return Err(Refusal::AlreadyPending.into());
    }
    let since = counted_from(desk, row, rule, now);
    if desk.read.petitions_counted(row.account, kind, since).await? >= rule.changes {
        return Err(Refusal::NoChangesLeft.into());
    }
    Ok(())
}

async fn submission(
    desk: &Desk,
    may: &May<ManageRegister>,
    (row, field): (&AccountRow, RegisterField),
    sound: Sound,
    now: Time,
) -> Result<PetitionSubmitted, Failure> {
    let key = desk.vault.key(&row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    let before = account_box(desk, row).await?.of(field).map(str::to_owned);
    if before.as_deref() == Some(sound.value.as_str()) {
        return Err(Failure::field("/value", "unchanged"));
    }
    let petition: Id<Petition> = desk.id(now);
    let asked = RegisterValue { before, value: sound.value };
    let content = serde_json::to_vec(&asked).map_err(Failure::broken)?;
    let reviewed = matches!(sound.review, ReviewClass::OnePerson | ReviewClass::TwoPersons);
    let due = desk.calendar.due(now, desk.settings.zone_offset, desk.settings.review_days);
    Ok(PetitionSubmitted {
        effect: Effect::Register { account: row.account, petition, field },
        case: reviewed.then(|| desk.id(now)),
        due_at: due.at,
        review: sound.review,
        by: may.by.member,
        document: key.digest(DigestOf::Content, petition.bytes(), &content),
        evidence: Vec::new(),
        row: NewPetition {
            sealed: desk.vault.seal(&key, petition_place(&petition), &asked)?,
            digest: sound.digest,
            version: row.version,
        },
    })
}
