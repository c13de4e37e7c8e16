//! How often reviewers agree, and how often their rejections are overturned. For operators: it shows where a
//! rule is unclear, and who needs to talk with whom.

use std::collections::{BTreeMap, HashMap};

use vermilion_model::{CaseState, Id, Member, ReviewClass, Time};
use vermilion_store::DecisionRow;

use super::forecast::median_days;
use super::summary::{Maker, Person};
use crate::may::Operate;
use crate::{Desk, Failure, PlatformMay};

/// How many decisions one read takes.
const STEP: i64 = 1_000;

/// Everything measured over a span of time.
#[derive(Debug)]
pub struct Rates {
    /// Each reviewer who decided something, or whose rejection was looked at again.
    pub reviewers: Vec<ReviewerRates>,
    /// Each reason that was given, or whose rejection was looked at again, by its code.
    pub reasons: Vec<(String, ReasonCounts)>,
    /// Of each class that persons review: the median of the newest hundred decisions, in working days, whenever
    /// they were; nothing before there were five.
    pub medians: Vec<(ReviewClass, Option<u32>)>,
}

/// One reviewer's.
#[derive(Debug)]
pub struct ReviewerRates {
    /// Who.
    pub person: Person,
    /// What they did.
    pub counts: ReviewerCounts,
}

/// What a reviewer did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReviewerCounts {
    /// Decided last, with yes.
    pub approved: u32,
    /// Decided with no.
    pub rejected: u32,
    /// Agreed first of two.
    pub seconded: u32,
    /// Of cases for two persons: where the other said the same.
    pub agreed: u32,
    /// Where the other said no after the first's yes.
    pub disagreed: u32,
    /// Rejections that an appeal overturned.
    pub overturned: u32,
    /// Rejections that an appeal upheld.
    pub upheld: u32,
}

/// What became of rejections with a reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ReasonCounts {
    /// Rejections in which it was given.
    pub given: u32,
    /// Those that an appeal overturned.
    pub overturned: u32,
    /// Those that an appeal upheld.
    pub upheld: u32,
}

/// Measures the decisions from one time to another.
pub async fn read_rates(
    desk: &Desk,
    _: &PlatformMay<Operate>,
    (from, to): (Time, Time),
) -> Result<Rates, Failure> {
    let mut tally = Tally::default();
    let mut after = (from.minus(vermilion_model::Span::millis(1)), Id::from_bytes([0xff; 16]));
    loop {
        let rows = desk.read.decisions_between(after, to, STEP).await?;
        for row in &rows {
            tally.count(row);
        }
        match rows.last() {
            Some(last) if i64::try_from(rows.len()).is_ok_and(|read| read >= STEP) => {
                after = (last.decided_at, last.case);
            }
            _ => break,
        }
    }
    let mut maker = Maker::new(desk, desk.now());
    let mut reviewers = Vec::new();
    for (member, counts) in tally.reviewers {
        reviewers.push(ReviewerRates { person: maker.person(member).await?, counts });
    }
    reviewers.sort_by_key(|reviewer| *reviewer.person.id.bytes());
    let mut medians = Vec::new();
    for review in [ReviewClass::OnePerson, ReviewClass::TwoPersons] {
        medians.push((review, median_days(desk, review).await?));
    }
    Ok(Rates { reviewers, reasons: tally.reasons.into_iter().collect(), medians })
}

#[derive(Debug, Default)]
struct Tally {
    reviewers: HashMap<Id<Member>, ReviewerCounts>,
    reasons: BTreeMap<String, ReasonCounts>,
}

impl Tally {
    fn of(&mut self, member: Option<Id<Member>>, count: impl FnOnce(&mut ReviewerCounts)) {
        if let Some(member) = member {
            count(self.reviewers.entry(member).or_default());
        }
    }

    fn count(&mut self, row: &DecisionRow) {
        let approved = row.state == CaseState::Approved;
        self.of(row.decided_by, |counts| {
            *(if approved { &mut counts.approved } else { &mut counts.rejected }) += 1;
        });
        self.of(row.first_by, |counts| counts.seconded += 1);
        // Who took back their own yes disagrees with nobody.
        if row.review == ReviewClass::TwoPersons && row.first_by.is_some() && row.first_by != row.decided_by {
            for member in [row.first_by, row.decided_by] {
                self.of(member, |counts| {
                    *(if approved { &mut counts.agreed } else { &mut counts.disagreed }) += 1;
                });
            }
        }
        for reason in codes(&row.reasons) {
            self.reasons.entry(reason).or_default().given += 1;
        }
        let Some((rejecter, reasons)) = &row.appealed else { return };
        self.of(*rejecter, |counts| {
            *(if approved { &mut counts.overturned } else { &mut counts.upheld }) += 1;
        });
        for reason in codes(reasons) {
            let counts = self.reasons.entry(reason).or_default();
            *(if approved { &mut counts.overturned } else { &mut counts.upheld }) += 1;
        }
    }
}

/// Each code once, however many fields it was bound to.
fn codes(reasons: &[vermilion_model::CodedReason]) -> std::collections::BTreeSet<String> {
    reasons.iter().map(|reason| reason.code.clone()).collect()
}
