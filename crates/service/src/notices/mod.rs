//! 通知中心: members are told that something happened and where to look, never what it was: a mailbox is not
//! the page, and whoever reads it need not be who may see it. A notice is never the only record of anything.
//!
//! Who has something to tell adds its kind to [`KINDS`], its texts (`mail.<kind>.subject` and `.text`, and
//! `notice.<kind>` for who is signed in already) to the language files, and calls `tell`: the notice, the e-mail and the webhook follow, as each member chose.

mod choice;
mod due;
mod read;
mod tell;

use vermilion_model::{AccountNo, Case, CaseKind, Effect, Giver, Id, Member, PlatformRole};

pub use choice::{Choice, ChosenHook, TypedChoice, TypedHook, choose, read_choice};
pub(crate) use due::tell_what_is_due;
pub use read::{NoticeView, Upto, list_notices, mark_read, unread};
pub use tell::About;
pub(crate) use tell::{What, tell};

use crate::{Desk, Failure};

/// Every kind of notice that a member can choose about.
pub const KINDS: [&str; 17] = [
    "case_decided",
    "case_asked",
    "case_answered",
    "case_written_about",
    "case_handed_over",
    "case_lapsed",
    "case_waits",
    "case_overdue",
    "cases_overdue",
    "authorization_ending",
    "delegation_offered",
    "delegation_answered",
    "delegation_ended",
    "membership_begun",
    "account_suspended",
    "account_restored",
    "security_changed",
];

/// Tells the applicant that their application was decided. The decision stands whatever becomes of this.
pub(crate) async fn case_decided(desk: &Desk, case: &Case) {
    to_applicant(desk, case, "case_decided").await;
}

/// Tells the applicant that a reviewer asked something, and that the case waits for the answer.
pub(crate) async fn case_asked(desk: &Desk, case: &Case) {
    to_applicant(desk, case, "case_asked").await;
}

/// Tells the reviewer who asked that there is an answer.
pub(crate) async fn case_answered(desk: &Desk, case: Id<Case>, reviewer: Id<Member>) {
    told(tell(desk, reviewer, on_the_desk("case_answered", case)).await);
}

/// Tells the applicant that a reviewer wrote something about their case.
pub(crate) async fn reviewer_wrote(desk: &Desk, case: &Case) {
    to_applicant(desk, case, "case_written_about").await;
}

/// Tells the reviewer at a case that its applicant wrote something about it.
pub(crate) async fn applicant_wrote(desk: &Desk, case: Id<Case>, reviewer: Id<Member>) {
    told(tell(desk, reviewer, on_the_desk("case_written_about", case)).await);
}

/// Tells a reviewer that a colleague handed them a case.
pub(crate) async fn case_handed_over(desk: &Desk, case: Id<Case>, reviewer: Id<Member>) {
    told(tell(desk, reviewer, on_the_desk("case_handed_over", case)).await);
}

/// Tells the applicant that their application lapsed, and that what they typed is kept.
pub(crate) async fn case_lapsed(desk: &Desk, case: &Case) {
    to_applicant(desk, case, "case_lapsed").await;
}

/// Tells operators that cases are overdue.
pub(crate) async fn cases_overdue(desk: &Desk) {
    everybody(desk, PlatformRole::Operator, None, What::of("cases_overdue")).await;
}

/// Tells operators that the working-day calendar lacks a year.
pub(crate) async fn calendar_lacks_a_year(desk: &Desk) {
    everybody(desk, PlatformRole::Operator, None, What::of("calendar_lacks_a_year")).await;
}

/// Tells reviewers that a case waits for them, but not the one who just sent it there.
pub(crate) async fn case_waits(desk: &Desk, case: Id<Case>, sent_by: Id<Member>) {
    everybody(desk, PlatformRole::Reviewer, Some(sent_by), on_the_desk("case_waits", case)).await;
}

/// Something about a case that its reader finds on the review desk.
fn on_the_desk(kind: &'static str, case: Id<Case>) -> What {
    What::of(kind).about(About { case: Some(case.to_string()), ..About::default() })
}

/// Something about a case that its applicant finds among what is their account's.
async fn to_applicant(desk: &Desk, case: &Case, kind: &'static str) {
    let about = match applicants_view(desk, case).await {
        Ok(about) => about,
        Err(failure) => return told(Err(failure)),
    };
    told(tell(desk, case.applicant, What::of(kind).about(about)).await);
}

/// An application is its account's; a delegation's applicant is a member of who gives.
async fn applicants_view(desk: &Desk, case: &Case) -> Result<About, Failure> {
    let (account, authorization) = match &case.effect {
        Effect::Revision { giver: Giver::Account(giver), .. } => (*giver, None),
        Effect::Revision { authorization, account, .. } => (*account, Some(authorization.to_string())),
        Effect::Register { account, .. }
        | Effect::Verification { account, .. }
        | Effect::Registration { account, .. } => (*account, None),
    };
    let kind = case.effect.kind();
    let case_kind = (kind != CaseKind::AuthorizationRevision).then(|| kind.word().to_owned());
    Ok(About { case: Some(case.id.to_string()), case_kind, authorization, ..of(desk, account).await? })
}

/// An account, by the id that its members know.
async fn of(desk: &Desk, account: AccountNo) -> Result<About, Failure> {
    let row = desk.read.account_by_no(account).await?;
    Ok(About { app_id: row.map(|row| row.app_id.to_string()), ..About::default() })
}

/// Tells everybody with a role, but for one.
async fn everybody(desk: &Desk, role: PlatformRole, but: Option<Id<Member>>, what: What) {
    let members = match desk.read.members_with_role(role).await {
        Ok(members) => members,
        Err(fault) => return told(Err(fault.into())),
    };
    for member in members.into_iter().filter(|member| Some(*member) != but) {
        told(tell(desk, member, what.clone()).await);
    }
}

/// Tells those who administer an account that something about it waits for them, or was settled.
pub(crate) async fn to_administrators(desk: &Desk, account: AccountNo, kind: &'static str) {
    let administrators = match desk.read.administrators_of_account(account).await {
        Ok(administrators) => administrators,
        Err(fault) => return told(Err(fault.into())),
    };
    let about = match of(desk, account).await {
        Ok(about) => about,
        Err(failure) => return told(Err(failure)),
    };
    for administrator in administrators {
        told(tell(desk, administrator, What::of(kind).about(about.clone())).await);
    }
}

fn told(queued: Result<(), Failure>) {
    if let Err(failure) = queued {
        tracing::warn!(%failure, "a message about a review could not be queued");
    }
}
