//! 通知中心: members are told that something happened and where to look, never what it was: a mailbox is not
//! the page, and whoever reads it need not be who may see it. A notice is never the only record of anything.
//!
//! Who has something to tell adds its kind to [`KINDS`], its texts (`mail.<kind>.subject` and `.text`) to the
//! language files, and calls [`tell`]: the notice, the e-mail and the webhook follow, as each member chose.

mod choice;
mod due;
mod read;
mod tell;

use vermilion_model::{Id, Member, PlatformRole};

pub use choice::{Choice, ChosenHook, TypedChoice, TypedHook, choose, read_choice};
pub(crate) use due::tell_what_is_due;
pub use read::{NoticeView, Upto, list_notices, mark_read, unread};
pub use tell::About;
pub(crate) use tell::{What, tell};

use crate::{Desk, Failure};

/// Every kind of notice that a member can choose about.
pub const KINDS: [&str; 6] = [
    "case_decided",
    "case_waits",
    "case_overdue",
    "authorization_ending",
    "membership_begun",
    "security_changed",
];

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

fn told(queued: Result<(), Failure>) {
    if let Err(failure) = queued {
        tracing::warn!(%failure, "a message about a review could not be queued");
    }
}

async fn queue(desk: &Desk, to: Id<Member>, kind: &'static str) -> Result<(), Failure> {
    tell(desk, to, What::of(kind)).await
}
