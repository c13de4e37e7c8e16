//! Statements of facts about evidence.

use vermilion_model::fact::{EvidenceDeleted, EvidenceScanned, EvidenceStored, EvidenceViewed};
use vermilion_model::{AccountNo, Case, CaseMessage, EvidenceEnd, EvidenceFile, Id, Member, Revision, Time};

use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static STORE: Sql = Sql::both(
    "insert into evidence (id, account, blob, digest, media, bytes, sealed, state, stored_at, stored_by, \
     review_case) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing",
);
static SCANNED: Sql = Sql::both(
    "update evidence set state = $2, scanned_at = $3 \
     where id = $1 and state = 'quarantined' and deleted_at is null",
);
// Who looks holds the row, so that nobody is noted as having seen what was gone.
static VIEWED: Sql = Sql::both(
    "update evidence set views = views + 1 where id = $1 and state = 'clean' and deleted_at is null",
);
// Its name goes with it.
static DELETE: Sql =
    Sql::both("update evidence set deleted_at = $2, sealed = $3 where id = $1 and deleted_at is null");
// What the scanner found something in is still named, so that its account learns why it is gone.
static DROP: Sql = Sql::both("update evidence set deleted_at = $2 where id = $1 and deleted_at is null");
// Of one that a submission came to rest on meanwhile, or a message to name, nothing is thrown away.
static DISCARD: Sql = Sql::both(
    "update evidence set deleted_at = $2, sealed = $3 where id = $1 and deleted_at is null \
     and case_message is null and not exists (select 1 from evidence_use u where u.evidence = $1)",
);
// A file is in one message: its uploader's, about the case that it was handed in to.
static ATTACH: Sql = Sql::both(
    "update evidence set case_message = $2 where id = $1 and review_case = $3 and stored_by = $4 \
     and case_message is null and state = 'clean' and deleted_at is null",
);
// An appeal's: what was handed in to the rejected case is the new one's from now on.
static ATTACH_TO_APPEAL: Sql = Sql::both(
    "update evidence set case_message = $2, review_case = $5 where id = $1 and review_case = $3 \
     and stored_by = $4 and case_message is null and state = 'clean' and deleted_at is null",
);
static USE: Sql =
    Sql::both("insert into evidence_use (revision, evidence) values ($1, $2) on conflict do nothing");

fn one(evidence: Id<EvidenceFile>, account: AccountNo, guard: Stmt) -> Parts {
    Parts {
        keys: vec![key(Table::Evidence, evidence.bytes().as_slice())],
        guards: vec![guard],
        writes: Vec::new(),
        subjects: format!("account:{} evidence:{evidence}", account.0),
    }
}

pub(super) fn stored(act: &EvidenceStored, at: Time) -> Parts {
    let guard = stmt!(
        STORE,
        act.evidence,
        act.account,
        act.blob,
        act.digest,
        act.media.word(),
        act.bytes,
        act.sealed.as_slice(),
        act.state.word(),
        at,
        act.by,
        act.case
    );
    let mut parts = one(act.evidence, act.account, guard);
    if let Some(case) = act.case {
        parts.subjects = format!("{} case:{case}", parts.subjects);
    }
    parts
}

pub(super) fn scanned(act: &EvidenceScanned, at: Time) -> Parts {
    one(act.evidence, act.account, stmt!(SCANNED, act.evidence, act.state.word(), at))
}

pub(super) fn viewed(act: &EvidenceViewed) -> Parts {
    let mut parts = one(act.evidence, act.account, stmt!(VIEWED, act.evidence));
    if let Some(case) = act.case {
        parts.subjects = format!("{} case:{case}", parts.subjects);
    }
    parts
}

pub(super) fn deleted(act: &EvidenceDeleted, at: Time) -> Parts {
    let nothing = Vec::<u8>::new();
    let guard = match act.why {
        EvidenceEnd::Discarded => stmt!(DISCARD, act.evidence, at, nothing),
        EvidenceEnd::Infected => stmt!(DROP, act.evidence, at),
        EvidenceEnd::Retention => stmt!(DELETE, act.evidence, at, nothing),
    };
    one(act.evidence, act.account, guard)
}

/// A revision rests on a file.
pub(super) fn used(revision: Id<Revision>, evidence: Id<EvidenceFile>) -> Stmt {
    stmt!(USE, revision, evidence)
}

/// A message that names files: each must be there, and in no message yet.
pub(super) struct Named<'a> {
    pub(super) case: Id<Case>,
    pub(super) message: Id<CaseMessage>,
    pub(super) by: Id<Member>,
    pub(super) files: &'a [Id<EvidenceFile>],
}

/// Behind the guards of what is said, the files in one order on every node.
pub(super) fn attached(named: &Named<'_>, parts: &mut Parts) {
    each(named, parts, |file| stmt!(ATTACH, file, named.message, named.case, named.by));
}

/// Likewise behind those of an appeal, to whose case the files go.
pub(super) fn attached_to_appeal(named: &Named<'_>, appeal: Id<Case>, parts: &mut Parts) {
    each(named, parts, |file| stmt!(ATTACH_TO_APPEAL, file, named.message, named.case, named.by, appeal));
}

fn each(named: &Named<'_>, parts: &mut Parts, guard: impl Fn(Id<EvidenceFile>) -> Stmt) {
    let mut files = named.files.to_vec();
    files.sort_unstable_by_key(|file| *file.bytes());
    for file in files {
        parts.keys.push(key(Table::Evidence, file.bytes().as_slice()));
        parts.guards.push(guard(file));
        parts.subjects = format!("{} evidence:{file}", parts.subjects);
    }
}
