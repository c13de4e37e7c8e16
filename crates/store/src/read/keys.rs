//! Reads about wrapped keys.

use vermilion_seal::{KeyKind, RingRow};

use crate::{Engine, Sql, StoreFault};

static RING: Sql =
    Sql::both("select purpose, id, wrapped, made_at, retired_at from ring order by purpose, id");
pub(crate) static PERSON: Sql = Sql::both("select wrapped from person_key where person = $1");

static PERSONS: Sql =
    Sql::both("select person, wrapped from person_key where person > $1 order by person limit $2");

impl Engine {
    /// Every key of the ring.
    pub async fn ring(&self) -> Result<Vec<RingRow>, StoreFault> {
        let rows = self.read(&RING, &[]).await?;
        rows.iter()
            .map(|row| {
                Ok(RingRow {
                    kind: KeyKind::of_name(&row.text(0)?)
                        .ok_or(StoreFault::Shape { column: 0, expected: "a kind of key" })?,
                    id: row.small(1)?,
                    wrapped: row.blob(2)?,
                    created_at: row.time(3)?,
                    retired_at: row.opt_time(4)?,
                })
            })
            .collect()
    }

    /// The wrapped key of a person or an account; nothing once it was erased (I10).
    pub async fn person_key(&self, person: [u8; 16]) -> Result<Option<Vec<u8>>, StoreFault> {
        self.read_one(&PERSON, &[person.into()]).await?.map(|row| row.blob(0)).transpose()
    }

    /// Wrapped keys of persons behind one, in order of their ids, at most so many.
    pub async fn person_keys_after(
        &self,
        person: [u8; 16],
        limit: i64,
    ) -> Result<Vec<([u8; 16], Vec<u8>)>, StoreFault> {
        let rows = self.read(&PERSONS, &[person.into(), limit.into()]).await?;
        rows.iter().map(|row| Ok((row.array(0)?, row.blob(1)?))).collect()
    }
}
