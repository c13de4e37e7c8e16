//! Statements of facts about who may register.

use vermilion_model::fact::{RegistrationInvitationWithdrawn, RegistrationInvited};
use vermilion_model::{Id, RegistrationInvitation, Time};

use super::{Parts, Table, key, mail, stmt};
use crate::{GuardKey, Sql, Stmt};

static INVITE: Sql = Sql::both(
    "insert into registration_invitation (id, digest, email_digest, sealed, uses, used, created_at, expires_at) \
     values ($1, $2, $3, $4, $5, 0, $6, $7) on conflict do nothing",
);
// I6: the update is the proof that a use was left. What it says of a person goes with the last one.
static USE: Sql = Sql::both(
    "update registration_invitation set used = used + 1, \
     sealed = case when used + 1 >= uses then $4 else sealed end \
     where id = $1 and used < uses and expires_at > $2 and withdrawn_at is null \
     and (email_digest is null or email_digest = $3)",
);
static WITHDRAW: Sql = Sql::both(
    "update registration_invitation set withdrawn_at = $2, sealed = $3 \
     where id = $1 and used < uses and withdrawn_at is null",
);

pub(super) fn root(invitation: Id<RegistrationInvitation>) -> GuardKey {
    key(Table::RegistrationInvitation, invitation.bytes().as_slice())
}

/// The guard of who registers by an invitation.
pub(super) fn used(invitation: Id<RegistrationInvitation>, email_digest: &[u8], at: Time) -> Stmt {
    stmt!(USE, invitation, at, email_digest, Vec::<u8>::new())
}

pub(super) fn invited(act: &RegistrationInvited, at: Time) -> Parts {
    let row = &act.row;
    Parts {
        keys: vec![root(act.invitation)],
        guards: vec![stmt!(
            INVITE,
            act.invitation,
            row.digest.as_slice(),
            row.email_digest.clone(),
            row.sealed.as_slice(),
            act.uses,
            at,
            act.expires_at
        )],
        writes: row.mail.iter().map(mail::queue).collect(),
        subjects: format!("registration_invitation:{}", act.invitation),
    }
}

pub(super) fn withdrawn(act: &RegistrationInvitationWithdrawn, at: Time) -> Parts {
    Parts {
        keys: vec![root(act.invitation)],
        guards: vec![stmt!(WITHDRAW, act.invitation, at, Vec::<u8>::new())],
        writes: Vec::new(),
        subjects: format!("registration_invitation:{}", act.invitation),
    }
}
