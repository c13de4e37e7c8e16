//! What a base holds, table by table: a page of rows by key, and the insert that puts them back.

use super::table::{Least, Table};
use crate::Sql;

use Least::{Blob, Int, Text};

/// The audit chain's.
pub(crate) const ENTRY: &str = "entry";

/// Every archived table.
pub(crate) static TABLES: [Table; 46] = [
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
            "select id, email_digest, phone_digest, password, sealed, agreement, created_at, erased_at, \
             agreed_at from member where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into member (id, email_digest, phone_digest, password, sealed, agreement, created_at, \
             erased_at, agreed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        ),
    },
    Table {
        name: "agreement",
        before: &[Int],
        page: Sql::both(
            "select version, title_zh, text_zh, title_en, text_en, published_at, asks_again_at from agreement \
             where version > $1 order by version limit $2",
        ),
        insert: Sql::both(
            "insert into agreement (version, title_zh, text_zh, title_en, text_en, published_at, asks_again_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        ),
    },
    Table {
        name: "second_factor",
        before: &[Blob],
        page: Sql::both(
            "select id, member, kind, digest, sealed, step, added_at, used_at from second_factor \
             where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into second_factor (id, member, kind, digest, sealed, step, added_at, used_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        ),
    },
    Table {
        name: "notice_choice",
        before: &[Blob],
        page: Sql::both(
            "select member, sealed, saved_at from notice_choice where member > $1 order by member limit $2",
        ),
        insert: Sql::both("insert into notice_choice (member, sealed, saved_at) values ($1, $2, $3)"),
    },
    Table {
        name: "host_binding",
        before: &[Blob],
        page: Sql::both(
            "select member, host_app, usr, since from host_binding where member > $1 order by member limit $2",
        ),
        insert: Sql::both("insert into host_binding (member, host_app, usr, since) values ($1, $2, $3, $4)"),
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
             subject_type, subject, verified_at, verified_until, verification, pending_since, \
             suspended_reason from account \
             where no > $1 order by no limit $2",
        ),
        insert: Sql::both(
            "insert into account (no, app_id, type, owner, name_digest, sealed, version, last_secret, \
             created_at, secrets_frozen_at, suspended_at, closed_at, frozen_at, closing_at, closing_until, \
             erased_at, subject_type, subject, verified_at, verified_until, verification, pending_since, \
             suspended_reason) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, \
             $21, $22, $23)",
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
        name: "profile_policy",
        before: &[Int],
        page: Sql::both(
            "select account, policy, since from profile_policy where account > $1 order by account limit $2",
        ),
        insert: Sql::both("insert into profile_policy (account, policy, since) values ($1, $2, $3)"),
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
        name: "evidence",
        before: &[Blob],
        page: Sql::both(
            "select id, account, blob, digest, media, bytes, sealed, state, stored_at, stored_by, views, \
             scanned_at, deleted_at, review_case, case_message from evidence where id > $1 order by id limit $2",
        ),
        insert: Sql::both(
            "insert into evidence (id, account, blob, digest, media, bytes, sealed, state, stored_at, stored_by, \
             views, scanned_at, deleted_at, review_case, case_message) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        ),
    },
    Table {
        name: "evidence_use",
        before: &[Blob, Blob],
        page: Sql::both(
            "select revision, evidence from evidence_use \
             where (revision, evidence) > ($1, $2) order by revision, evidence limit $3",
        ),
        insert: Sql::both("insert into evidence_use (revision, evidence) values ($1, $2)"),
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
        name: "member_language",
        before: &[Blob],
        page: Sql::both(
            "select member, language from member_language where member > $1 order by member limit $2",
        ),
        insert: Sql::both("insert into member_language (member, language) values ($1, $2)"),
    },
    Table {
        name: "review_reason",
        before: &[Text],
        page: Sql::both(
            "select code, version, family, mended_at, pointer, sentences, changed_at, retired_at from review_reason \
             where code > $1 order by code limit $2",
        ),
        insert: Sql::both(
            "insert into review_reason (code, version, family, mended_at, pointer, sentences, changed_at, retired_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        ),
    },
    Table {
        name: "calendar_year",
        before: &[Int],
        page: Sql::both(
            "select year, version, holidays, make_up, source, since, changed_at from calendar_year \
             where year > $1 order by year limit $2",
        ),
        insert: Sql::both(
            "insert into calendar_year (year, version, holidays, make_up, source, since, changed_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
        ),
    },
    Table {
        name: "catalogue",
        before: &[Int],
        page: Sql::both(
            "select version, before, text, applied_at, applied_by from catalogue \
             where version > $1 order by version limit $2",
        ),
        insert: Sql::both(
            "insert into catalogue (version, before, text, applied_at, applied_by) values ($1, $2, $3, $4, $5)",
        ),
    },
    Table {
        name: "policy",
        before: &[Text],
        page: Sql::both(
            "select id, version, enabled, changed_at from policy where id > $1 order by id limit $2",
        ),
        insert: Sql::both("insert into policy (id, version, enabled, changed_at) values ($1, $2, $3, $4)"),
    },
    Table {
        name: "policy_version",
        before: &[Text, Int],
        page: Sql::both(
            "select id, version, text, saved_at, saved_by from policy_version \
             where (id, version) > ($1, $2) order by id, version limit $3",
        ),
        insert: Sql::both(
            "insert into policy_version (id, version, text, saved_at, saved_by) values ($1, $2, $3, $4, $5)",
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
