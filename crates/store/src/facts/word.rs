//! Statements of facts about protected words.

use vermilion_model::Time;
use vermilion_model::fact::{WordFreed, WordProtected};

use super::{Parts, Table, key, stmt};
use crate::{Sql, Stmt};

static PROTECT: Sql = Sql::both(
    "insert into protected_word (word, account, protected_at) values ($1, $2, $3) \
     on conflict (word) do update set account = excluded.account, protected_at = excluded.protected_at, \
     freed_at = null",
);
// A word of the catalogue has no row before it is freed.
static FREE: Sql = Sql::both(
    "insert into protected_word (word, protected_at, freed_at) values ($1, $2, $2) \
     on conflict (word) do update set freed_at = excluded.freed_at where protected_word.freed_at is null",
);

fn one(word: &str, guard: Stmt) -> Parts {
    Parts {
        keys: vec![key(Table::Installation, format!("word:{word}").as_bytes())],
        guards: vec![guard],
        writes: Vec::new(),
        subjects: "installation".to_owned(),
    }
}

pub(super) fn protected(act: &WordProtected, at: Time) -> Parts {
    one(&act.word, stmt!(PROTECT, act.word.as_str(), act.account, at))
}

pub(super) fn freed(act: &WordFreed, at: Time) -> Parts {
    one(&act.word, stmt!(FREE, act.word.as_str(), at))
}
