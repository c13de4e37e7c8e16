//! Reads about the audit log's entries: in order, and those that a filter lets through.
//!
//! A search reads entries and looks at each: every index would be paid for by every fact that is written. How far
//! one question looks is bounded, and its answer says so. A range of time is cut out by number first.

use vermilion_model::{EntryFilter, Named, Span, Time};

use crate::chain::entry_columns;
use crate::{Engine, Entry, Sql, StoreFault, Value, statements};

/// How many numbers one statement looks through.
const STEP: i64 = 20_000;

/// How many numbers one question looks through.
const MOST: i64 = 200_000;

/// How far a time may stand out of the order of numbers: nodes' clocks differ by seconds.
const SLACK: Span = Span::hours(1);

macro_rules! of_entries {
    () => {
        "lane, number, at, actor, kind, version, subjects, body, key, mac from entry \
         where lane = $1 and number > $2 and number < $3 and at >= $7 and at < $8 "
    };
}

// The two have other names for the place of a text within a text.
macro_rules! in_sqlite {
    () => {
        "and ($4 = '' or instr($4, ' ' || kind || ' ') > 0) and ($5 = '' or instr(' ' || actor || ' ', $5) > 0) \
         and ($6 = '' or instr(' ' || subjects || ' ', $6) > 0)"
    };
}
macro_rules! in_postgres {
    () => {
        "and ($4 = '' or strpos($4, ' ' || kind || ' ') > 0) and ($5 = '' or strpos(' ' || actor || ' ', $5) > 0) \
         and ($6 = '' or strpos(' ' || subjects || ' ', $6) > 0)"
    };
}

static BEFORE: Sql = Sql::both(concat!(
    "select ",
    entry_columns!(),
    " from entry where lane = $1 and number < $2 order by number desc limit $3"
));
static NEWEST: Sql = Sql::each(
    concat!("select ", of_entries!(), in_sqlite!(), " order by number desc limit $9"),
    concat!("select ", of_entries!(), in_postgres!(), " order by number desc limit $9"),
);
static OLDEST: Sql = Sql::each(
    concat!("select ", of_entries!(), in_sqlite!(), " order by number limit $9"),
    concat!("select ", of_entries!(), in_postgres!(), " order by number limit $9"),
);
// A subject is one of two, which may be the same.
static ABOUT: Sql = Sql::each(
    concat!(
        "select ",
        entry_columns!(),
        " from entry where lane = $1 and number > $2 and number < $3 and at <= $4 \
         and (instr($5, ' ' || kind || ' ') > 0 or instr(' ' || subjects || ' ', $6) > 0 \
         or instr(' ' || subjects || ' ', $7) > 0) order by number"
    ),
    concat!(
        "select ",
        entry_columns!(),
        " from entry where lane = $1 and number > $2 and number < $3 and at <= $4 \
         and (strpos($5, ' ' || kind || ' ') > 0 or strpos(' ' || subjects || ' ', $6) > 0 \
         or strpos(' ' || subjects || ' ', $7) > 0) order by number"
    ),
);
static FROM: Sql =
    Sql::both("select number, at from entry where lane = $1 and number >= $2 order by number limit 1");

/// The numbers that a search looks at: all between these two, neither of them included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// Every number is greater.
    pub after: i64,
    /// Every number is less.
    pub before: i64,
}

impl Between {
    /// Nothing is left to look at.
    pub const fn is_over(self) -> bool {
        self.before <= self.after.saturating_add(1)
    }
}

/// Entries that name one of two subjects, or are of one of some kinds, and happened by a moment.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// What is named; both may be the same.
    pub subjects: &'a [Named; 2],
    /// Kinds of which every entry counts.
    pub kinds: &'a [&'a str],
    /// Not later than this.
    pub by: Time,
}

/// What was found, and what is left to look at.
#[derive(Debug, Clone)]
pub struct Sought {
    /// What the filter lets through.
    pub entries: Vec<Entry>,
    /// Where the search goes on.
    pub left: Between,
}

impl Engine {
    /// Entries after a number, the oldest first, at most `limit`.
    pub async fn entries_after(&self, lane: u16, after: i64, limit: i64) -> Result<Vec<Entry>, StoreFault> {
        let params = [lane.into(), after.into(), limit.into()];
        self.read(&statements::ENTRIES_AFTER, &params).await?.iter().map(Entry::from_row).collect()
    }

    /// Entries before a number, the newest first, at most `limit`.
    pub async fn entries_before(&self, lane: u16, before: i64, limit: i64) -> Result<Vec<Entry>, StoreFault> {
        let params = [lane.into(), before.into(), limit.into()];
        self.read(&BEFORE, &params).await?.iter().map(Entry::from_row).collect()
    }

    /// The newest that a filter lets through, at most `limit`, out of 200,000 entries at most: with fewer, `left`
    /// says how far the search came.
    pub async fn newest_entries(
        &self,
        lane: u16,
        filter: &EntryFilter,
        (mut left, limit): (Between, i64),
    ) -> Result<Sought, StoreFault> {
        let end = left.before.saturating_sub(MOST);
        let mut entries: Vec<Entry> = Vec::new();
        loop {
            let wanted = limit.saturating_sub(i64::try_from(entries.len()).unwrap_or(limit));
            if wanted == 0 || left.is_over() || left.before <= end {
                return Ok(Sought { entries, left });
            }
            let after = left.after.max(left.before.saturating_sub(STEP + 1));
            let params = params((lane, filter), Between { after, ..left }, wanted);
            let found = self.read(&NEWEST, &params).await?;
            let full = i64::try_from(found.len()).unwrap_or(wanted) >= wanted;
            for row in &found {
                entries.push(Entry::from_row(row)?);
            }
            left.before = match entries.last() {
                Some(last) if full => last.seq.number,
                _ => after.saturating_add(1),
            };
        }
    }

    /// The oldest that a filter lets through, at most `limit`, out of 20,000 entries at most.
    pub async fn oldest_entries(
        &self,
        lane: u16,
        filter: &EntryFilter,
        (mut left, limit): (Between, i64),
    ) -> Result<Sought, StoreFault> {
        let before = left.before.min(left.after.saturating_add(STEP + 1));
        let rows = self.read(&OLDEST, &params((lane, filter), Between { before, ..left }, limit)).await?;
        let entries: Vec<Entry> = rows.iter().map(Entry::from_row).collect::<Result<_, _>>()?;
        let full = i64::try_from(entries.len()).unwrap_or(limit) >= limit;
        left.after = match entries.last() {
            Some(last) if full => last.seq.number,
            _ => before.saturating_sub(1),
        };
        Ok(Sought { entries, left })
    }

    /// Those of the next 20,000 numbers that are about something, the oldest first.
    pub async fn entries_about(
        &self,
        lane: u16,
        about: &About<'_>,
        mut left: Between,
    ) -> Result<Sought, StoreFault> {
        let before = left.before.min(left.after.saturating_add(STEP + 1));
        let [one, other] = about.subjects;
        let params = [
            lane.into(),
            left.after.into(),
            before.into(),
            about.by.into(),
            format!(" {} ", about.kinds.join(" ")).into(),
            one.needle().into(),
            other.needle().into(),
        ];
        let rows = self.read(&ABOUT, &params).await?;
        left.after = before.saturating_sub(1);
        Ok(Sought { entries: rows.iter().map(Entry::from_row).collect::<Result<_, _>>()?, left })
    }

    /// Where the entries of a filter's time stand, and some around them. Times rise with numbers, but for what
    /// an hour's slack allows: an entry that stands further out of order is not found by its time.
    pub async fn entries_within(&self, lane: u16, filter: &EntryFilter) -> Result<Between, StoreFault> {
        let head = self.read_one(&statements::LANE_READ, &[lane.into()]).await?;
        let head = head.map_or(Ok(0), |row| row.int(0))?;
        let mut within = Between { after: 0, before: head.saturating_add(1) };
        // What one question looks through anyway needs no cutting.
        if head <= STEP {
            return Ok(within);
        }
        if let Some(from) = filter.from {
            let first = self.first_at(lane, from.minus(SLACK), head).await?;
            within.after = first.saturating_sub(STEP).max(0);
        }
        if let Some(until) = filter.until {
            let first = self.first_at(lane, until.plus(SLACK), head).await?;
            within.before = first.saturating_add(STEP).min(within.before);
        }
        Ok(within)
    }

    /// When the first entry at or behind a number was made.
    pub async fn entry_time(&self, lane: u16, number: i64) -> Result<Option<Time>, StoreFault> {
        let row = self.read_one(&FROM, &[lane.into(), number.into()]).await?;
        row.map(|row| row.time(1)).transpose()
    }

    /// The first number whose time is not before `at`, if times rise; one behind the head where all are.
    async fn first_at(&self, lane: u16, at: Time, head: i64) -> Result<i64, StoreFault> {
        let (mut low, mut high) = (1, head.saturating_add(1));
        while low < high {
            let middle = low.midpoint(high);
            match self.read_one(&FROM, &[lane.into(), middle.into()]).await? {
                Some(row) if row.time(1)? < at => low = row.int(0)?.saturating_add(1),
                Some(_) | None => high = middle,
            }
        }
        Ok(low)
    }
}

fn params((lane, filter): (u16, &EntryFilter), within: Between, limit: i64) -> [Value; 9] {
    let needle = |named: &Option<Named>| named.as_ref().map(Named::needle).unwrap_or_default();
    let kinds = if filter.kinds.is_empty() { String::new() } else { format!(" {} ", filter.kinds.join(" ")) };
    [
        lane.into(),
        within.after.into(),
        within.before.into(),
        kinds.into(),
        needle(&filter.actor).into(),
        needle(&filter.subject).into(),
        filter.from.unwrap_or(Time::from_millis(i64::MIN)).into(),
        filter.until.unwrap_or(Time::from_millis(i64::MAX)).into(),
        limit.into(),
    ]
}
