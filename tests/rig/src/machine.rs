//! The machine: its clocks, its randomness, and what it says of a process.

use std::sync::OnceLock;
use std::time::{Duration, Instant, SystemTime};

use anyhow::{Context, Result};
use vermilion_model::{Entropy, Span, Time};
use vermilion_seal::SystemEntropy;
use vermilion_service::{Clock, Waiting};

/// The machine's clocks.
#[derive(Debug, Clone, Copy)]
pub struct Machine;

impl Clock for Machine {
    fn now(&self) -> Time {
        let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        Time::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn boot(&self) -> Duration {
        static BEGUN: OnceLock<Instant> = OnceLock::new();
        BEGUN.get_or_init(Instant::now).elapsed()
    }

    fn wait_until(&self, at: Time) -> Waiting<'_> {
        let left = at.since(self.now()).max(Span::millis(0)).as_millis().unsigned_abs();
        Box::pin(tokio::time::sleep(Duration::from_millis(left)))
    }
}

/// A number nobody could foresee.
pub fn random_number() -> u64 {
    let entropy: &dyn Entropy = &SystemEntropy;
    u64::from_be_bytes(entropy.bytes())
}

/// What the system counted for one process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage {
    /// Processor time so far, in user and system mode.
    pub cpu: Duration,
    /// Resident memory, in KiB.
    pub resident: u64,
}

/// The kernel's unit of processor time in `/proc`: 100 a second on every Linux of today.
const TICK: Duration = Duration::from_millis(10);

impl Usage {
    /// Of a running process.
    pub fn of(process: u32) -> Result<Usage> {
        let stat = std::fs::read_to_string(format!("/proc/{process}/stat"))?;
        // The name may hold blanks, so count behind its bracket: utime and stime are 14 and 15.
        let rest = stat.rsplit_once(')').context("/proc/PID/stat has no name")?.1;
        let ticks: u32 = rest.split_whitespace().skip(11).take(2).filter_map(|n| n.parse::<u32>().ok()).sum();
        let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).context("no VmRSS")?;
        let resident = line.split_whitespace().nth(1).context("no number")?.parse()?;
        Ok(Usage { cpu: TICK * ticks, resident })
    }
}

/// What processor this is, in its maker's words.
pub fn cpu_model() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = info.lines().find(|line| line.starts_with("model name"));
    line.and_then(|line| line.split_once(':')).map_or("unknown".into(), |(_, name)| name.trim().to_owned())
}
