//! Makes and renews the ring's keys; what it returns is for the store to write.

use vermilion_model::{Entropy, Span, Time};

use crate::KeyBytes;
use crate::key_set::SIGNS_AFTER;
use crate::master::MasterKeys;
use crate::ring::RingFault;
use crate::ring_row::{KeyKind, RingRow, in_place};

/// What becomes of the keys that a new one replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Old {
    /// What they made stays good until it ends by itself.
    Kept,
    /// Nothing they made is believed any more: `key rotate --now`.
    Dropped,
}

/// Makes keys under the newest master key.
#[derive(Debug, Clone, Copy)]
pub struct KeyMaker<'a> {
    /// What wraps them.
    pub masters: &'a MasterKeys,
    /// Where they come from.
    pub entropy: &'a dyn Entropy,
    /// When.
    pub now: Time,
}

impl KeyMaker<'_> {
    /// The rows of a new installation: one key of each kind.
    pub fn generate(&self) -> Result<Vec<RingRow>, RingFault> {
        KeyKind::ALL.into_iter().map(|kind| self.make(kind, 1, self.now)).collect()
    }

    /// The rows to write so that a kind has a new key: the new one first, then the dropped ones.
    ///
    /// # Errors
    /// `NotRotated` for OpenIDs, digests and boxes; `Full` when 255 rows stand.
    pub fn rotate(&self, rows: &[RingRow], kind: KeyKind, old: Old) -> Result<Vec<RingRow>, RingFault> {
        if !kind.rotates() {
            return Err(RingFault::NotRotated(kind));
        }
        let of_kind = || rows.iter().filter(|row| row.kind == kind);
        let newest = of_kind().max_by_key(|row| (row.created_at, row.id)).ok_or(RingFault::Missing(kind))?;
        let free = |id: &u8| of_kind().all(|row| row.id != *id);
        let id = (newest.id..=u8::MAX).chain(1..newest.id).find(free).ok_or(RingFault::Full(kind))?;
        // Later than every other, whatever the clock says: age tells which key is the newest.
        let at = self.now.max(newest.created_at.plus(Span::millis(1)));
        let mut changed = vec![self.make(kind, id, at)?];
        if old == Old::Dropped {
            changed.extend(of_kind().filter(|row| row.retired_at.is_none()).map(|row| self.retired(row)));
        }
        Ok(changed)
    }

    /// Rows to retire: everything made with them, while they signed, has ended. `life` is how long
    /// what the kind makes may live.
    pub fn outlived(&self, rows: &[RingRow], kind: KeyKind, life: Span) -> Vec<RingRow> {
        let of_kind = || rows.iter().filter(|row| row.kind == kind && row.retired_at.is_none());
        let replaced = |row: &RingRow| {
            of_kind().any(|other| {
                let signs = other.created_at.plus(SIGNS_AFTER);
                (other.created_at, other.id) > (row.created_at, row.id) && self.now >= signs.plus(life)
            })
        };
        let rotating = of_kind().filter(|_| kind.rotates());
        rotating.filter(|row| replaced(row)).map(|row| self.retired(row)).collect()
    }

    /// Rows wrapped again: those that an older master key wraps, retired ones too.
    pub fn rewrap(&self, rows: &[RingRow]) -> Result<Vec<RingRow>, RingFault> {
        let again = |row: &RingRow| {
            let wrapped = in_place(row.kind, row.id, |place| {
                self.masters.rewrap_key(place, &row.wrapped, self.entropy)
            })
            .map_err(|fault| RingFault::Unreadable { kind: row.kind, id: row.id, fault })?;
            Ok(wrapped.map(|wrapped| RingRow { wrapped, ..row.clone() }))
        };
        rows.iter().filter_map(|row| again(row).transpose()).collect()
    }

    fn make(&self, kind: KeyKind, id: u8, created_at: Time) -> Result<RingRow, RingFault> {
        let key = KeyBytes::generate(self.entropy);
        let wrapped = in_place(kind, id, |place| self.masters.wrap_key(place, &key, self.entropy))
            .map_err(|fault| RingFault::Unreadable { kind, id, fault })?;
        Ok(RingRow { kind, id, wrapped, created_at, retired_at: None })
    }

    fn retired(&self, row: &RingRow) -> RingRow {
        RingRow { retired_at: Some(self.now), ..row.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SeededEntropy;

    const START: Time = Time::from_secs(1_700_000_000);

    fn with<T>(test: impl FnOnce(KeyMaker<'_>, Vec<RingRow>) -> T) -> T {
        let entropy = SeededEntropy::new([1; 32]);
        let masters = MasterKeys::generate(&entropy);
        let maker = KeyMaker { masters: &masters, entropy: &entropy, now: START };
        let rows = maker.generate().unwrap();
        test(maker, rows)
    }

    fn at(maker: KeyMaker<'_>, span: Span) -> KeyMaker<'_> {
        KeyMaker { now: START.plus(span), ..maker }
    }

    #[test]
    fn a_rotated_kind_gets_the_next_number_and_a_later_time() {
        with(|maker, rows| {
            let changed = maker.rotate(&rows, KeyKind::Token, Old::Kept).unwrap();
            assert_eq!(changed.len(), 1);
            assert_eq!((changed[0].id, changed[0].created_at), (2, START.plus(Span::millis(1))));
        });
    }

    #[test]
    fn numbers_go_round_and_skip_those_in_use() {
        with(|maker, mut rows| {
            let token = rows.iter_mut().find(|row| row.kind == KeyKind::Token).unwrap();
            token.id = 255;
            let mut other = token.clone();
            (other.id, other.created_at) = (1, Time::ZERO);
            rows.push(other);
            assert_eq!(maker.rotate(&rows, KeyKind::Token, Old::Kept).unwrap()[0].id, 2);
        });
    }

    #[test]
    fn dropping_retires_every_older_key() {
        with(|maker, rows| {
            let changed = maker.rotate(&rows, KeyKind::Code, Old::Dropped).unwrap();
            assert_eq!(changed.len(), 2);
            assert_eq!((changed[0].retired_at, changed[1].retired_at), (None, Some(START)));
        });
    }

    #[test]
    fn what_must_stay_the_same_is_not_rotated() {
        with(|maker, rows| {
            for kind in [KeyKind::OpenId, KeyKind::Digest, KeyKind::Box] {
                assert_eq!(maker.rotate(&rows, kind, Old::Kept), Err(RingFault::NotRotated(kind)));
            }
        });
    }

    #[test]
    fn a_key_is_outlived_a_life_after_the_next_one_signs() {
        with(|maker, mut rows| {
            let life = Span::hours(2);
            assert!(at(maker, Span::days(9)).outlived(&rows, KeyKind::Token, life).is_empty());
            let new = at(maker, Span::days(1)).rotate(&rows, KeyKind::Token, Old::Kept).unwrap();
            rows.extend(new);
            let early = at(maker, Span::millis(Span::days(1).as_millis() + Span::mins(121).as_millis() - 1));
            let due = at(maker, Span::millis(Span::days(1).as_millis() + Span::mins(121).as_millis()));
            assert!(early.outlived(&rows, KeyKind::Token, life).is_empty());
            let outlived = due.outlived(&rows, KeyKind::Token, life);
            assert_eq!(outlived.iter().map(|row| row.id).collect::<Vec<_>>(), [1]);
        });
    }

    #[test]
    fn rewrapping_touches_what_an_older_master_wraps() {
        with(|maker, rows| {
            assert_eq!(maker.rewrap(&rows), Ok(vec![]));
            let masters = maker.masters.with_new_master(maker.entropy).unwrap();
            let again = KeyMaker { masters: &masters, ..maker }.rewrap(&rows).unwrap();
            assert_eq!(again.len(), rows.len());
            assert!(again.iter().all(|row| row.master_id() == Ok(2)));
            assert!(crate::Ring::open(&masters.without_old_masters(), &again).is_ok());
        });
    }
}
