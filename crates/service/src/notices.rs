//! Messages about reviews. They say that something happened and where to look, never what it was: a mailbox
//! is not the page, and whoever reads it need not be who may see it.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::text::Language;
use vermilion_model::{AccountNo, Email, Id, Member, PlatformRole};

use crate::review::member_box;
use crate::{Desk, Failure, mail};

/// Tells the applicant that their application was decided. The decision stands whatever becomes of this.
pub(crate) async fn case_decided(desk: &Desk, applicant: Id<Member>) {
    told(queue(desk, applicant, "case_decided").await);
}

/// Tells the applicant that a reviewer asked something, and that the case waits for the answer.
pub(crate) async fn case_asked(desk: &Desk, applicant: Id<Member>) {
    told(queue(desk, applicant, "case_asked").await);
}

/// Tells the reviewer who asked that there is an answer.
pub(crate) async fn case_answered(desk: &Desk, reviewer: Id<Member>) {
    told(queue(desk, reviewer, "case_answered").await);
}

/// Tells one side that the other wrote something about a case.
pub(crate) async fn case_written_about(desk: &Desk, reader: Id<Member>) {
    told(queue(desk, reader, "case_written_about").await);
}

/// Tells a reviewer that a colleague handed them a case.
pub(crate) async fn case_handed_over(desk: &Desk, reviewer: Id<Member>) {
    told(queue(desk, reviewer, "case_handed_over").await);
}

/// Tells the applicant that their application lapsed, and that what they typed is kept.
pub(crate) async fn case_lapsed(desk: &Desk, applicant: Id<Member>) {
    told(queue(desk, applicant, "case_lapsed").await);
}

/// Tells operators that cases are overdue.
pub(crate) async fn cases_overdue(desk: &Desk) {
    everybody(desk, PlatformRole::Operator, None, "cases_overdue").await;
}

/// Tells reviewers that a case waits for them, but not the one who just sent it there.
pub(crate) async fn case_waits(desk: &Desk, sent_by: Id<Member>) {
    everybody(desk, PlatformRole::Reviewer, Some(sent_by), "case_waits").await;
}

/// Tells everybody with a role, but for one.
async fn everybody(desk: &Desk, role: PlatformRole, but: Option<Id<Member>>, about: &str) {
    let members = match desk.read.members_with_role(role).await {
        Ok(members) => members,
        Err(fault) => return told(Err(fault.into())),
    };
    for member in members.into_iter().filter(|member| Some(*member) != but) {
        told(queue(desk, member, about).await);
    }
}

/// Tells those who administer an account that something about a delegation waits for them, or was settled.
pub(crate) async fn delegation_moved(desk: &Desk, account: AccountNo, about: &str) {
    let administrators = match desk.read.administrators_of_account(account).await {
        Ok(administrators) => administrators,
        Err(fault) => return told(Err(fault.into())),
    };
    for administrator in administrators {
        told(queue(desk, administrator, about).await);
    }
}

fn told(queued: Result<(), Failure>) {
    if let Err(failure) = queued {
        tracing::warn!(%failure, "a message about a review could not be queued");
    }
}

async fn queue(desk: &Desk, to: Id<Member>, about: &str) -> Result<(), Failure> {
    let Some(person) = member_box(desk, to).await? else { return Ok(()) };
    let Ok(address) = Email::parse(&person.email) else { return Ok(()) };
    let letter = mail::email(&address, Language::default(), about, &[]);
    desk.note(Traffic::MailQueued(mail::seal(desk, desk.now(), &letter)?)).await
}
