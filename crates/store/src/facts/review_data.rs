//! Statements of facts about what operators edit for the desk: coded reasons and working days.

use vermilion_model::fact::{CalendarYearSet, ReviewReasonRetired, ReviewReasonSet};
use vermilion_model::{Sentences, Time};

use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static MAKE_REASON: Sql = Sql::both(
    "insert into review_reason (code, version, family, mended_at, pointer, sentences, changed_at, retired_at) \
     values ($1, 1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
);
static SET_REASON: Sql = Sql::both(
    "update review_reason set version = version + 1, family = $2, mended_at = $3, pointer = $4, sentences = $5, \
     changed_at = $6, retired_at = $7 where code = $1 and version = $8",
);
static MAKE_YEAR: Sql = Sql::both(
    "insert into calendar_year (year, version, holidays, make_up, source, since, changed_at) \
     values ($1, 1, $2, $3, $4, $5, $5) on conflict do nothing",
);
static SET_YEAR: Sql = Sql::both(
    "update calendar_year set version = version + 1, holidays = $2, make_up = $3, source = $4, changed_at = $5 \
     where year = $1 and version = $6",
);

fn data(what: &str, guard: Stmt) -> Parts {
    Parts {
        keys: vec![key(Table::Installation, what.as_bytes())],
        guards: vec![guard],
        writes: Vec::new(),
        subjects: what.to_owned(),
    }
}

fn sentences(sentences: &Sentences) -> String {
    serde_json::to_string(sentences).unwrap_or_default()
}

pub(super) fn reason_set(act: &ReviewReasonSet, at: Time) -> Parts {
    let (code, family, mended) = (act.code.as_str(), act.family.word(), act.at.word());
    let (pointer, said, retired) = (act.pointer.as_str(), sentences(&act.sentences), None::<Time>);
    let guard = if act.version == 0 {
        stmt!(MAKE_REASON, code, family, mended, pointer, said, at, retired)
    } else {
        stmt!(SET_REASON, code, family, mended, pointer, said, at, retired, act.version)
    };
    data(&format!("reason:{code}"), guard)
}

pub(super) fn reason_retired(act: &ReviewReasonRetired, at: Time) -> Parts {
    let (code, family, mended) = (act.code.as_str(), act.family.word(), act.at.word());
    let (pointer, said, retired) = (act.pointer.as_str(), sentences(&act.sentences), Some(at));
    let guard = if act.version == 0 {
        stmt!(MAKE_REASON, code, family, mended, pointer, said, at, retired)
    } else {
        stmt!(SET_REASON, code, family, mended, pointer, said, at, retired, act.version)
    };
    data(&format!("reason:{code}"), guard)
}

pub(super) fn year_set(act: &CalendarYearSet, at: Time) -> Parts {
    let list = |days: &Vec<String>| serde_json::to_string(days).unwrap_or_default();
    let (holidays, make_up, source) = (list(&act.holidays), list(&act.make_up), act.source.as_str());
    let guard = if act.version == 0 {
        stmt!(MAKE_YEAR, act.year, holidays, make_up, source, at)
    } else {
        stmt!(SET_YEAR, act.year, holidays, make_up, source, at, act.version)
    };
    data(&format!("calendar:{}", act.year), guard)
}
