//! What a base holds, table by table: a page of rows by key, and the insert that puts them back.

use crate::{Sql, Value};

/// One archived table. A row's columns stand in one order in both statements, its key first.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its name.
    pub(crate) name: &'static str,
    /// The key before every row's.
    pub(crate) before: &'static [Least],
    /// The rows behind a key, in its order; the last parameter is how many at most.
    pub(crate) page: Sql,
    /// One row put back.
    pub(crate) insert: Sql,
}

impl Table {
    /// The insert, as a statement takes it.
    pub(crate) fn put(&'static self) -> &'static Sql {
        &self.insert
    }
}

/// What sorts before every value of a key's column.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Least {
    Int,
    Text,
    Blob,
}

impl Least {
    pub(crate) fn value(self) -> Value {
        match self {
            Least::Int => Value::Int(i64::MIN),
            Least::Text => Value::Text(String::new()),
            Least::Blob => Value::Blob(Vec::new()),
        }
    }
}

use Least::{Blob, Int, Text};

/// Left out, each with the reason why nothing is lost.
#[cfg(test)]
pub(crate) static LEFT_OUT: &[(&str, &str)] = &[
    ("migration", "the restoring binary's own"),
    ("lease", "a node's, for minutes"),
    ("subject", "a row to lock while accounts are counted; made when it is needed"),
    ("meta", "stands in every part's first line"),
    ("lane", "stands in every part's last line"),
    ("batch", "asked for within a commit"),
    ("person_key", "in the mirror, which is overwritten (I10)"),
    ("login", "codes and session keys of an earlier incarnation are not believed"),
    ("mark", "displaces tokens, and none of an earlier incarnation is believed"),
    ("oauth_grant", "tokens of an earlier incarnation are not believed"),
    ("sealed_data", "asked for within three days, and what it was sealed under ends with the incarnation"),
    (
        "invitation",
        "a link of an earlier incarnation ends, and whom it invited is sealed under no key of theirs (I10)",
    ),
    ("console_session", "a cookie of an earlier incarnation is not believed"),
    ("verification", "a code of an earlier incarnation is not believed"),
    ("sign_in_failure", "counts of minutes"),
    ("consent_chunk", "a copy of `consent`, made again"),
    ("consent_saved", "says how old that copy is"),
    ("mail", "what was sent must not be sent again"),
    ("case_check", "a look that was not finished; a decision carries its own"),
    ("refusal", "kept for a week, and nothing rests on it"),
    ("token_fetch", "records of tokens of an earlier incarnation"),
    ("stranger", "records of a month, and nothing rests on them"),
    ("secret_use", "days; they come back with the next use"),
    ("quota", "counts of a day, of calls of an earlier incarnation"),
    ("month_count", "counts of a month; a restore gives them back"),
];

/// The person keys: the mirror's one table.
pub(crate) static PERSON_KEY: Table = Table {
    name: "person_key",
    before: &[Blob],
    page: Sql::both(
        "select person, wrapped, made_at from person_key where person > $1 order by person limit $2",
    ),
    insert: Sql::both("insert into person_key (person, wrapped, made_at) values ($1, $2, $3)"),
};

/// The table of a name.
pub(crate) fn named(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}

/// The audit chain's.
pub(crate) const ENTRY: &str = "entry";

/// Every archived table.
pub(crate) static TABLES: [Table; 33] = [
    Table {
        name: ENTRY,
        before: &[Int, Int],
        page: Sql::both(
            "select lane, number, at, actor, kind, version, subjects, body, key, mac from entry \
             where (lane, number) > ($1, $2) order by lane, number limit $3",
        ),
        insert: Sql::both(
            "insert into entry (lane, number, at, actor, kind, version, subjects, body, key, mac) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        ),
    },
    Table {
        name: "block",
        before: &[Text],
        page: Sql::both("select name, next from block where name > $1 order by name limit $2"),
        insert: Sql::both("insert into block (name, next) values ($1, $2)"),
    },
    Table {
        name: "ring",
        before: &[Text, Int],
        page: Sql::both(
            "select purpose, id, wrapped, made_at, retired_at from ring \
             where (purpose, id) > ($1, $2) order by purpose, id limit $3",
        ),
        insert: Sql::both(
            "insert into ring (purpose, id, wrapped, made_at, retired_at) values ($1, $2, $3, $4, $5)",
        ),
    },
    Table {
        name: "incarnation_range",
        before: &[Int, Int],
        page: Sql::both(
            "select account, incarnation, first_ordinal from incarnation_range \
             where (account, incarnation) > ($1, $2) order by account, incarnation limit $3",
        ),
        insert: Sql::both(
            "insert into incarnation_range (account, incarnation, first_ordinal) values ($1, $2, $3)",
        ),
    },
    Table {
        name: "gap",
        before: &[Int, Int],
        page: Sql::both(
            "select incarnation, after, before, accepted_at from gap \
             where (incarnation, after) > ($1, $2) order by incarnation, after limit $3",
        ),
        insert: Sql::both(
            "insert into gap (incarnation, after, before, accepted_at) values ($1, $2, $3, $4)",
        ),
    },
    Table {
        name: "member",
        before: &[Blob],
        page: Sql::both(
            "select id, email_digest, phone_digest, password, sealed, agreement, created_at, erased_at \
             from member where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into member (id, email_digest, phone_digest, password, sealed, agreement, created_at, \
             erased_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        ),
    },
    Table {
        name: "platform_role",
        before: &[Blob, Text],
        page: Sql::both(
            "select member, role, given_at from platform_role \
             where (member, role) > ($1, $2) order by member, role limit $3",
        ),
        insert: Sql::both("insert into platform_role (member, role, given_at) values ($1, $2, $3)"),
    },
    Table {
        name: "account",
        before: &[Int],
        page: Sql::both(
            "select no, app_id, type, owner, name_digest, sealed, version, last_secret, created_at, \
             secrets_frozen_at, suspended_at, closed_at, frozen_at, closing_at, closing_until, erased_at, \
             subject_type, subject, verified_at, verified_until, verification from account \
             where no > $1 order by no limit $2",
        ),
        insert: Sql::both(
            "insert into account (no, app_id, type, owner, name_digest, sealed, version, last_secret, \
             created_at, secrets_frozen_at, suspended_at, closed_at, frozen_at, closing_at, closing_until, \
             erased_at, subject_type, subject, verified_at, verified_until, verification) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
             $21)",
        ),
    },
    Table {
        name: "setting",
        before: &[Int, Text],
        page: Sql::both(
            "select account, kind, version, value, sealed, saved_at from setting \
             where (account, kind) > ($1, $2) order by account, kind limit $3",
        ),
        insert: Sql::both(
            "insert into setting (account, kind, version, value, sealed, saved_at) \
             values ($1, $2, $3, $4, $5, $6)",
        ),
    },
    Table {
        name: "secret_plan",
        before: &[Int, Int],
        page: Sql::both(
            "select account, secret, retires_at from secret_plan \
             where (account, secret) > ($1, $2) order by account, secret limit $3",
        ),
        insert: Sql::both("insert into secret_plan (account, secret, retires_at) values ($1, $2, $3)"),
    },
    Table {
        name: "limits_off",
        before: &[Int],
        page: Sql::both("select account, since from limits_off where account > $1 order by account limit $2"),
        insert: Sql::both("insert into limits_off (account, since) values ($1, $2)"),
    },
    Table {
        name: "membership",
        before: &[Int, Blob],
        page: Sql::both(
            "select account, member, role, since from membership \
             where (account, member) > ($1, $2) order by account, member limit $3",
        ),
        insert: Sql::both("insert into membership (account, member, role, since) values ($1, $2, $3, $4)"),
    },
    Table {
        name: "secret",
        before: &[Int, Int],
        page: Sql::both(
            "select account, no, digest, digest_key, name, created_at, retired_at from secret \
             where (account, no) > ($1, $2) order by account, no limit $3",
        ),
        insert: Sql::both(
            "insert into secret (account, no, digest, digest_key, name, created_at, retired_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        ),
    },
    Table {
        name: "epoch",
        before: &[Int, Int, Int],
        page: Sql::both(
            "select account, kind, secret, epoch from epoch \
             where (account, kind, secret) > ($1, $2, $3) order by account, kind, secret limit $4",
        ),
        insert: Sql::both("insert into epoch (account, kind, secret, epoch) values ($1, $2, $3, $4)"),
    },
    Table {
        name: "stable",
        before: &[Int, Int],
        page: Sql::both(
            "select account, secret, epoch, issued, key from stable \
             where (account, secret) > ($1, $2) order by account, secret limit $3",
        ),
        insert: Sql::both(
            "insert into stable (account, secret, epoch, issued, key) values ($1, $2, $3, $4, $5)",
        ),
    },
    Table {
        name: "held_name",
        before: &[Blob],
        page: Sql::both(
            "select digest, account, since from held_name where digest > $1 order by digest limit $2",
        ),
        insert: Sql::both("insert into held_name (digest, account, since) values ($1, $2, $3)"),
    },
    Table {
        name: "register",
        before: &[Int, Text],
        page: Sql::both(
            "select account, field, petition, since from register \
             where (account, field) > ($1, $2) order by account, field limit $3",
        ),
        insert: Sql::both("insert into register (account, field, petition, since) values ($1, $2, $3, $4)"),
    },
    Table {
        name: "petition",
        before: &[Blob],
        page: Sql::both(
            "select id, account, kind, sealed, document, digest, submitted_at, submitted_by, review_case, \
             outcome, decided_at from petition where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into petition (id, account, kind, sealed, document, digest, submitted_at, submitted_by, \
             review_case, outcome, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        ),
    },
    Table {
        name: "protected_word",
        before: &[Text],
        page: Sql::both(
            "select word, account, protected_at, freed_at from protected_word \
             where word > $1 order by word limit $2",
        ),
        insert: Sql::both(
            "insert into protected_word (word, account, protected_at, freed_at) values ($1, $2, $3, $4)",
        ),
    },
    Table {
        name: "binding",
        before: &[Int],
        page: Sql::both(
            "select account, open, since from binding where account > $1 order by account limit $2",
        ),
        insert: Sql::both("insert into binding (account, open, since) values ($1, $2, $3)"),
    },
    Table {
        name: "authz",
        before: &[Blob],
        page: Sql::both(
            "select id, account, giver, version, revisions, effective_revision, effective_at, until, \
             pending_revision, pending_case, created_at, revoked_at, suspended_at from authz \
             where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into authz (id, account, giver, version, revisions, effective_revision, effective_at, \
             until, pending_revision, pending_case, created_at, revoked_at, suspended_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        ),
    },
    Table {
        name: "authz_capability",
        before: &[Blob, Int],
        page: Sql::both(
            "select authz, capability from authz_capability \
             where (authz, capability) > ($1, $2) order by authz, capability limit $3",
        ),
        insert: Sql::both("insert into authz_capability (authz, capability) values ($1, $2)"),
    },
    Table {
        name: "revision",
        before: &[Blob],
        page: Sql::both(
            "select id, authz, number, capabilities, until, document, sealed, submitted_at, submitted_by, \
             outcome, decided_at from revision where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into revision (id, authz, number, capabilities, until, document, sealed, submitted_at, \
             submitted_by, outcome, decided_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        ),
    },
    Table {
        name: "review_case",
        before: &[Blob],
        page: Sql::both(
            "select id, kind, account, revision, version, state, review, effect, opened_at, due_at, applicant, \
             first_by, taken_by, taken_until, decided_by, decided_at, reasons, sealed_text, asked_at, asked_by, \
             waited, escalated_at, appeal_of, appealed_by, checks from review_case \
             where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into review_case (id, kind, account, revision, version, state, review, effect, opened_at, \
             due_at, applicant, first_by, taken_by, taken_until, decided_by, decided_at, reasons, sealed_text, \
             asked_at, asked_by, waited, escalated_at, appeal_of, appealed_by, checks) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
             $21, $22, $23, $24, $25)",
        ),
    },
    Table {
        name: "case_message",
        before: &[Blob],
        page: Sql::both(
            "select id, review_case, kind, author, pointer, at, sealed from case_message \
             where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into case_message (id, review_case, kind, author, pointer, at, sealed) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        ),
    },
    Table {
        name: "draft",
        before: &[Blob],
        page: Sql::both(
            "select id, account, authz, version, sealed, saved_at, saved_by from draft \
             where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into draft (id, account, authz, version, sealed, saved_at, saved_by) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        ),
    },
    Table {
        name: "host_app",
        before: &[Blob],
        page: Sql::both("select id, name, created_at from host_app where id > $1 order by id limit $2"),
        insert: Sql::both("insert into host_app (id, name, created_at) values ($1, $2, $3)"),
    },
    Table {
        name: "host_key",
        before: &[Blob, Int],
        page: Sql::both(
            "select host_app, number, digest, digest_key, created_at, revoked_at from host_key \
             where (host_app, number) > ($1, $2) order by host_app, number limit $3",
        ),
        insert: Sql::both(
            "insert into host_key (host_app, number, digest, digest_key, created_at, revoked_at) \
             values ($1, $2, $3, $4, $5, $6)",
        ),
    },
    Table {
        name: "listing",
        before: &[Blob, Int],
        page: Sql::both(
            "select host_app, account, since from listing \
             where (host_app, account) > ($1, $2) order by host_app, account limit $3",
        ),
        insert: Sql::both("insert into listing (host_app, account, since) values ($1, $2, $3)"),
    },
    Table {
        name: "usr",
        before: &[Blob],
        page: Sql::both(
            "select id, host_app, external_digest, sealed, created_at, closed_at, erased_at from usr \
             where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into usr (id, host_app, external_digest, sealed, created_at, closed_at, erased_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        ),
    },
    Table {
        name: "pair",
        before: &[Int, Blob],
        page: Sql::both(
            "select account, usr, ordinal, created_at from pair \
             where (account, usr) > ($1, $2) order by account, usr limit $3",
        ),
        insert: Sql::both("insert into pair (account, usr, ordinal, created_at) values ($1, $2, $3, $4)"),
    },
    Table {
        name: "consent",
        before: &[Int, Int, Int],
        page: Sql::both(
            "select account, ordinal, scope, usr, notice, granted_at, withdrawn_at from consent \
             where (account, ordinal, scope) > ($1, $2, $3) order by account, ordinal, scope limit $4",
        ),
        insert: Sql::both(
            "insert into consent (account, ordinal, scope, usr, notice, granted_at, withdrawn_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        ),
    },
    Table {
        name: "act",
        before: &[Int],
        page: Sql::both(
            "select serial, account, ordinal, kind, at from act where serial > $1 order by serial limit $2",
        ),
        insert: Sql::both("insert into act (serial, account, ordinal, kind, at) values ($1, $2, $3, $4, $5)"),
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::migrate::{CREATE, MIGRATIONS};

    fn columns_of(list: &str) -> BTreeSet<String> {
        list.split(',').map(|column| column.trim().to_owned()).collect()
    }

    /// The columns a page reads, and those its insert puts back, in their order.
    fn columns(table: &Table) -> (&str, &str) {
        let page = table.page.postgres().strip_prefix("select ").unwrap().split_once(" from ").unwrap().0;
        let insert = table.insert.postgres().split_once('(').unwrap().1.split_once(')').unwrap().0;
        (page, insert)
    }

    #[test]
    fn every_table_is_archived_whole_or_left_out_with_a_reason() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        conn.execute_batch(CREATE).unwrap();
        for migration in MIGRATIONS {
            conn.execute_batch(migration.sqlite).unwrap();
        }
        let tables = "select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'";
        let mut tables = conn.prepare(tables).unwrap();
        let there: BTreeSet<String> = tables.query_map((), |row| row.get(0)).unwrap().flatten().collect();
        let known = TABLES.iter().map(|table| table.name).chain(LEFT_OUT.iter().map(|(name, _)| *name));
        assert_eq!(there, known.map(str::to_owned).collect());
        for table in TABLES.iter().chain([&PERSON_KEY]) {
            let mut info = conn.prepare("select name from pragma_table_info(?1)").unwrap();
            let found: BTreeSet<String> =
                info.query_map([table.name], |row| row.get(0)).unwrap().flatten().collect();
            let (page, insert) = columns(table);
            assert_eq!(found, columns_of(insert), "{}", table.name);
            assert_eq!(
                page.split_whitespace().collect::<String>(),
                insert.split_whitespace().collect::<String>(),
                "{}",
                table.name
            );
        }
    }

    #[test]
    fn a_page_goes_by_the_primary_key_whose_columns_lead() {
        let conn = rusqlite::Connection::open_in_memory().unwrap();
        for migration in MIGRATIONS {
            conn.execute_batch(migration.sqlite).unwrap();
        }
        for table in TABLES.iter().chain([&PERSON_KEY]) {
            let sql = "select name from pragma_table_info(?1) where pk > 0 order by pk";
            let mut keys = conn.prepare(sql).unwrap();
            let keys: Vec<String> =
                keys.query_map([table.name], |row| row.get(0)).unwrap().flatten().collect();
            assert_eq!(keys.len(), table.before.len(), "{}", table.name);
            assert!(columns(table).0.starts_with(&keys.join(", ")), "{}", table.name);
            assert!(table.page.postgres().contains(&format!("order by {} limit", keys.join(", "))));
        }
    }
}
