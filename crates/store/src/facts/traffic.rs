//! Statements of traffic facts: no entry, no number.

use vermilion_model::CodeKind;
use vermilion_model::fact::traffic::{
    DraftSaved, Mark, PairMade, PhoneSpent, RefusalRow, SessionOpened, StableRenewed, Traffic, UserMade,
    VerificationSent,
};

use super::{Table, activity, fetches, key, keyed_request, member, nodes, quota, stmt, user_traffic};
use crate::{GuardKey, Lowered, Sql, Stmt, Value};

static MAKE_USER: Sql = Sql::both(
    "insert into usr (id, host_app, external_digest, sealed, created_at) values ($1, $2, $3, $4, $5) \
     on conflict do nothing",
);
// A user who is gone gets no pair; the lock keeps a closing on the other connection waiting, or waits for it.
static MAKE_PAIR: Sql = Sql::each(
    "insert into pair (account, usr, ordinal, created_at) \
     select $1, id, $3, $4 from usr where id = $2 and closed_at is null on conflict do nothing",
    "insert into pair (account, usr, ordinal, created_at) \
     select $1, id, $3, $4 from usr where id = $2 and closed_at is null for share on conflict do nothing",
);
// I6: the insert is the proof.
pub(super) static SPEND: Sql = Sql::both(
    "insert into login (serial, kind, key, account, usr, at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
);
pub(super) static NOTE_ACT: Sql = Sql::both(
    "insert into act (serial, account, ordinal, kind, at) values ($1, $2, $3, $4, $5) on conflict do nothing",
);
static RENEW_STABLE: Sql = Sql::both(
    "insert into stable (account, secret, epoch, issued, key) values ($1, $2, $3, $4, $5) \
     on conflict (account, secret) do update set epoch = excluded.epoch, issued = excluded.issued, \
     key = excluded.key where stable.issued = $6",
);
static NOTE_MARK: Sql = Sql::both(
    "insert into mark (account, kind, secret, step, issued) values ($1, $2, $3, $4, $5) \
     on conflict (account, kind, secret, step) do update set issued = excluded.issued \
     where mark.issued < excluded.issued",
);
// The newest mark older than five minutes stays: it is what displaces.
static PRUNE_MARKS: Sql = Sql::both(
    "delete from mark where account = $1 and kind = $2 and secret = $3 and step < \
     (select max(step) from mark where account = $1 and kind = $2 and secret = $3 and step <= $4)",
);
static OPEN_SESSION: Sql = Sql::both(
    "insert into console_session (id, member, digest, created_at, until, seen_at) \
     values ($1, $2, $3, $4, $5, $4) \
     on conflict do nothing",
);
static END_SESSION: Sql =
    Sql::both("update console_session set ended_at = $2 where id = $1 and ended_at is null");
static SEE_SESSION: Sql = Sql::both(
    "update console_session set seen_at = $2, sealed = $3 where id = $1 and ended_at is null and seen_at <= $2",
);
// Only from the number that the one who was let through saw: of two tries at once one is sent back.
static COUNT_TRY_OF_PASSWORD: Sql = Sql::both(
    "insert into sign_in_failure (address, failures, last_at) values ($1, $2, $3) \
     on conflict (address) do update set failures = excluded.failures, last_at = excluded.last_at \
     where sign_in_failure.failures = $4",
);
static FORGET_TRIES_OF_PASSWORD: Sql = Sql::both("delete from sign_in_failure where address = $1");
static SEND_CODE: Sql = Sql::both(
    "insert into verification (id, address, code, created_at, expires_at, tries, purpose) \
     values ($1, $2, $3, $4, $5, 0, $6) \
     on conflict do nothing",
);
static COUNT_TRY: Sql =
    Sql::both("update verification set tries = tries + 1 where id = $1 and spent_at is null and tries < 5");
static GIVE_TRY_BACK: Sql =
    Sql::both("update verification set tries = tries - 1 where id = $1 and spent_at is null and tries > 0");
static MAKE_DRAFT: Sql = Sql::both(
    "insert into draft (id, account, authz, version, sealed, saved_at, saved_by) \
     values ($1, $2, $3, 1, $4, $5, $6) on conflict do nothing",
);
static SAVE_DRAFT: Sql = Sql::both(
    "update draft set version = version + 1, sealed = $3, saved_at = $4, saved_by = $5 \
     where id = $1 and version = $2",
);
static DROP_DRAFT: Sql = Sql::both("delete from draft where id = $1");
static CHOOSE_LANGUAGE: Sql = Sql::both(
    "insert into member_language (member, language) values ($1, $2) \
     on conflict (member) do update set language = excluded.language",
);
static TELL_ONCE: Sql = Sql::both("insert into told (what, at) values ($1, $2) on conflict do nothing");
static KEEP_REFUSAL: Sql = Sql::both(
    "insert into refusal (rid, at, account, call, code, reason, client, query, cost, token_kind, \
     token_secret, token_issued) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
     on conflict do nothing",
);

/// Marks stand in steps of twenty seconds, and displace after five minutes.
const MARK_STEP_MILLIS: i64 = 20_000;
const MARK_STEPS_KEPT: i64 = 5 * 60 * 1000 / MARK_STEP_MILLIS + 1;

pub(super) fn guarded(root: GuardKey, guard: Stmt, writes: Vec<Stmt>) -> Lowered {
    Lowered { keys: vec![root], guards: vec![guard], writes, entry: None }
}

pub(super) fn unguarded(root: GuardKey, writes: Vec<Stmt>) -> Lowered {
    Lowered { keys: vec![root], guards: Vec::new(), writes, entry: None }
}

/// A traffic fact as statements.
pub(crate) fn lower_traffic(fact: &Traffic) -> Lowered {
    match fact {
        Traffic::UserMade(made) => user_made(made),
        Traffic::PairMade(made) => pair_made(made),
        Traffic::PhoneSpent(spent) => phone_spent(spent),
        Traffic::StableRenewed(renewed) => stable_renewed(renewed),
        Traffic::MarksNoted(marks) => marks_noted(marks),
        Traffic::SessionOpened(opened) => session_opened(opened),
        Traffic::SessionEnded { session, at } => guarded(
            key(Table::Session, session.bytes().as_slice()),
            stmt!(END_SESSION, *session, *at),
            Vec::new(),
        ),
        Traffic::SessionSeen { session, at, sealed } => unguarded(
            key(Table::Session, session.bytes().as_slice()),
            vec![stmt!(SEE_SESSION, *session, *at, sealed.as_slice())],
        ),
        Traffic::PasswordTried { address, seen, tries, at } => guarded(
            key(Table::Member, address.as_slice()),
            stmt!(COUNT_TRY_OF_PASSWORD, address.as_slice(), *tries, *at, *seen),
            Vec::new(),
        ),
        Traffic::PasswordRight { address } => unguarded(
            key(Table::Member, address.as_slice()),
            vec![stmt!(FORGET_TRIES_OF_PASSWORD, address.as_slice())],
        ),
        Traffic::VerificationSent(sent) => verification_sent(sent),
        Traffic::VerificationTried(id) => {
            guarded(key(Table::Verification, id.bytes().as_slice()), stmt!(COUNT_TRY, *id), Vec::new())
        }
        Traffic::VerificationKept(id) => {
            unguarded(key(Table::Verification, id.bytes().as_slice()), vec![stmt!(GIVE_TRY_BACK, *id)])
        }
        Traffic::DraftSaved(saved) => draft_saved(saved),
        Traffic::DraftDropped(id) => {
            guarded(key(Table::Draft, id.bytes().as_slice()), stmt!(DROP_DRAFT, *id), Vec::new())
        }
        Traffic::MailQueued(_)
        | Traffic::MailTaken { .. }
        | Traffic::MailPutOff { .. }
        | Traffic::MailSent { .. }
        | Traffic::MailGivenUp { .. } => super::mail::lower(fact),
        Traffic::CaseTaken { .. }
        | Traffic::CaseGivenBack { .. }
        | Traffic::CaseHandedOver { .. }
        | Traffic::CaseChecked { .. } => super::hands::lower(fact),
        Traffic::LanguageChosen { member, language } => unguarded(
            key(Table::Member, member.bytes().as_slice()),
            vec![stmt!(CHOOSE_LANGUAGE, *member, language.tag())],
        ),
        Traffic::ToldOnce { what, at } => guarded(
            key(Table::Installation, what.as_bytes()),
            stmt!(TELL_ONCE, what.as_str(), *at),
            Vec::new(),
        ),
        Traffic::DataSealed(sealed) => user_traffic::data_sealed(sealed),
        Traffic::OAuthSpent(spent) => user_traffic::oauth_spent(spent),
        Traffic::OAuthRenewed(renewed) => user_traffic::oauth_renewed(renewed),
        Traffic::UserChanged(changed) => user_traffic::user_changed(changed),
        Traffic::RefusalsKept(rows) => refusals_kept(rows),
        Traffic::CallsCounted(_) | Traffic::RefusalsCounted(_) | Traffic::UsersSeen(_) => {
            activity::lower(fact)
        }
        #[rustfmt::skip] // a list, not steps
        Traffic::Noticed { .. } | Traffic::NoticesRead { .. }
        | Traffic::NoticeChoiceSaved { .. } | Traffic::DeviceKnown { .. }
        | Traffic::CeremonyBegun(_) | Traffic::CeremonyTried(_) | Traffic::CeremonySpent { .. }
        | Traffic::FactorUsed { .. } | Traffic::SessionProven { .. } | Traffic::ScanAsked(_)
        | Traffic::ScanShown { .. } | Traffic::ScanAnswered { .. } | Traffic::ScanSpent { .. } => super::steps::lower(fact),
        Traffic::TokensFetched(_) | Traffic::SecretsUsed(_) | Traffic::StrangersSeen(_) => {
            fetches::lower(fact)
        }
        Traffic::RequestBegun(_) | Traffic::RequestAnswered(_) | Traffic::RequestReleased(_) => {
            keyed_request::lower(fact)
        }
        Traffic::QuotaLeased(leased) => quota::leased(leased),
        Traffic::QuotaGivenBack(rests) => quota::given_back(rests),
        Traffic::NodeSeen(_) | Traffic::NodeLeft { .. } => nodes::lower(fact),
    }
}

fn user_made(made: &UserMade) -> Lowered {
    let guard = stmt!(
        MAKE_USER,
        made.user,
        made.host_app,
        made.external_digest.as_slice(),
        made.sealed.as_slice(),
        made.at
    );
    let keep = member::keep_key(*made.user.bytes(), &made.wrapped_key, made.at);
    guarded(key(Table::Usr, made.external_digest.as_slice()), guard, vec![keep])
}

fn pair_made(made: &PairMade) -> Lowered {
    let mut root = made.account.0.to_be_bytes().to_vec();
    root.extend_from_slice(made.user.bytes());
    let guard = stmt!(MAKE_PAIR, made.account, made.user, made.ordinal, made.at);
    guarded(key(Table::Pair, root), guard, Vec::new())
}

fn phone_spent(spent: &PhoneSpent) -> Lowered {
    let kind = CodeKind::Phone.number();
    let guard = stmt!(SPEND, spent.serial, kind, spent.key, spent.account, spent.ordinal, spent.at);
    let note = stmt!(NOTE_ACT, spent.serial, spent.account, spent.ordinal, kind, spent.at);
    guarded(key(Table::Login, spent.serial.to_be_bytes()), guard, vec![note])
}

fn stable_renewed(new: &StableRenewed) -> Lowered {
    let mut root = new.account.0.to_be_bytes().to_vec();
    root.extend_from_slice(&new.secret.0.to_be_bytes());
    let guard = stmt!(RENEW_STABLE, new.account, new.secret, new.epoch, new.issued, new.key, new.before);
    guarded(key(Table::Stable, root), guard, Vec::new())
}

fn marks_noted(marks: &[Mark]) -> Lowered {
    let write = |mark: &Mark| {
        let step = mark.issued.div_euclid(MARK_STEP_MILLIS);
        let (account, kind, secret) = (mark.account, mark.kind.number(), mark.secret);
        [
            stmt!(NOTE_MARK, account, kind, secret, step, mark.issued),
            stmt!(PRUNE_MARKS, account, kind, secret, step - MARK_STEPS_KEPT),
        ]
    };
    unguarded(key(Table::Installation, b"marks".as_slice()), marks.iter().flat_map(write).collect())
}

fn session_opened(opened: &SessionOpened) -> Lowered {
    let guard =
        stmt!(OPEN_SESSION, opened.session, opened.member, opened.digest.as_slice(), opened.at, opened.until);
    guarded(key(Table::Session, opened.session.bytes().as_slice()), guard, Vec::new())
}

fn verification_sent(sent: &VerificationSent) -> Lowered {
    let guard = stmt!(
        SEND_CODE,
        sent.verification,
        sent.address.as_slice(),
        sent.code.as_slice(),
        sent.at,
        sent.expires_at,
        sent.purpose.word()
    );
    let root = key(Table::Verification, sent.verification.bytes().as_slice());
    guarded(root, guard, vec![super::mail::queue(&sent.mail)])
}

fn draft_saved(saved: &DraftSaved) -> Lowered {
    let guard = if saved.version == 0 {
        stmt!(
            MAKE_DRAFT,
            saved.draft,
            saved.account,
            saved.authorization,
            saved.sealed.as_slice(),
            saved.at,
            saved.by
        )
    } else {
        stmt!(SAVE_DRAFT, saved.draft, saved.version, saved.sealed.as_slice(), saved.at, saved.by)
    };
    guarded(key(Table::Draft, saved.draft.bytes().as_slice()), guard, Vec::new())
}

fn refusals_kept(rows: &[RefusalRow]) -> Lowered {
    let write = |row: &RefusalRow| {
        let rid: Vec<u8> = row.rid.iter().flat_map(|group| group.to_be_bytes()).collect();
        let account = row.account.map_or(Value::Null, Value::from);
        let token = row.token;
        stmt!(
            KEEP_REFUSAL,
            rid,
            row.at,
            account,
            row.call.as_str(),
            row.code,
            row.reason.as_str(),
            row.client.clone(),
            row.query.as_str(),
            row.cost.as_millis(),
            token.map(|token| token.kind.number()),
            token.map(|token| token.secret),
            token.map(|token| token.issued)
        )
    };
    unguarded(key(Table::Installation, b"refusals".as_slice()), rows.iter().map(write).collect())
}
