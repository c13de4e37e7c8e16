//! Reading an archive: which parts are whole, and how they follow each other.

use std::fs::File;
use std::io::{BufRead, BufReader, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use vermilion_seal::ArchiveSeal;

use super::folder::Folder;
use super::line::{FIRST_WORDS, FORM, Header, Line, What};
use crate::StoreFault;
use crate::chain::Chain;
use crate::cursor::Cursor;

/// A part that is whole and ours.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    path: PathBuf,
    offset: u64,
    pub(crate) header: Header,
    pub(crate) from: Cursor,
    pub(crate) end: Cursor,
}

/// Entries that no part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gap {
    /// The last number before them.
    pub after: i64,
    /// The first number behind them.
    pub before: i64,
}

/// A base and the groups that follow it.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) base: Found,
    pub(crate) groups: Vec<Found>,
    pub(crate) gaps: Vec<Gap>,
    pub(crate) end: Cursor,
}

/// The newest whole base with all that follows it; nothing when there is no base.
pub(crate) fn plan(folder: &Folder, chain: &Chain) -> Result<Option<Plan>, StoreFault> {
    for named in folder.bases()?.iter().rev() {
        let mut parts = scan(&named.path, chain)?;
        let Some(base) = parts.pop().filter(|part| part.header.what == What::Base) else {
            tracing::warn!(file = %named.path.display(), "a base is damaged; an older one is looked for");
            continue;
        };
        let incarnation = base.header.incarnation.0;
        let logs = folder.logs()?;
        let logs: Vec<_> = logs.iter().filter(|log| log.incarnation == incarnation).collect();
        // The log that was written when the base was made may go on behind it.
        let first = logs.iter().rposition(|log| log.number <= base.end.seq.number).unwrap_or(0);
        let mut groups = Vec::new();
        for log in logs.iter().skip(first) {
            groups.extend(scan(&log.path, chain)?);
        }
        groups.retain(|part| part.header.what == What::Group);
        return follow(base, groups).map(Some);
    }
    Ok(None)
}

/// Puts groups behind a base, and says what is missing between them.
fn follow(base: Found, mut groups: Vec<Found>) -> Result<Plan, StoreFault> {
    groups.sort_by_key(|group| (group.from.seq.number, group.end.seq.number));
    let mut plan = Plan { end: base.end, base, groups: Vec::new(), gaps: Vec::new() };
    for group in groups {
        let (from, at) = (group.from, plan.end);
        if group.header.meta()?.store_id != plan.base.header.meta()?.store_id {
            return Err(StoreFault::Archive("it holds parts of two stores".into()));
        }
        if group.end.seq.number <= at.seq.number {
            continue;
        }
        if from.seq.number > at.seq.number {
            let before = from.seq.number.saturating_add(1);
            plan.gaps.push(Gap { after: at.seq.number, before });
        } else if from.seq == at.seq && from.mac != at.mac {
            return Err(StoreFault::Archive(format!("it holds two histories of entry {}", at.seq)));
        }
        plan.end = group.end;
        plan.groups.push(group);
    }
    Ok(plan)
}

/// The whole parts of one file. What is damaged or cut short is left out.
pub(crate) fn scan(path: &Path, chain: &Chain) -> Result<Vec<Found>, StoreFault> {
    let mut lines = Lines::open(path, 0)?;
    let mut found = Vec::new();
    let mut under_way: Option<UnderWay> = None;
    while let Some((begins, text)) = lines.next()? {
        if text.starts_with(FIRST_WORDS) {
            under_way = UnderWay::begin(text, begins, chain)?;
            continue;
        }
        let Some(part) = &mut under_way else { continue };
        match Line::parse(text) {
            Some(Line::Seal(seal)) => {
                let whole = under_way.take().filter(|part| part.seal.fits(&seal));
                found.extend(whole.and_then(|part| part.found(path)));
            }
            Some(line) => {
                if let Line::End(end) = line {
                    part.end = Some(end);
                }
                part.take(text);
            }
            None => under_way = None,
        }
    }
    Ok(found)
}

struct UnderWay {
    offset: u64,
    header: Header,
    seal: ArchiveSeal,
    end: Option<Cursor>,
}

impl UnderWay {
    fn begin(text: &str, offset: u64, chain: &Chain) -> Result<Option<UnderWay>, StoreFault> {
        let Ok(header) = serde_json::from_str::<Header>(text) else { return Ok(None) };
        if header.form != FORM {
            return Err(StoreFault::Archive(format!(
                "it is of form {}, this binary reads {FORM}",
                header.form
            )));
        }
        let seal = chain.archive_seal_of(header.key)?;
        let mut part = UnderWay { offset, header, seal, end: None };
        part.take(text);
        Ok(Some(part))
    }

    fn take(&mut self, text: &str) {
        self.seal.update(text.as_bytes());
        self.seal.update(b"\n");
    }

    fn found(self, path: &Path) -> Option<Found> {
        let (from, end) = (self.header.from.cursor()?, self.end?);
        Some(Found { path: path.to_owned(), offset: self.offset, header: self.header, from, end })
    }
}

impl Found {
    /// Its lines behind the first, as [`Reading::next`] gives them.
    pub(crate) fn read(&self) -> Result<Reading, StoreFault> {
        let mut lines = Lines::open(&self.path, self.offset)?;
        lines.next()?;
        Ok(Reading(lines))
    }
}

/// The lines of a whole part, one after the other.
pub(crate) struct Reading(Lines);

impl Reading {
    /// The next root or row; nothing at the part's end.
    pub(crate) fn next(&mut self) -> Result<Option<Line>, StoreFault> {
        let path = self.0.path.clone();
        match self.0.next()?.and_then(|(_, text)| Line::parse(text)) {
            Some(Line::End(_)) => Ok(None),
            Some(line) => Ok(Some(line)),
            // It was whole a moment ago.
            None => Err(StoreFault::Archive(format!("{} changed while it was read", path.display()))),
        }
    }
}

/// A file's lines, with where each begins.
struct Lines {
    path: PathBuf,
    from: BufReader<File>,
    line: Vec<u8>,
    at: u64,
}

impl Lines {
    fn open(path: &Path, offset: u64) -> Result<Lines, StoreFault> {
        let opened = File::open(path).and_then(|mut file| file.seek(SeekFrom::Start(offset)).map(|_| file));
        let file = opened.map_err(|error| StoreFault::file("opening", path, &error))?;
        let from = BufReader::with_capacity(1 << 16, file);
        Ok(Lines { path: path.to_owned(), from, line: Vec::new(), at: offset })
    }

    /// The next line without its end, and where it begins. A line cut short, or not of text, is an
    /// empty one.
    fn next(&mut self) -> Result<Option<(u64, &str)>, StoreFault> {
        self.line.clear();
        let read = self.from.read_until(b'\n', &mut self.line);
        let read = read.map_err(|error| StoreFault::file("reading", &self.path, &error))?;
        if read == 0 {
            return Ok(None);
        }
        let begins = self.at;
        self.at = begins.saturating_add(u64::try_from(read).unwrap_or(0));
        let whole = self.line.strip_suffix(b"\n").unwrap_or_default();
        Ok(Some((begins, std::str::from_utf8(whole).unwrap_or_default())))
    }
}
