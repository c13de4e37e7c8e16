//! The rows that hang on each root: read whole, wiped whole. Columns stand as in the table's insert.

use crate::Sql;

/// One table's rows that hang on a root.
#[derive(Debug)]
pub(crate) struct Image {
    /// The table.
    pub(crate) table: &'static str,
    /// Its rows, by the root's key.
    pub(crate) read: Sql,
    /// Deletes them.
    pub(crate) wipe: Sql,
}

pub(crate) static INSTALLATION: [Image; 7] = [
    Image {
        table: "catalogue",
        read: Sql::both(
            "select version, before, text, applied_at, applied_by from catalogue order by version",
        ),
        wipe: Sql::both("delete from catalogue"),
    },
    Image {
        table: "agreement",
        read: Sql::both(
            "select version, title_zh, text_zh, title_en, text_en, published_at, asks_again_at from agreement \
             order by version",
        ),
        wipe: Sql::both("delete from agreement"),
    },
    Image {
        table: "ring",
        read: Sql::both("select purpose, id, wrapped, made_at, retired_at from ring order by purpose, id"),
        wipe: Sql::both("delete from ring"),
    },
    Image {
        table: "gap",
        read: Sql::both(
            "select incarnation, after, before, accepted_at from gap order by incarnation, after",
        ),
        wipe: Sql::both("delete from gap"),
    },
    Image {
        table: "protected_word",
        read: Sql::both("select word, account, protected_at, freed_at from protected_word order by word"),
        wipe: Sql::both("delete from protected_word"),
    },
    Image {
        table: "review_reason",
        read: Sql::both(
            "select code, version, family, mended_at, pointer, sentences, changed_at, retired_at from review_reason \
             order by code",
        ),
        wipe: Sql::both("delete from review_reason"),
    },
    Image {
        table: "calendar_year",
        read: Sql::both(
            "select year, version, holidays, make_up, source, since, changed_at from calendar_year order by year",
        ),
        wipe: Sql::both("delete from calendar_year"),
    },
];

pub(crate) static MEMBER: [Image; 5] = [
    Image {
        table: "second_factor",
        read: Sql::both(
            "select id, member, kind, digest, sealed, step, added_at, used_at from second_factor \
             where member = $1",
        ),
        wipe: Sql::both("delete from second_factor where member = $1"),
    },
    Image {
        table: "notice_choice",
        read: Sql::both("select member, sealed, saved_at from notice_choice where member = $1"),
        wipe: Sql::both("delete from notice_choice where member = $1"),
    },
    Image {
        table: "host_binding",
        read: Sql::both("select member, host_app, usr, since from host_binding where member = $1"),
        wipe: Sql::both("delete from host_binding where member = $1"),
    },
    Image {
        table: "member",
        read: Sql::both(
            "select id, email_digest, phone_digest, password, sealed, agreement, created_at, erased_at, \
             agreed_at from member where id = $1",
        ),
        wipe: Sql::both("delete from member where id = $1"),
    },
    Image {
        table: "platform_role",
        read: Sql::both("select member, role, given_at from platform_role where member = $1"),
        wipe: Sql::both("delete from platform_role where member = $1"),
    },
];

pub(crate) static ACCOUNT: [Image; 14] = [
    // Before the petitions by which it is found.
    Image {
        table: "evidence_use",
        read: Sql::both(
            "select revision, evidence from evidence_use \
             where revision in (select id from petition where account = $1)",
        ),
        wipe: Sql::both(
            "delete from evidence_use where revision in (select id from petition where account = $1)",
        ),
    },
    Image {
        table: "account",
        read: Sql::both(
            "select no, app_id, type, owner, name_digest, sealed, version, last_secret, created_at, \
             secrets_frozen_at, suspended_at, closed_at, frozen_at, closing_at, closing_until, erased_at, \
             subject_type, subject, verified_at, verified_until, verification, pending_since, suspended_reason \
             from account where no = $1",
        ),
        wipe: Sql::both("delete from account where no = $1"),
    },
    Image {
        table: "setting",
        read: Sql::both(
            "select account, kind, version, value, sealed, saved_at from setting where account = $1",
        ),
        wipe: Sql::both("delete from setting where account = $1"),
    },
    Image {
        table: "secret_plan",
        read: Sql::both("select account, secret, retires_at from secret_plan where account = $1"),
        wipe: Sql::both("delete from secret_plan where account = $1"),
    },
    Image {
        table: "limits_off",
        read: Sql::both("select account, since from limits_off where account = $1"),
        wipe: Sql::both("delete from limits_off where account = $1"),
    },
    Image {
        table: "membership",
        read: Sql::both("select account, member, role, since from membership where account = $1"),
        wipe: Sql::both("delete from membership where account = $1"),
    },
    Image {
        table: "secret",
        read: Sql::both(
            "select account, no, digest, digest_key, name, created_at, retired_at from secret \
             where account = $1",
        ),
        wipe: Sql::both("delete from secret where account = $1"),
    },
    Image {
        table: "epoch",
        read: Sql::both("select account, kind, secret, epoch from epoch where account = $1"),
        wipe: Sql::both("delete from epoch where account = $1"),
    },
    Image {
        table: "stable",
        read: Sql::both("select account, secret, epoch, issued, key from stable where account = $1"),
        wipe: Sql::both("delete from stable where account = $1"),
    },
    Image {
        table: "held_name",
        read: Sql::both("select digest, account, since from held_name where account = $1"),
        wipe: Sql::both("delete from held_name where account = $1"),
    },
    Image {
        table: "register",
        read: Sql::both("select account, field, petition, since from register where account = $1"),
        wipe: Sql::both("delete from register where account = $1"),
    },
    Image {
        table: "petition",
        read: Sql::both(
            "select id, account, kind, sealed, document, digest, submitted_at, submitted_by, review_case, \
             outcome, decided_at from petition where account = $1",
        ),
        wipe: Sql::both("delete from petition where account = $1"),
    },
    Image {
        table: "binding",
        read: Sql::both("select account, open, since from binding where account = $1"),
        wipe: Sql::both("delete from binding where account = $1"),
    },
    Image {
        table: "profile_policy",
        read: Sql::both("select account, policy, since from profile_policy where account = $1"),
        wipe: Sql::both("delete from profile_policy where account = $1"),
    },
];

pub(crate) static HOST_APP: [Image; 3] = [
    Image {
        table: "host_app",
        read: Sql::both("select id, name, created_at from host_app where id = $1"),
        wipe: Sql::both("delete from host_app where id = $1"),
    },
    Image {
        table: "host_key",
        read: Sql::both(
            "select host_app, number, digest, digest_key, created_at, revoked_at from host_key \
             where host_app = $1",
        ),
        wipe: Sql::both("delete from host_key where host_app = $1"),
    },
    Image {
        table: "listing",
        read: Sql::both("select host_app, account, since from listing where host_app = $1"),
        wipe: Sql::both("delete from listing where host_app = $1"),
    },
];

pub(crate) static USER: [Image; 3] = [
    Image {
        table: "usr",
        read: Sql::both(
            "select id, host_app, external_digest, sealed, created_at, closed_at, erased_at from usr \
             where id = $1",
        ),
        wipe: Sql::both("delete from usr where id = $1"),
    },
    Image {
        table: "pair",
        read: Sql::both("select account, usr, ordinal, created_at from pair where usr = $1"),
        wipe: Sql::both("delete from pair where usr = $1"),
    },
    Image {
        table: "consent",
        read: Sql::both(
            "select account, ordinal, scope, usr, notice, granted_at, withdrawn_at from consent \
             where usr = $1",
        ),
        wipe: Sql::both("delete from consent where usr = $1"),
    },
];

pub(crate) static AUTHORIZATION: [Image; 4] = [
    // Before the revisions by which it is found.
    Image {
        table: "evidence_use",
        read: Sql::both(
            "select revision, evidence from evidence_use \
             where revision in (select id from revision where authz = $1)",
        ),
        wipe: Sql::both(
            "delete from evidence_use where revision in (select id from revision where authz = $1)",
        ),
    },
    Image {
        table: "authz",
        read: Sql::both(
            "select id, account, giver, version, revisions, effective_revision, effective_at, until, \
             pending_revision, pending_case, created_at, revoked_at, suspended_at from authz where id = $1",
        ),
        wipe: Sql::both("delete from authz where id = $1"),
    },
    Image {
        table: "authz_capability",
        read: Sql::both("select authz, capability from authz_capability where authz = $1"),
        wipe: Sql::both("delete from authz_capability where authz = $1"),
    },
    Image {
        table: "revision",
        read: Sql::both(
            "select id, authz, number, capabilities, until, document, sealed, submitted_at, submitted_by, \
             outcome, decided_at from revision where authz = $1",
        ),
        wipe: Sql::both("delete from revision where authz = $1"),
    },
];

pub(crate) static EVIDENCE: [Image; 1] = [Image {
    table: "evidence",
    read: Sql::both(
        "select id, account, blob, digest, media, bytes, sealed, state, stored_at, stored_by, views, scanned_at, \
         deleted_at, review_case, case_message from evidence where id = $1",
    ),
    wipe: Sql::both("delete from evidence where id = $1"),
}];

pub(crate) static POLICY: [Image; 2] = [
    Image {
        table: "policy",
        read: Sql::both("select id, version, enabled, changed_at from policy where id = $1"),
        wipe: Sql::both("delete from policy where id = $1"),
    },
    Image {
        table: "policy_version",
        read: Sql::both("select id, version, text, saved_at, saved_by from policy_version where id = $1"),
        wipe: Sql::both("delete from policy_version where id = $1"),
    },
];

pub(crate) static CASE: [Image; 2] = [
    Image {
        table: "review_case",
        read: Sql::both(
            "select id, kind, account, revision, version, state, review, effect, opened_at, due_at, applicant, \
             first_by, taken_by, taken_until, decided_by, decided_at, reasons, sealed_text, asked_at, asked_by, \
             waited, escalated_at, appeal_of, appealed_by, checks from review_case where id = $1",
        ),
        wipe: Sql::both("delete from review_case where id = $1"),
    },
    Image {
        table: "case_message",
        read: Sql::both(
            "select id, review_case, kind, author, pointer, at, sealed from case_message where review_case = $1",
        ),
        wipe: Sql::both("delete from case_message where review_case = $1"),
    },
];

#[cfg(test)]
mod tests {
    use super::super::table::Table;
    use super::*;

    #[test]
    fn an_image_has_the_columns_of_its_tables_insert() {
        let all: [&[Image]; 9] =
            [&INSTALLATION, &MEMBER, &ACCOUNT, &HOST_APP, &USER, &AUTHORIZATION, &EVIDENCE, &POLICY, &CASE];
        for image in all.into_iter().flatten() {
            let insert = Table::named(image.table).unwrap().insert.postgres();
            let columns = insert.split_once('(').unwrap().1.split_once(')').unwrap().0;
            let read = image.read.postgres().strip_prefix("select ").unwrap().split_once(" from ").unwrap();
            assert_eq!(read.0, columns, "{}", image.table);
            assert!(image.wipe.postgres().starts_with(&format!("delete from {}", image.table)));
        }
    }
}
