//! Statements of facts about how members sign in, what they agreed to, and their erasure.

use vermilion_model::fact::{
    AgreementAccepted, AgreementPublished, FactorAdded, FactorRemoved, FactorRenamed, HostUserBound,
    HostUserUnbound, MemberErased, RecoveryCodeSpent, RecoveryCodesMade,
};
use vermilion_model::{FactorKind, Id, Member, Time};

use super::keyed_request::{FORGET_ANSWERS, FORGET_REQUESTS};
use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static PUBLISH: Sql = Sql::both(
    "insert into agreement (version, title_zh, text_zh, title_en, text_en, published_at, asks_again_at) \
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
);
static AGREE: Sql = Sql::both(
    "update member set agreement = $2, agreed_at = $3 where id = $1 and agreement < $2 and erased_at is null",
);
// The member's row is the root: nothing is added to who is being erased.
static LIVING: Sql = Sql::both("update member set agreement = agreement where id = $1 and erased_at is null");
static ADD: Sql = Sql::both(
    "insert into second_factor (id, member, kind, digest, sealed, step, added_at) \
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
);
static REMOVE: Sql =
    Sql::both("delete from second_factor where id = $1 and member = $2 and kind <> 'recovery'");
// Its use may seal a passkey's count anew: who renames what was used meanwhile looks again.
static RENAME: Sql = Sql::both(
    "update second_factor set sealed = $4 where id = $1 and member = $2 and kind <> 'recovery' and sealed = $3",
);
static REMOVE_CODES_LEFT_ALONE: Sql = Sql::both(
    "delete from second_factor where member = $1 and kind = 'recovery' \
     and not exists (select 1 from second_factor o where o.member = $1 and o.kind <> 'recovery')",
);
static REMOVE_CODES: Sql = Sql::both("delete from second_factor where member = $1 and kind = 'recovery'");
// I6: the delete is the proof.
static SPEND_CODE: Sql =
    Sql::both("delete from second_factor where id = $1 and member = $2 and kind = 'recovery'");
static BIND: Sql = Sql::both(
    "insert into host_binding (member, host_app, usr, since) values ($1, $2, $3, $4) on conflict do nothing",
);
static UNBIND: Sql = Sql::both("delete from host_binding where member = $1");
// I10, and the last administrator of an account in use stays.
static ERASE: Sql = Sql::both(
    "update member set erased_at = $2, email_digest = null, phone_digest = null, password = '', sealed = $3 \
     where id = $1 and erased_at is null and not exists (select 1 from membership m \
     join account a on a.no = m.account where m.member = $1 and m.role = 'administrator' \
     and a.closed_at is null and not exists (select 1 from membership o where o.account = m.account \
     and o.member <> $1 and o.role = 'administrator'))",
);
static DESTROY_KEY: Sql = Sql::both("delete from person_key where person = $1");
static LEAVE_ALL: Sql = Sql::both("delete from membership where member = $1");
static TAKE_ROLES: Sql = Sql::both("delete from platform_role where member = $1");
static FORGET_FACTORS: Sql = Sql::both("delete from second_factor where member = $1");
static FORGET_CEREMONIES: Sql = Sql::both("delete from ceremony where member = $1");
static FORGET_NOTICES: Sql = Sql::both("delete from notice where member = $1");
static FORGET_CHOICE: Sql = Sql::both("delete from notice_choice where member = $1");
static FORGET_SCANS: Sql = Sql::both("delete from scan where member = $1");
static FORGET_SESSIONS: Sql = Sql::both("delete from console_session where member = $1");
static FORGET_MAIL: Sql = Sql::both("delete from mail where address = $1");
static FORGET_CODES: Sql = Sql::both("delete from verification where address = $1");
static FORGET_TRIES: Sql = Sql::both("delete from sign_in_failure where address = $1");
static FORGET_DEVICES: Sql = Sql::both("delete from known_device where address = $1");
static FORGET_INVITATIONS: Sql = Sql::both("delete from invitation where email_digest = $1");
static FORGET_ADMISSION: Sql = Sql::both("delete from registration_invitation where email_digest = $1");

fn of_member(member: Id<Member>, guards: Vec<Stmt>, writes: Vec<Stmt>) -> Parts {
    Parts {
        keys: vec![key(Table::Member, member.bytes().as_slice())],
        guards,
        writes,
        subjects: format!("member:{member}"),
    }
}

pub(super) fn agreement_published(act: &AgreementPublished, at: Time) -> Parts {
    let (row, asks_again_at) = (&act.row, act.asks_again.then_some(at));
    Parts {
        keys: vec![key(Table::Installation, b"agreement".as_slice())],
        guards: vec![stmt!(
            PUBLISH,
            act.version,
            row.title_zh.as_str(),
            row.text_zh.as_str(),
            row.title_en.as_str(),
            row.text_en.as_str(),
            at,
            asks_again_at
        )],
        writes: Vec::new(),
        subjects: "installation".to_owned(),
    }
}

pub(super) fn agreement_accepted(act: &AgreementAccepted, at: Time) -> Parts {
    of_member(act.member, vec![stmt!(AGREE, act.member, act.version, at)], Vec::new())
}

pub(super) fn factor_added(act: &FactorAdded, at: Time) -> Parts {
    let row = &act.row;
    let add = stmt!(
        ADD,
        act.factor,
        act.member,
        act.kind.word(),
        row.digest.clone(),
        row.sealed.as_slice(),
        row.step,
        at
    );
    of_member(act.member, vec![stmt!(LIVING, act.member), add], Vec::new())
}

pub(super) fn factor_removed(act: &FactorRemoved) -> Parts {
    let guards = vec![stmt!(REMOVE, act.factor, act.member)];
    of_member(act.member, guards, vec![stmt!(REMOVE_CODES_LEFT_ALONE, act.member)])
}

pub(super) fn factor_renamed(act: &FactorRenamed) -> Parts {
    let (before, sealed) = (act.before.as_slice(), act.sealed.as_slice());
    of_member(act.member, vec![stmt!(RENAME, act.factor, act.member, before, sealed)], Vec::new())
}

pub(super) fn recovery_codes_made(act: &RecoveryCodesMade, at: Time) -> Parts {
    let mut writes = vec![stmt!(REMOVE_CODES, act.member)];
    writes.extend(act.rows.iter().map(|(id, digest)| {
        let (kind, none) = (FactorKind::Recovery.word(), Vec::<u8>::new());
        stmt!(ADD, *id, act.member, kind, digest.as_slice(), none, 0_i64, at)
    }));
    of_member(act.member, vec![stmt!(LIVING, act.member)], writes)
}

pub(super) fn recovery_code_spent(act: &RecoveryCodeSpent) -> Parts {
    of_member(act.member, vec![stmt!(SPEND_CODE, act.factor, act.member)], Vec::new())
}

pub(super) fn host_user_bound(act: &HostUserBound, at: Time) -> Parts {
    let bind = stmt!(BIND, act.member, act.host_app, act.user, at);
    let mut parts = of_member(act.member, vec![stmt!(LIVING, act.member), bind], Vec::new());
    parts.subjects = format!("{} user:{}", parts.subjects, act.user);
    parts
}

pub(super) fn host_user_unbound(act: &HostUserUnbound) -> Parts {
    of_member(act.member, vec![stmt!(UNBIND, act.member)], Vec::new())
}

pub(super) fn member_erased(act: &MemberErased, at: Time) -> Parts {
    let mut writes = vec![stmt!(DESTROY_KEY, act.member)];
    let by_id = [
        &LEAVE_ALL,
        &TAKE_ROLES,
        &FORGET_FACTORS,
        &FORGET_CEREMONIES,
        &FORGET_NOTICES,
        &FORGET_CHOICE,
        &FORGET_SCANS,
        &FORGET_SESSIONS,
        &UNBIND,
        &FORGET_REQUESTS,
    ];
    writes.extend(by_id.map(|sql| Stmt::new(sql, vec![act.member.into()])));
    let by_address =
        [&FORGET_MAIL, &FORGET_CODES, &FORGET_TRIES, &FORGET_DEVICES, &FORGET_INVITATIONS, &FORGET_ADMISSION];
    for address in &act.addresses {
        writes.extend(by_address.map(|sql| Stmt::new(sql, vec![address.as_slice().into()])));
    }
    writes.push(stmt!(FORGET_ANSWERS));
    of_member(act.member, vec![stmt!(ERASE, act.member, at, Vec::<u8>::new())], writes)
}
