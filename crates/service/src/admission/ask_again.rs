//! A new account that reviewers did not admit: its owner mends what they said about it, and asks again.

use vermilion_model::fact::Actor;
use vermilion_model::{Case, CaseKind, Id, Refusal, Seq, Standing};

use super::registration::{NewAccountOf, RegistrationBox, ask_registration, read};
use crate::may::ManageRegister;
use crate::register::petition_place;
use crate::who_am_i::account_box;
use crate::{Desk, Failure, Kind, May, notices};

/// How often an account that changed meanwhile is looked at again.
const MEETINGS: usize = 4;

/// What was submitted last about a new account.
pub struct SubmittedRegistration {
    /// The case.
    pub case: Option<Id<Case>>,
    /// What its owner said it is for.
    pub statement: String,
}

/// Personal: it does not print.
impl std::fmt::Debug for SubmittedRegistration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SubmittedRegistration(..)")
    }
}

/// What was submitted last; nothing of an account that nobody had to admit.
pub async fn submitted_registration(
    desk: &Desk,
    may: &May<ManageRegister>,
) -> Result<Option<SubmittedRegistration>, Failure> {
    let newest = desk.read.petitions_of_kind(may.account(), CaseKind::Registration, 1).await?;
    let Some(row) = newest.first() else { return Ok(None) };
    let key = desk.vault.key(&may.row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    let asked: RegistrationBox = desk.vault.open(&key, petition_place(&row.petition), &row.sealed)?;
    let case = row.case.as_ref().map(|case| case.case);
    Ok(Some(SubmittedRegistration { case, statement: asked.statement }))
}

/// Submits it anew, under the name that the account has now.
///
/// # Errors
/// A fault at `/statement`; `AlreadyAdmitted`, `AlreadyPending`; `AccountStopped`.
pub async fn ask_registration_again(
    desk: &Desk,
    may: &May<ManageRegister>,
    typed: &str,
) -> Result<Seq, Failure> {
    match desk.in_force.account(may.account())?.standing {
        Standing::Pending => {}
        Standing::Good | Standing::Frozen => return Err(Refusal::AlreadyAdmitted.into()),
        Standing::Closing | Standing::Suspended | Standing::Closed => {
            return Err(Refusal::AccountStopped.into());
        }
    }
    let statement = read(typed)?;
    let key = desk.vault.key(&may.row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
    for _ in 0..MEETINGS {
        let row = desk.read.account_by_no(may.account()).await?.ok_or(Failure::Missing(Kind::Account))?;
        let newest = desk.read.petitions_of_kind(row.account, CaseKind::Registration, 1).await?;
        if newest.first().is_some_and(|petition| petition.outcome.is_none()) {
            return Err(Refusal::AlreadyPending.into());
        }
        let (now, name) = (desk.now(), account_box(desk, &row).await?.name);
        let of = NewAccountOf {
            account: row.account,
            account_type: row.account_type,
            version: row.version,
            name: &name,
            by: may.by.member,
            key: &key,
        };
        let act = ask_registration(desk, &of, &statement, now)?;
        let case = act.case;
        match desk.record(now, Actor::Member(may.by.member), act).await {
            Err(Failure::Stale) => {}
            seq => {
                let seq = seq?;
                if let Some(case) = case {
                    notices::case_waits(desk, case, may.by.member).await;
                }
                return Ok(seq);
            }
        }
    }
    Err(Failure::Stale)
}
