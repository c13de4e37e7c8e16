//! The clock of `vermilion dev`: moves forward only, when told to or by itself, and is kept in
//! `DATA/dev.clock`, so that nothing that happened lies in the future after a restart.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::sync::watch;
use vermilion_model::{Span, Time};
use vermilion_service::{Clock, Waiting};

use super::{boot, pause, wall};
use crate::data_folder;

/// The furthest that one step may go.
pub(crate) const FURTHEST: Span = Span::days(3_660);

/// A clock that can be moved forward.
#[derive(Debug)]
pub(crate) struct DevClock {
    file: PathBuf,
    /// What the wall clock showed when the boot clock stood at zero, in milliseconds.
    base: i64,
    /// How far it was moved since it was opened. The boot clock moves along: were only the wall
    /// clock to jump, it would look set by mistake.
    moved: watch::Sender<Span>,
    writing: Mutex<()>,
}

impl DevClock {
    /// Goes on from where the file's clock stood, or from the machine's clock if that is later.
    pub(crate) fn open(file: PathBuf) -> io::Result<DevClock> {
        let kept = match std::fs::read_to_string(&file) {
            Ok(text) => {
                parse(&text).ok_or_else(|| io::Error::other("it is not `AHEAD NOW` in milliseconds"))?
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => (0, 0),
            Err(error) => return Err(error),
        };
        let start = wall().plus(Span::millis(kept.0)).max(Time::from_millis(kept.1));
        let base = start.millis().saturating_sub(millis(boot()));
        let clock = DevClock { file, base, moved: watch::Sender::new(Span::ZERO), writing: Mutex::new(()) };
        clock.keep(Span::ZERO)?;
        Ok(clock)
    }

    /// Moves the clock forward and wakes whoever waits for a time that has now come.
    pub(crate) fn advance(&self, by: Span) -> io::Result<Time> {
        let _one = self.writing.lock();
        let by = by.min(FURTHEST);
        // Disk, then memory: after a crash the clock must not stand before what was stamped by it.
        self.keep(by)?;
        self.moved
            .send_modify(|moved| *moved = Span::millis(moved.as_millis().saturating_add(by.as_millis())));
        Ok(self.now())
    }

    /// Keeps where it stands, for the next start.
    pub(crate) fn close(&self) -> io::Result<()> {
        let _one = self.writing.lock();
        self.keep(Span::ZERO)
    }

    /// Keeps where it will stand once it is moved by so much.
    fn keep(&self, by: Span) -> io::Result<()> {
        // The machine's clock first, whatever passes in between, and a millisecond more, because each of
        // the two is cut to whole ones: too far ahead is harmless, behind what was read is not.
        let machine = wall();
        let at = self.now().plus(by);
        let ahead = at.millis().saturating_sub(machine.millis()).saturating_add(1).max(0);
        data_folder::replace(&self.file, format!("{ahead} {}\n", at.millis()).as_bytes())
    }

    fn moved(&self) -> i64 {
        self.moved.borrow().as_millis()
    }
}

impl Clock for DevClock {
    fn now(&self) -> Time {
        Time::from_millis(self.base.saturating_add(millis(boot())).saturating_add(self.moved()))
    }

    fn boot(&self) -> Duration {
        boot().saturating_add(Duration::from_millis(self.moved().unsigned_abs()))
    }

    fn wait_until(&self, at: Time) -> Waiting<'_> {
        Box::pin(async move {
            // Before the clock is read, or a move in between would be slept through.
            let mut moved = self.moved.subscribe();
            loop {
                let left = at.since(self.now()).as_millis().unsigned_abs();
                if left == 0 {
                    return;
                }
                tokio::select! {
                    () = pause(Duration::from_millis(left)) => {}
                    _ = moved.changed() => {}
                }
            }
        })
    }
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

/// How far ahead of the machine it was, and what it showed.
fn parse(text: &str) -> Option<(i64, i64)> {
    let (ahead, now) = text.trim().split_once(' ')?;
    Some((ahead.parse().ok()?, now.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(folder: &tempfile::TempDir) -> DevClock {
        DevClock::open(folder.path().join("dev.clock")).unwrap()
    }

    #[test]
    fn it_begins_at_the_machines_time_and_moves_both_clocks() {
        let folder = tempfile::tempdir().unwrap();
        let clock = open(&folder);
        let (wall_before, boot_before) = (clock.now(), clock.boot());
        assert!(wall_before.since(wall()) < Span::mins(1) && wall().since(wall_before) < Span::mins(1));
        clock.advance(Span::days(3)).unwrap();
        assert!(clock.now().since(wall_before) >= Span::days(3));
        assert!(clock.boot() >= boot_before.saturating_add(Duration::from_hours(72)));
    }

    #[test]
    fn it_is_kept_and_never_goes_back() {
        let folder = tempfile::tempdir().unwrap();
        // Often, because the fault it guards against is one of a millisecond.
        for _ in 0..50 {
            let moved = open(&folder).advance(Span::days(3)).unwrap();
            let again = open(&folder);
            let shown = again.now();
            assert!(shown >= moved);
            again.close().unwrap();
            assert!(open(&folder).now() >= shown);
        }

        // The machine's clock was set back by years since.
        let future = wall().plus(Span::days(2_000));
        std::fs::write(folder.path().join("dev.clock"), format!("0 {}\n", future.millis())).unwrap();
        assert!(open(&folder).now() >= future);
    }

    #[test]
    fn what_is_no_clock_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("dev.clock"), "noon").unwrap();
        assert!(DevClock::open(folder.path().join("dev.clock")).is_err());
    }

    #[tokio::test]
    async fn moving_it_wakes_who_waits_and_nobody_else() {
        let folder = tempfile::tempdir().unwrap();
        let clock = open(&folder);
        let (day, week) = (clock.now().plus(Span::days(1)), clock.now().plus(Span::days(7)));
        let mut week_waits = std::pin::pin!(clock.wait_until(week));
        tokio::select! {
            biased;
            () = &mut week_waits => panic!("a week has not passed"),
            () = async { clock.advance(Span::days(1)).unwrap(); clock.wait_until(day).await } => {}
        }
        clock.advance(Span::days(6)).unwrap();
        week_waits.await;
    }
}
