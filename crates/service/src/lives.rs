//! Which life of the store gave an ordinal: what an OpenID of it says, and must say.

use vermilion_model::{AccountNo, Incarnation, Ordinal};
use vermilion_seal::UserNo;
use vermilion_store::RangeRow;

/// The ranges of every account, sorted. They change by a restore alone, so by a start alone.
#[derive(Debug, Clone)]
pub struct Lives {
    ranges: Vec<RangeRow>,
    present: Incarnation,
}

impl Lives {
    /// From the store's ranges and its present incarnation.
    pub fn new(mut ranges: Vec<RangeRow>, present: Incarnation) -> Lives {
        ranges.sort_unstable();
        Lives { ranges, present }
    }

    /// The number of a user within an account, as their one OpenID has it.
    pub fn user(&self, account: AccountNo, ordinal: Ordinal) -> UserNo {
        let behind = |range: &RangeRow| (range.account, range.first) <= (account, ordinal);
        let at = self.ranges.partition_point(behind);
        let last = at.checked_sub(1).and_then(|at| self.ranges.get(at));
        // An account without ranges was opened in the present life.
        let incarnation =
            last.filter(|range| range.account == account).map_or(self.present, |range| range.incarnation);
        UserNo { ordinal, incarnation }
    }

    /// Whether an OpenID's ordinal lies in the range of its incarnation; one that does not was given
    /// in a life whose end was lost, and its ordinal may be another person's since.
    pub fn gave(&self, account: AccountNo, user: UserNo) -> bool {
        self.user(account, user.ordinal) == user
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lives() -> Lives {
        let row = |(account, incarnation, first)| RangeRow {
            account: AccountNo(account),
            first: Ordinal(first),
            incarnation: Incarnation(incarnation),
        };
        // The first had two restores; nobody came to the second between them; the third is younger.
        let rows =
            [(1, 1, 1), (1, 2, 33), (1, 3, 65), (2, 1, 1), (2, 2, 9), (2, 3, 9), (3, 2, 1), (3, 3, 33)];
        Lives::new(rows.map(row).to_vec(), Incarnation(3))
    }

    #[test]
    fn an_ordinal_is_of_the_last_life_that_began_at_or_before_it() {
        let lives = lives();
        let of = |account, ordinal| lives.user(AccountNo(account), Ordinal(ordinal)).incarnation.0;
        assert_eq!([of(1, 1), of(1, 32), of(1, 33), of(1, 64), of(1, 65)], [1, 1, 2, 2, 3]);
        assert_eq!([of(2, 8), of(2, 9)], [1, 3]);
        assert_eq!([of(3, 1), of(3, 33)], [2, 3]);
        assert_eq!(of(4, 1), 3, "opened since");
    }

    #[test]
    fn an_id_of_a_lost_tail_is_nobodys() {
        let lives = lives();
        let gave = |ordinal, incarnation| {
            let user = UserNo { ordinal: Ordinal(ordinal), incarnation: Incarnation(incarnation) };
            lives.gave(AccountNo(1), user)
        };
        assert!(gave(32, 1) && gave(33, 2) && gave(65, 3));
        assert!(!gave(33, 1) && !gave(65, 2) && !gave(32, 2) && !gave(1, 3));
    }
}
