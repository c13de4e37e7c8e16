//! Statements of traffic about signing in and being told: ceremonies, scans, devices, notices.

use vermilion_model::fact::traffic::{CeremonyBegun, NoticeRow, ScanAsked, Traffic};
use vermilion_model::{Id, Scan};

use super::mail::queue;
use super::traffic::{guarded, unguarded};
use super::{Table, key, stmt};
use crate::{GuardKey, Lowered, Sql};

static NOTICE: Sql = Sql::both(
    "insert into notice (id, member, kind, about, once, at) values ($1, $2, $3, $4, $5, $6) \
     on conflict do nothing",
);
static READ: Sql = Sql::both(
    "update notice set read_at = $4 where member = $1 and id >= $2 and id <= $3 and read_at is null",
);
static CHOOSE: Sql = Sql::both(
    "insert into notice_choice (member, sealed, saved_at) values ($1, $2, $3) \
     on conflict (member) do update set sealed = excluded.sealed, saved_at = excluded.saved_at",
);
static KNOW_DEVICE: Sql = Sql::both(
    "insert into known_device (address, device, seen_at) values ($1, $2, $3) \
     on conflict (address, device) do update set seen_at = excluded.seen_at",
);
static BEGIN: Sql = Sql::both(
    "insert into ceremony (id, kind, member, digest, sealed, created_at, expires_at, tries) \
     values ($1, $2, $3, $4, $5, $6, $7, 0) on conflict do nothing",
);
static TRY: Sql =
    Sql::both("update ceremony set tries = tries + 1 where id = $1 and spent_at is null and tries < 5");
// I6: the update is the proof.
static SPEND: Sql = Sql::both(
    "update ceremony set spent_at = $2, sealed = $3 where id = $1 and spent_at is null and expires_at > $2",
);
// A step that was used, or one before it, is a replay.
static USE_FACTOR: Sql = Sql::both(
    "update second_factor set step = $2, used_at = $3, sealed = coalesce($4, sealed) \
     where id = $1 and (step < $2 or (step = 0 and $2 = 0))",
);
static PROVE: Sql = Sql::both("update console_session set proven_at = $2 where id = $1 and ended_at is null");
static ASK: Sql = Sql::both(
    "insert into scan (id, purpose, ticket, browser, member, state, created_at, expires_at) \
     values ($1, $2, $3, $4, $5, 'waiting', $6, $7) on conflict do nothing",
);
static SHOW: Sql = Sql::both(
    "update scan set state = 'shown', host_app = $2, usr = $3 where id = $1 and state = 'waiting' \
     and expires_at > $4",
);
static ANSWER: Sql = Sql::both(
    "update scan set state = $3 where id = $1 and usr = $2 and state = 'shown' and expires_at > $4",
);
// I6: the update is the proof.
static SPEND_SCAN: Sql = Sql::both(
    "update scan set spent_at = $2 where id = $1 and state = 'confirmed' and spent_at is null \
     and expires_at > $2",
);

fn scan_root(scan: Id<Scan>) -> GuardKey {
    key(Table::Scan, scan.bytes().as_slice())
}

/// A fact of these as statements; of any other, nothing.
pub(super) fn lower(fact: &Traffic) -> Lowered {
    match fact {
        Traffic::Noticed { notices, mails } => {
            let mut lowered = noticed(notices);
            lowered.writes.extend(mails.iter().map(queue));
            lowered
        }
        Traffic::NoticesRead { member, from, to, at } => unguarded(
            key(Table::Notice, member.bytes().as_slice()),
            vec![stmt!(READ, *member, *from, *to, *at)],
        ),
        Traffic::NoticeChoiceSaved { member, sealed, at } => unguarded(
            key(Table::Notice, member.bytes().as_slice()),
            vec![stmt!(CHOOSE, *member, sealed.as_slice(), *at)],
        ),
        Traffic::DeviceKnown { address, device, at } => unguarded(
            key(Table::Member, address.as_slice()),
            vec![stmt!(KNOW_DEVICE, address.as_slice(), device.as_slice(), *at)],
        ),
        Traffic::CeremonyBegun(begun) => ceremony_begun(begun),
        Traffic::CeremonyTried(id) => {
            guarded(key(Table::Ceremony, id.bytes().as_slice()), stmt!(TRY, *id), Vec::new())
        }
        Traffic::CeremonySpent { ceremony, at } => guarded(
            key(Table::Ceremony, ceremony.bytes().as_slice()),
            stmt!(SPEND, *ceremony, *at, Vec::<u8>::new()),
            Vec::new(),
        ),
        Traffic::FactorUsed { factor, step, sealed, at } => guarded(
            key(Table::Factor, factor.bytes().as_slice()),
            stmt!(USE_FACTOR, *factor, *step, *at, sealed.clone()),
            Vec::new(),
        ),
        Traffic::SessionProven { session, at } => {
            guarded(key(Table::Session, session.bytes().as_slice()), stmt!(PROVE, *session, *at), Vec::new())
        }
        Traffic::ScanAsked(asked) => scan_asked(asked),
        Traffic::ScanShown { scan, host_app, user, at } => {
            guarded(scan_root(*scan), stmt!(SHOW, *scan, *host_app, *user, *at), Vec::new())
        }
        Traffic::ScanAnswered { scan, user, state, at } => {
            guarded(scan_root(*scan), stmt!(ANSWER, *scan, *user, state.word(), *at), Vec::new())
        }
        Traffic::ScanSpent { scan, at } => {
            guarded(scan_root(*scan), stmt!(SPEND_SCAN, *scan, *at), Vec::new())
        }
        _ => Lowered::default(),
    }
}

// The first is the guard: who was told already is told nothing, by no way.
fn noticed(rows: &[NoticeRow]) -> Lowered {
    let write = |row: &NoticeRow| {
        stmt!(NOTICE, row.notice, row.member, row.kind, row.about.as_str(), row.once.as_str(), row.at)
    };
    let root = rows.first().map_or_else(Vec::new, |row| row.member.bytes().to_vec());
    Lowered {
        keys: vec![key(Table::Notice, root)],
        guards: rows.iter().take(1).map(write).collect(),
        writes: rows.iter().skip(1).map(write).collect(),
        entry: None,
    }
}

fn ceremony_begun(begun: &CeremonyBegun) -> Lowered {
    let guard = stmt!(
        BEGIN,
        begun.ceremony,
        begun.kind,
        begun.member,
        begun.digest.as_slice(),
        begun.sealed.as_slice(),
        begun.at,
        begun.expires_at
    );
    guarded(key(Table::Ceremony, begun.ceremony.bytes().as_slice()), guard, Vec::new())
}

fn scan_asked(asked: &ScanAsked) -> Lowered {
    let guard = stmt!(
        ASK,
        asked.scan,
        asked.purpose,
        asked.ticket.as_slice(),
        asked.browser.as_slice(),
        asked.member,
        asked.at,
        asked.expires_at
    );
    guarded(scan_root(asked.scan), guard, Vec::new())
}
