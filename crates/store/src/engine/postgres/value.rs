//! Values as the driver wants them.

use std::error::Error;

use bytes::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::{Row, Value};

type Boxed = Box<dyn Error + Sync + Send>;

fn wrong(value: &'static str, ty: &Type) -> Boxed {
    format!("{value} for a column of type {ty}").into()
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(n) if *ty == Type::INT8 => n.to_sql(ty, out),
            Value::Int(n) if *ty == Type::INT4 => i32::try_from(*n)?.to_sql(ty, out),
            Value::Int(_) => Err(wrong("a number", ty)),
            Value::Text(text) if <&str as ToSql>::accepts(ty) => text.to_sql(ty, out),
            Value::Text(_) => Err(wrong("a text", ty)),
            Value::Blob(bytes) if *ty == Type::BYTEA => bytes.to_sql(ty, out),
            Value::Blob(_) => Err(wrong("bytes", ty)),
        }
    }
    // The type is looked at when the value is written.
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Value, Boxed> {
        match *ty {
            Type::INT8 => i64::from_sql(ty, raw).map(Value::Int),
            Type::INT4 => i32::from_sql(ty, raw).map(Value::from),
            Type::BYTEA => <&[u8]>::from_sql(ty, raw).map(Value::from),
            _ if <&str as FromSql>::accepts(ty) => <&str>::from_sql(ty, raw).map(Value::from),
            _ => Err(wrong("nothing we store", ty)),
        }
    }
    fn from_sql_null(_: &Type) -> Result<Value, Boxed> {
        Ok(Value::Null)
    }
    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Parameters as the driver takes them.
pub(super) fn params(values: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// Rows as ours.
pub(super) fn rows(found: &[tokio_postgres::Row]) -> Result<Vec<Row>, tokio_postgres::Error> {
    let columns = |row: &tokio_postgres::Row| {
        (0..row.len()).map(|i| row.try_get::<_, Value>(i)).collect::<Result<Vec<_>, _>>()
    };
    found.iter().map(|row| columns(row).map(Row::new)).collect()
}
