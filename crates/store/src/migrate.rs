//! Numbered, embedded migrations. SQLite migrates on start, PostgreSQL only by command.

use vermilion_model::Time;

use crate::{Row, Sql, StoreFault};

/// One change of the schema, for both engines. Released files are never edited.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    /// From 1, without gaps.
    pub number: i64,
    /// The file's name behind the number.
    pub name: &'static str,
    /// SQLite's text.
    pub sqlite: &'static str,
    /// PostgreSQL's text.
    pub postgres: &'static str,
}

macro_rules! migrations {
    ($($number:literal $name:literal;)*) => {
        &[$(Migration {
            number: $number,
            name: $name,
            sqlite: include_str!(concat!("../migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("../migrations/postgres/", $name, ".sql")),
        }),*]
    };
}

/// Every migration this binary knows, in order.
pub static MIGRATIONS: &[Migration] = migrations! {
    1 "0001_ground";
    2 "0002_main";
    3 "0003_saved_consents";
    4 "0004_review_desk";
    5 "0005_user_tokens";
    6 "0006_delegations";
    7 "0007_quotas";
    8 "0008_settings";
    9 "0009_people";
    10 "0010_review_tables";
    11 "0011_signing_in";
    12 "0012_activity";
    13 "0013_profile_policy";
    14 "0014_policies";
    15 "0015_evidence";
    16 "0016_catalogue";
    17 "0017_accounts";
    18 "0018_account_lists";
    19 "0019_case_files";
    20 "0020_admission";
    21 "0021_session_origin";
    22 "0022_keyed_request";
    23 "0023_pending_accounts";
    24 "0024_nodes";
    25 "0025_suspension_reason";
};

/// What there must be before the first migration: where it is noted, and the lease it is run under.
pub(crate) static CREATE: &str = "\
    create table if not exists migration \
      (number bigint primary key, name text not null, checksum text not null, at bigint not null); \
    create table if not exists lease \
      (name text primary key, holder bytea not null, until bigint not null)";

pub(crate) static APPLIED: Sql = Sql::both("select number, name, checksum from migration order by number");

pub(crate) static NOTE: Sql =
    Sql::both("insert into migration (number, name, checksum, at) values ($1, $2, $3, $4)");

pub(crate) static STATEMENTS: &[&Sql] = &[&APPLIED, &NOTE];

impl Migration {
    /// The parameters of [`NOTE`].
    pub(crate) fn note(&self, text: &str, now: Time) -> [crate::Value; 4] {
        [self.number.into(), self.name.into(), checksum(text).into(), now.into()]
    }
}

/// The number of the newest migration this binary knows.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |last| last.number)
}

pub(crate) fn checksum(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}

/// Which migrations are still to be run, given the rows of [`APPLIED`].
///
/// A schema with more, or with others, than this binary knows is refused: it must not be guessed at.
pub(crate) fn missing(
    known: &'static [Migration],
    applied: &[Row],
    text: fn(&Migration) -> &'static str,
) -> Result<&'static [Migration], StoreFault> {
    for (i, row) in applied.iter().enumerate() {
        let (number, name, sum) = (row.int(0)?, row.text(1)?, row.text(2)?);
        let Some(migration) = known.get(i) else {
            return Err(StoreFault::Schema(format!("migration {number} ({name}) is newer than this binary")));
        };
        if migration.number != number || migration.name != name || checksum(text(migration)) != sum {
            return Err(StoreFault::Schema(format!(
                "migration {number} ({name}) is not the one this binary carries"
            )));
        }
    }
    Ok(known.get(applied.len()..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Value;

    fn applied(number: i64, name: &str, text: &str) -> Row {
        Row::new(vec![Value::Int(number), name.into(), checksum(text).into()])
    }

    #[test]
    fn numbers_are_without_gaps_and_stand_in_the_names() {
        for (i, migration) in (1_i64..).zip(MIGRATIONS) {
            assert_eq!(migration.number, i);
            assert!(migration.name.starts_with(&format!("{i:04}_")));
        }
    }

    #[test]
    fn every_file_of_either_engine_is_one_of_them() {
        for engine in ["sqlite", "postgres"] {
            let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations").join(engine);
            let files = std::fs::read_dir(folder).unwrap();
            let mut files: Vec<_> =
                files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
            files.sort_unstable();
            let known: Vec<_> =
                MIGRATIONS.iter().map(|migration| format!("{}.sql", migration.name)).collect();
            assert_eq!(files, known);
        }
    }

    #[test]
    fn a_newer_or_an_altered_schema_is_refused() {
        let first = MIGRATIONS[0];
        let same = applied(1, first.name, first.sqlite);
        let text = |migration: &Migration| migration.sqlite;
        assert_eq!(missing(MIGRATIONS, &[], text).unwrap().len(), MIGRATIONS.len());
        assert_eq!(
            missing(MIGRATIONS, std::slice::from_ref(&same), text).unwrap().len(),
            MIGRATIONS.len() - 1
        );
        assert!(missing(MIGRATIONS, &[applied(1, first.name, "other")], text).is_err());
        assert!(missing(&MIGRATIONS[..1], &[same, applied(2, "0002_later", "x")], text).is_err());
    }
}
