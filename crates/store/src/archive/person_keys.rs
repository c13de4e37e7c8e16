//! The keys of people: kept apart from the rest, so that what was erased is gone from the archive, too.

use super::table::{Least, Table};
use crate::Sql;

/// The person keys: the mirror's one table.
pub(crate) static PERSON_KEY: Table = Table {
    name: "person_key",
    before: &[Least::Blob],
    page: Sql::both(
        "select person, wrapped, made_at from person_key where person > $1 order by person limit $2",
    ),
    insert: Sql::both("insert into person_key (person, wrapped, made_at) values ($1, $2, $3)"),
};
