//! Messages about reviews. They say that something happened and where to look, never what it was: a mailbox
//! is not the page, and whoever reads it need not be who may see it.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::text::Language;
use vermilion_model::{AccountNo, Email, Id, Member, PlatformRole};

use crate::review::member_box;
use crate::{Desk, Failure, mail};

/// At most so many reviewers are told of one case.
const REVIEWERS_MAX: usize = 20;

/// Tells the applicant that their application was decided. The decision stands whatever becomes of this.
pub(crate) async fn case_decided(desk: &Desk, applicant: Id<Member>) {
    told(queue(desk, applicant, "case_decided").await);
}

/// Tells reviewers that a case waits for them, but not the one who just sent it there.
pub(crate) async fn case_waits(desk: &Desk, sent_by: Id<Member>) {
    let reviewers = match desk.read.members_with_role(PlatformRole::Reviewer).await {
        Ok(reviewers) => reviewers,
        Err(fault) => return told(Err(fault.into())),
    };
    for reviewer in reviewers.into_iter().filter(|other| *other != sent_by).take(REVIEWERS_MAX) {
        told(queue(desk, reviewer, "case_waits").await);
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
