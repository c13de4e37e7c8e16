//! Asking for verification 认证: what was typed is sealed, and a case is on the reviewers' desk.

use vermilion_model::fact::{Actor, NewPetition, PetitionSubmitted};
use vermilion_model::{
    CaseKind, Effect, FieldFault, Id, Petition, Refusal, ReviewClass, Seq, SubjectRule, Time,
};
use vermilion_seal::DigestOf;
use vermilion_store::AccountRow;

use super::form::{Against, SoundForm, VerificationForm, check};
use super::read_verification::{VerificationView, read_verification};
use crate::evidence::file_states;
use crate::may::ManageRegister;
use crate::register::petition_place;
use crate::{Desk, Failure, Kind, May, notices};

const MEETINGS: usize = 4;

/// What a machine can see is wrong with the form, without submitting it.
pub async fn preflight_verification(
    desk: &Desk,
    may: &May<ManageRegister>,
    form: &VerificationForm,
) -> Result<Vec<FieldFault>, Failure> {
    match check(form, &against(desk, may, form).await?) {
        Ok(sound) => {
            let digest = desk.subject_digest(sound.rule.subject, &sound.code);
            Ok(of_subject(desk, &may.row, sound.rule, &digest).await?.into_iter().collect())
        }
        Err(faults) => Ok(faults),
    }
}

/// Submits it.
///
/// # Errors
/// Every fault at once; `AlreadyPending`; `AccountStopped`.
pub async fn submit_verification(
    desk: &Desk,
    may: &May<ManageRegister>,
    form: &VerificationForm,
) -> Result<(Seq, VerificationView), Failure> {
    may.standing(desk)?;
    let sound = check(form, &against(desk, may, form).await?).map_err(Refusal::Fields)?;
    let digest = desk.subject_digest(sound.rule.subject, &sound.code);
    for _ in 0..MEETINGS {
        let row = desk.read.account_by_no(may.account()).await?.ok_or(Failure::Missing(Kind::Account))?;
        let newest = desk.read.petitions_of_kind(row.account, CaseKind::SubjectVerification, 1).await?;
        if newest.first().is_some_and(|petition| petition.outcome.is_none()) {
            return Err(Refusal::AlreadyPending.into());
        }
        if let Some(fault) = of_subject(desk, &row, sound.rule, &digest).await? {
            return Err(fault.into());
        }
        let now = desk.now();
        let act = submission(desk, may, (&row, &sound, &digest), now).await?;
        let case = act.case;
        match desk.record(now, Actor::Member(may.by.member), act).await {
            Err(Failure::Stale) => {}
            seq => {
                let seq = seq?;
                if let Some(case) = case {
                    notices::case_waits(desk, case, may.by.member).await;
                }
                return Ok((seq, read_verification(desk, may).await?));
            }
        }
    }
    Err(Failure::Stale)
}

async fn against<'a>(
    desk: &'a Desk,
    may: &May<ManageRegister>,
    form: &VerificationForm,
) -> Result<Against<'a>, Failure> {
    let files = file_states(desk, may.account(), form.files.values().map(String::as_str)).await?;
    Ok(Against { rules: &desk.subjects, account_type: may.row.account_type, files })
}

/// What only the register of all accounts can say: another subject than before, or too many accounts.
async fn of_subject(
    desk: &Desk,
    row: &AccountRow,
    rule: &SubjectRule,
    digest: &[u8],
) -> Result<Option<FieldFault>, Failure> {
    if row.subject.as_ref().is_some_and(|subject| subject.digest != digest) {
        return Ok(Some(FieldFault::new("/fields/code", "another_subject")));
    }
    let (limit, together) = rule.limit(row.account_type);
    let others = desk.read.accounts_of_subject(digest).await?;
    let others = others.iter().filter(|(no, of)| *no != row.account && together.contains(of)).count();
    let full = u32::try_from(others).unwrap_or(u32::MAX) >= limit;
    Ok(full.then(|| FieldFault::new("/fields/code", "subject_full").with("max", &limit)))
}

async fn submission(
    desk: &Desk,
    may: &May<ManageRegister>,
    (row, sound, digest): (&AccountRow, &SoundForm<'_>, &[u8]),
    now: Time,
) -> Result<PetitionSubmitted, Failure> {
    let key = desk.vault.key(&row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    let petition: Id<Petition> = desk.id(now);
    let content = serde_json::to_vec(&sound.form).map_err(Failure::broken)?;
    let (limit, _) = sound.rule.limit(row.account_type);
    let due = desk.calendar.due(now, desk.settings.zone_offset, desk.settings.review_days);
    Ok(PetitionSubmitted {
        effect: Effect::Verification {
            account: row.account,
            petition,
            subject: sound.rule.subject,
            days: desk.settings.verification_days,
            limit,
        },
        case: Some(desk.id(now)),
        due_at: due.at,
        review: ReviewClass::OnePerson,
        by: may.by.member,
        document: key.digest(DigestOf::Content, petition.bytes(), &content),
        evidence: sound.form.files.values().filter_map(|file| file.parse().ok()).collect(),
        row: NewPetition {
            sealed: desk.vault.seal(&key, petition_place(&petition), &sound.form)?,
            digest: Some(digest.to_vec()),
            version: row.version,
        },
    })
}
