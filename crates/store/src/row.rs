//! One row of an answer, read by position with the type said.

use vermilion_model::{Id, Time};

use crate::{StoreFault, Value};

/// One row of an answer. Getters take the column's position from 0.
///
/// A column of another type, or a null where none may be, is [`StoreFault::Shape`]: the statement
/// and its reader disagree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(Box<[Value]>);

impl Row {
    /// From an engine's columns.
    pub(crate) fn new(columns: Vec<Value>) -> Row {
        Row(columns.into_boxed_slice())
    }

    /// Every column.
    pub(crate) fn values(&self) -> &[Value] {
        &self.0
    }

    fn column(&self, i: usize) -> Result<&Value, StoreFault> {
        self.0.get(i).ok_or(StoreFault::Shape { column: i, expected: "a column" })
    }

    /// A number, or nothing.
    pub fn opt_int(&self, i: usize) -> Result<Option<i64>, StoreFault> {
        match self.column(i)? {
            Value::Null => Ok(None),
            Value::Int(n) => Ok(Some(*n)),
            Value::Text(_) | Value::Blob(_) => Err(StoreFault::Shape { column: i, expected: "a number" }),
        }
    }

    /// A text, or nothing.
    pub fn opt_text(&self, i: usize) -> Result<Option<String>, StoreFault> {
        match self.column(i)? {
            Value::Null => Ok(None),
            Value::Text(text) => Ok(Some(text.clone())),
            Value::Int(_) | Value::Blob(_) => Err(StoreFault::Shape { column: i, expected: "a text" }),
        }
    }

    /// Bytes, or nothing.
    pub fn opt_blob(&self, i: usize) -> Result<Option<Vec<u8>>, StoreFault> {
        match self.column(i)? {
            Value::Null => Ok(None),
            Value::Blob(bytes) => Ok(Some(bytes.clone())),
            Value::Int(_) | Value::Text(_) => Err(StoreFault::Shape { column: i, expected: "bytes" }),
        }
    }

    /// A number.
    pub fn int(&self, i: usize) -> Result<i64, StoreFault> {
        self.opt_int(i)?.ok_or(StoreFault::Shape { column: i, expected: "a number" })
    }

    /// A text.
    pub fn text(&self, i: usize) -> Result<String, StoreFault> {
        self.opt_text(i)?.ok_or(StoreFault::Shape { column: i, expected: "a text" })
    }

    /// Bytes.
    pub fn blob(&self, i: usize) -> Result<Vec<u8>, StoreFault> {
        self.opt_blob(i)?.ok_or(StoreFault::Shape { column: i, expected: "bytes" })
    }

    /// Bytes of a fixed number.
    pub fn array<const N: usize>(&self, i: usize) -> Result<[u8; N], StoreFault> {
        let wrong = StoreFault::Shape { column: i, expected: "bytes of a fixed number" };
        match self.column(i)? {
            Value::Blob(bytes) => bytes.as_slice().try_into().map_err(|_| wrong),
            Value::Null | Value::Int(_) | Value::Text(_) => Err(wrong),
        }
    }

    /// A number within a smaller type's range.
    pub fn small<N: TryFrom<i64>>(&self, i: usize) -> Result<N, StoreFault> {
        N::try_from(self.int(i)?).map_err(|_| StoreFault::Shape { column: i, expected: "a smaller number" })
    }

    /// An id: sixteen bytes.
    pub fn id<T>(&self, i: usize) -> Result<Id<T>, StoreFault> {
        self.opt_id(i)?.ok_or(StoreFault::Shape { column: i, expected: "an id" })
    }

    /// An id, or nothing.
    pub fn opt_id<T>(&self, i: usize) -> Result<Option<Id<T>>, StoreFault> {
        match self.column(i)? {
            Value::Null => Ok(None),
            Value::Blob(bytes) => Id::from_slice(bytes)
                .map(Some)
                .map_err(|_| StoreFault::Shape { column: i, expected: "an id" }),
            Value::Int(_) | Value::Text(_) => Err(StoreFault::Shape { column: i, expected: "an id" }),
        }
    }

    /// A time.
    pub fn time(&self, i: usize) -> Result<Time, StoreFault> {
        self.int(i).map(Time::from_millis)
    }

    /// A time, or nothing: the yes and no of a column such as `revoked_at`.
    pub fn opt_time(&self, i: usize) -> Result<Option<Time>, StoreFault> {
        Ok(self.opt_int(i)?.map(Time::from_millis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_of_another_type_is_a_fault_not_a_guess() {
        let row = Row::new(vec![Value::Int(7), Value::Null, Value::Blob(vec![1; 16])]);
        assert_eq!(row.int(0).unwrap(), 7);
        assert_eq!(row.opt_text(1).unwrap(), None);
        assert!(row.id::<()>(2).is_ok());
        assert!(row.text(0).is_err() && row.int(1).is_err() && row.int(3).is_err());
        assert!(row.array::<15>(2).is_err() && row.small::<u8>(0).unwrap() == 7);
    }
}
