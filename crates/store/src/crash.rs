//! Places in the writer where a test build ends the process, and one mutant that such a build can be.
//!
//! Only with the feature `crash-points`, which `tests/crash` asks for and no release build has
//! (`cargo xtask build` looks for the variables' names in the binary). Without it nothing of this is left.

/// A step of the writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    /// The transaction is open.
    AfterBegin,
    /// Every guard has its verdict.
    AfterGuards,
    /// What passed is written.
    AfterWrites,
    /// Numbered and chained; nothing is durable.
    BeforeCommit,
    /// Durable; memory and callers know nothing.
    AfterCommit,
    /// Memory knows; callers do not.
    AfterApply,
}

/// Nothing, in a build without the feature.
#[cfg(not(feature = "crash-points"))]
#[inline]
pub(crate) const fn here(_: Point) {}

/// Whether callers are answered before anything is durable: the fault that crash tests must find.
#[cfg(not(feature = "crash-points"))]
#[inline]
pub(crate) const fn answers_early() -> bool {
    false
}

#[cfg(feature = "crash-points")]
pub(crate) use armed::{answers_early, here};

#[cfg(feature = "crash-points")]
mod armed {
    use std::sync::LazyLock;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::Point;

    /// `STEP:N` ends the process when it comes by that step for the Nth time.
    const AT: &str = "VERMILION_CRASH_AT";
    /// `early-answer` makes the build a mutant.
    const MUTANT: &str = "VERMILION_CRASH_MUTANT";

    impl Point {
        const fn name(self) -> &'static str {
            match self {
                Point::AfterBegin => "after_begin",
                Point::AfterGuards => "after_guards",
                Point::AfterWrites => "after_writes",
                Point::BeforeCommit => "before_commit",
                Point::AfterCommit => "after_commit",
                Point::AfterApply => "after_apply",
            }
        }
    }

    struct Armed {
        step: String,
        left: AtomicU64,
    }

    #[expect(clippy::disallowed_methods, reason = "a test build's own variables are no settings")]
    fn variable(name: &str) -> Option<String> {
        std::env::var(name).ok()
    }

    static ARMED: LazyLock<Option<Armed>> = LazyLock::new(|| {
        let (step, times) =
            variable(AT)?.split_once(':').map(|(step, n)| (step.to_owned(), n.parse().ok()))?;
        Some(Armed { step, left: AtomicU64::new(times?) })
    });
    static EARLY: LazyLock<bool> = LazyLock::new(|| variable(MUTANT).is_some_and(|it| it == "early-answer"));

    pub(crate) fn here(point: Point) {
        let Some(armed) = ARMED.as_ref().filter(|armed| armed.step == point.name()) else { return };
        if armed.left.fetch_sub(1, Ordering::Relaxed) == 1 {
            if answers_early() {
                // The early answers get out, so that the mutant is caught in every run.
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            std::process::abort();
        }
    }

    pub(crate) fn answers_early() -> bool {
        *EARLY
    }
}
