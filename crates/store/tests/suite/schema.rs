//! The two engines' schemas are one: the same tables, columns, nullability and primary keys.

use std::collections::BTreeSet;

use vermilion_store::Place;

use crate::ground::Ground;
use crate::on_postgres;
use crate::server::connect;

on_postgres!(both_engines_have_one_schema);

/// Table, column, type as SQLite names it, whether null is refused, place in the primary key.
type Column = (String, String, String, bool, i64);

fn of_sqlite(ground: &Ground) -> BTreeSet<Column> {
    let conn = rusqlite::Connection::open(ground.file()).unwrap();
    let sql = "select m.name, c.name, lower(c.type), c.\"notnull\" or c.pk > 0, c.pk \
               from sqlite_schema m join pragma_table_info(m.name) c \
               where m.type = 'table' and m.name not like 'sqlite_%'";
    let mut statement = conn.prepare(sql).unwrap();
    let column = |row: &rusqlite::Row<'_>| {
        let ty: String = row.get(2)?;
        // The runner's own tables say it in the dialect both share.
        let ty = ty.replace("bigint", "integer").replace("bytea", "blob");
        Ok((row.get(0)?, row.get(1)?, ty, row.get(3)?, row.get(4)?))
    };
    statement.query_map((), column).unwrap().map(Result::unwrap).collect()
}

async fn of_postgres(url: &str) -> BTreeSet<Column> {
    let sql = "select c.table_name::text, c.column_name::text, c.data_type::text, c.is_nullable = 'NO', \
                 coalesce((select k.ordinal_position::bigint from information_schema.table_constraints t \
                   join information_schema.key_column_usage k on k.constraint_name = t.constraint_name \
                     and k.table_schema = t.table_schema and k.table_name = t.table_name \
                   where t.constraint_type = 'PRIMARY KEY' and t.table_name = c.table_name \
                     and t.table_schema = c.table_schema and k.column_name = c.column_name), 0) \
               from information_schema.columns c where c.table_schema = 'public'";
    let rows = connect(url).await.query(sql, &[]).await.unwrap();
    let column = |row: &tokio_postgres::Row| {
        let ty: String = row.get(2);
        (
            row.get(0),
            row.get(1),
            ty.replace("bigint", "integer").replace("bytea", "blob"),
            row.get(3),
            row.get(4),
        )
    };
    rows.iter().map(column).collect()
}

async fn both_engines_have_one_schema(ground: &Ground) {
    let Place::Postgres { url } = &ground.place else { return };
    let file = Ground::sqlite();
    drop(file.opened("one").await.unwrap());
    let (sqlite, postgres) = (of_sqlite(&file), of_postgres(&url.url).await);
    assert!(sqlite.len() > 50);
    let apart: Vec<_> = sqlite.symmetric_difference(&postgres).collect();
    assert!(apart.is_empty(), "{apart:#?}");
}
