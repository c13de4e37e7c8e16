//! Statements of facts about members.

use vermilion_model::fact::{
    InvitationAccepted, MemberInvited, MemberRegistered, NewMember, PasswordChanged, PasswordReset,
    PlatformRoleGiven, PlatformRoleTaken,
};
use vermilion_model::{Id, Invitation, Member, Time};

use super::{Parts, Table, account, admission, key, stmt};
use crate::{Sql, Stmt};

// I6: the update is the proof that the code was not spent before.
static SPEND_VERIFICATION: Sql = Sql::both(
    "update verification set spent_at = $3 where id = $1 and address = $2 and spent_at is null \
     and expires_at > $3 and tries <= 5",
);
static SPEND_INVITATION: Sql = Sql::both(
    "update invitation set spent_at = $2, sealed = $3 where id = $1 and spent_at is null and expires_at > $2 \
     and withdrawn_at is null",
);
// How many share a phone number is a policy and no invariant: two nodes at once may pass it by one.
static MAKE_MEMBER: Sql = Sql::both(
    "insert into member (id, email_digest, phone_digest, password, sealed, agreement, created_at) \
     select $1, $2, $3, $4, $5, $6, $7 where cast($8 as bigint) = 0 \
     or (select count(*) from member where phone_digest = $3) < cast($8 as bigint) on conflict do nothing",
);
static KEEP_KEY: Sql =
    Sql::both("insert into person_key (person, wrapped, made_at) values ($1, $2, $3) on conflict do nothing");
static INVITE: Sql = Sql::both(
    "insert into invitation (id, role, digest, email_digest, sealed, created_at, expires_at) \
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
);
static GIVE_ROLE: Sql = Sql::both(
    "insert into platform_role (member, role, given_at) values ($1, $2, $3) on conflict do nothing",
);
static TAKE_ROLE: Sql = Sql::both("delete from platform_role where member = $1 and role = $2");
static CHANGE_PASSWORD: Sql =
    Sql::both("update member set password = $2 where id = $1 and erased_at is null");
static END_SESSIONS: Sql =
    Sql::both("update console_session set ended_at = $2 where member = $1 and ended_at is null");

pub(super) fn make_member(id: Id<Member>, row: &NewMember, agreement: u32, at: Time) -> Stmt {
    stmt!(
        MAKE_MEMBER,
        id,
        row.email_digest.as_slice(),
        row.phone_digest.clone(),
        row.password.as_str(),
        row.sealed.as_slice(),
        agreement,
        at,
        row.phone_shared_by
    )
}

pub(super) fn keep_key(person: [u8; 16], wrapped: &[u8], at: Time) -> Stmt {
    stmt!(KEEP_KEY, person, wrapped, at)
}

/// I6: the link of an invitation works once.
pub(super) fn spend_invitation(invitation: Id<Invitation>, at: Time) -> Stmt {
    stmt!(SPEND_INVITATION, invitation, at, [0_u8; 0].as_slice())
}

pub(super) fn registered(act: &MemberRegistered, at: Time) -> Parts {
    let opened = account::opened(&act.account, at);
    let mut guards = vec![
        stmt!(SPEND_VERIFICATION, act.email_proof, act.row.email_digest.as_slice(), at),
        make_member(act.member, &act.row, act.agreement, at),
    ];
    let phone = act.phone_proof.zip(act.row.phone_digest.as_deref());
    guards.extend(phone.map(|(proof, number)| stmt!(SPEND_VERIFICATION, proof, number, at)));
    let email = act.row.email_digest.as_slice();
    guards.extend(act.invitation.map(|invitation| admission::used(invitation, email, at)));
    guards.extend(opened.guards);
    let mut writes = vec![keep_key(*act.member.bytes(), &act.row.wrapped_key, at)];
    writes.extend(opened.writes);
    let mut keys = vec![
        key(Table::Verification, act.email_proof.bytes().as_slice()),
        key(Table::Member, act.row.email_digest.as_slice()),
    ];
    keys.extend(act.phone_proof.map(|proof| key(Table::Verification, proof.bytes().as_slice())));
    keys.extend(act.invitation.map(admission::root));
    keys.extend(opened.keys);
    let invitation = act.invitation.map(|id| format!(" registration_invitation:{id}")).unwrap_or_default();
    let subjects = format!("member:{} {}{invitation}", act.member, opened.subjects);
    Parts { keys, guards, writes, subjects }
}

pub(super) fn invited(act: &MemberInvited, at: Time) -> Parts {
    Parts {
        keys: vec![key(Table::Invitation, act.invitation.bytes().as_slice())],
        guards: vec![stmt!(
            INVITE,
            act.invitation,
            act.role.word(),
            act.digest.as_slice(),
            act.email_digest.as_slice(),
            act.sealed.as_slice(),
            at,
            act.expires_at
        )],
        writes: Vec::new(),
        subjects: format!("invitation:{}", act.invitation),
    }
}

pub(super) fn accepted(act: &InvitationAccepted, at: Time) -> Parts {
    Parts {
        keys: vec![
            key(Table::Invitation, act.invitation.bytes().as_slice()),
            key(Table::Member, act.row.email_digest.as_slice()),
        ],
        guards: vec![spend_invitation(act.invitation, at), make_member(act.member, &act.row, 0, at)],
        writes: vec![
            keep_key(*act.member.bytes(), &act.row.wrapped_key, at),
            stmt!(GIVE_ROLE, act.member, act.role.word(), at),
        ],
        subjects: format!("invitation:{} member:{}", act.invitation, act.member),
    }
}

pub(super) fn role_given(act: &PlatformRoleGiven, at: Time) -> Parts {
    Parts {
        keys: vec![key(Table::Member, act.member.bytes().as_slice())],
        guards: vec![stmt!(GIVE_ROLE, act.member, act.role.word(), at)],
        writes: Vec::new(),
        subjects: format!("member:{}", act.member),
    }
}

pub(super) fn role_taken(act: &PlatformRoleTaken) -> Parts {
    Parts {
        keys: vec![key(Table::Member, act.member.bytes().as_slice())],
        guards: vec![stmt!(TAKE_ROLE, act.member, act.role.word())],
        writes: Vec::new(),
        subjects: format!("member:{}", act.member),
    }
}

pub(super) fn password_changed(act: &PasswordChanged, at: Time) -> Parts {
    Parts {
        keys: vec![key(Table::Member, act.member.bytes().as_slice())],
        guards: vec![stmt!(CHANGE_PASSWORD, act.member, act.password.as_str())],
        writes: vec![stmt!(END_SESSIONS, act.member, at)],
        subjects: format!("member:{}", act.member),
    }
}

pub(super) fn password_reset(act: &PasswordReset, at: Time) -> Parts {
    Parts {
        keys: vec![
            key(Table::Verification, act.proof.bytes().as_slice()),
            key(Table::Member, act.member.bytes().as_slice()),
        ],
        guards: vec![
            stmt!(SPEND_VERIFICATION, act.proof, act.email_digest.as_slice(), at),
            stmt!(CHANGE_PASSWORD, act.member, act.password.as_str()),
        ],
        writes: vec![stmt!(END_SESSIONS, act.member, at)],
        subjects: format!("member:{}", act.member),
    }
}
