//! The register as its owner sees it: each field, what changing it needs, and how many changes are left.

use vermilion_model::{
    AccountType, AppId, Case, FieldRule, Id, Period, Petition, RegisterField, ReviewClass, Time,
};
use vermilion_seal::PersonKey;
use vermilion_store::{AccountRow, PetitionRow};

use super::change_register::rule;
use super::history::PastChange;
use super::values::{RegisterValue, petition_place};
use crate::authorizations::{GivenReason, given_reasons};
use crate::people::AccountBox;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, Kind, May};

/// An account's register.
#[derive(Debug)]
pub struct RegisterView {
    /// Whose.
    pub app_id: AppId,
    /// Its type.
    pub account_type: AccountType,
    /// Every field.
    pub fields: Vec<FieldView>,
}

/// One field of it.
pub struct FieldView {
    /// Which.
    pub field: RegisterField,
    /// What it says; a picture as a `data:` address, a category by its word.
    pub value: Option<String>,
    /// What a change of it needs.
    pub review: ReviewClass,
    /// How many changes a period has.
    pub changes: u32,
    /// How many are left of this one.
    pub left: u32,
    /// Which period.
    pub per: Period,
    /// When the next one begins.
    pub resets_at: Time,
    /// What waits for reviewers.
    pub pending: Option<PendingChange>,
    /// How the newest reviewed change ended.
    pub last: Option<ReviewedChange>,
}

/// A change that waits.
pub struct PendingChange {
    /// By which it is withdrawn.
    pub petition: Id<Petition>,
    /// Its case.
    pub case: Id<Case>,
    /// What was asked for.
    pub value: String,
    /// When.
    pub submitted_at: Time,
    /// When it must be decided.
    pub due_at: Time,
}

/// A change that reviewers decided, or that was taken back.
pub struct ReviewedChange {
    /// Its case; nothing where nobody reviewed it.
    pub case: Option<Id<Case>>,
    /// What was asked for.
    pub value: String,
    /// `approved`, `rejected` or `withdrawn`.
    pub outcome: String,
    /// When.
    pub decided_at: Option<Time>,
    /// Why it was rejected.
    pub reasons: Vec<GivenReason>,
}

macro_rules! hidden {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}
hidden!(FieldView, PendingChange, ReviewedChange);

/// From when on changes count: the period's beginning, or a later verification.
pub(super) fn counted_from(desk: &Desk, row: &AccountRow, rule: &FieldRule, now: Time) -> Time {
    let (began, _) = rule.per.around(now, desk.settings.zone_offset);
    match &row.subject {
        Some(subject) if rule.anew_with_verification => began.max(subject.since),
        _ => began,
    }
}

/// The register as it stands.
pub async fn read_register<R>(desk: &Desk, may: &May<R>) -> Result<RegisterView, Failure> {
    let reading = Reading::of(desk, may).await?;
    let mut fields = Vec::new();
    for field in RegisterField::ALL {
        fields.push(reading.field(field).await?);
    }
    Ok(RegisterView { app_id: reading.row.app_id, account_type: reading.row.account_type, fields })
}

pub(super) struct Reading<'a> {
    desk: &'a Desk,
    row: AccountRow,
    key: PersonKey,
    known: AccountBox,
    now: Time,
}

impl<'a> Reading<'a> {
    pub(super) async fn of<R>(desk: &'a Desk, may: &May<R>) -> Result<Reading<'a>, Failure> {
        let row = desk.read.account_by_no(may.account()).await?.ok_or(Failure::Missing(Kind::Account))?;
        let key = desk.vault.key(&row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
        Ok(Reading { desk, known: account_box(desk, &row).await?, row, key, now: desk.now() })
    }

    async fn field(&self, field: RegisterField) -> Result<FieldView, Failure> {
        let rule = rule(self.desk, &self.row, field)?;
        let (account, kind) = (self.row.account, field.case_kind());
        let since = counted_from(self.desk, &self.row, rule, self.now);
        let used = self.desk.read.petitions_counted(account, kind, since).await?;
        let newest = self.desk.read.petitions_of_kind(account, kind, 2).await?;
        let (_, resets_at) = rule.per.around(self.now, self.desk.settings.zone_offset);
        let waiting = newest.iter().find(|petition| petition.outcome.is_none());
        let reviewed = newest.iter().find(|petition| petition.outcome.is_some() && petition.case.is_some());
        Ok(FieldView {
            field,
            value: self.known.of(field).map(str::to_owned),
            review: rule.review,
            changes: rule.changes,
            left: rule.changes.saturating_sub(used),
            per: rule.per,
            resets_at,
            pending: waiting.map(|row| self.pending(row)).transpose()?.flatten(),
            last: reviewed.map(|row| self.reviewed(row)).transpose()?,
        })
    }

    fn opened(&self, row: &PetitionRow) -> Result<RegisterValue, Failure> {
        self.desk.vault.open(&self.key, petition_place(&row.petition), &row.sealed)
    }

    fn pending(&self, row: &PetitionRow) -> Result<Option<PendingChange>, Failure> {
        let Some(case) = &row.case else { return Ok(None) };
        let (petition, submitted_at) = (row.petition, row.submitted_at);
        let value = self.opened(row)?.value;
        Ok(Some(PendingChange { petition, case: case.case, value, submitted_at, due_at: case.due_at }))
    }

    fn reasons(&self, row: &PetitionRow) -> Result<Vec<GivenReason>, Failure> {
        let Some(case) = &row.case else { return Ok(Vec::new()) };
        let given = (case.reasons.as_slice(), case.sealed_text.as_deref());
        given_reasons(self.desk, &self.key, case.case, given)
    }

    fn reviewed(&self, row: &PetitionRow) -> Result<ReviewedChange, Failure> {
        Ok(ReviewedChange {
            case: row.case.as_ref().map(|case| case.case),
            value: self.opened(row)?.value,
            outcome: row.outcome.clone().unwrap_or_default(),
            decided_at: row.decided_at,
            reasons: self.reasons(row)?,
        })
    }

    pub(super) fn past(&self, row: &PetitionRow) -> Result<PastChange, Failure> {
        let RegisterValue { before, value } = self.opened(row)?;
        let (submitted_at, outcome, decided_at) = (row.submitted_at, row.outcome.clone(), row.decided_at);
        Ok(PastChange { before, value, submitted_at, outcome, decided_at, reasons: self.reasons(row)? })
    }
}
