//! wrk as the load, and what a sample must show to count.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use vermilion_rig::{Folder, Usage};

const FIXED: &str = include_str!("../lua/fixed.lua");
const CODES: &str = include_str!("../lua/codes.lua");

/// As many threads as the machine that the goals were set on had cores.
const THREADS: u32 = 2;

/// Requests of one kind.
#[derive(Debug, Clone)]
pub(crate) enum Requests {
    /// The same one.
    Fixed { method: &'static str, path: String, body: String },
    /// One with a code of the file; without a path the codes are read but not sent.
    Codes { file: PathBuf, path: Option<(String, String)> },
}

/// One measurement.
#[derive(Debug, Clone)]
pub(crate) struct Shot<'a> {
    pub(crate) server: SocketAddr,
    pub(crate) process: u32,
    pub(crate) connections: u32,
    pub(crate) seconds: u32,
    pub(crate) requests: &'a Requests,
    /// What every good body holds.
    pub(crate) expected: &'a str,
}

/// What it showed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    pub(crate) requests: u64,
    pub(crate) per_second: f64,
    /// Processor time of the server, in µs a request.
    pub(crate) cpu: f64,
    /// Microseconds.
    pub(crate) p99: f64,
}

/// wrk with its scripts.
#[derive(Debug)]
pub(crate) struct Wrk {
    folder: Folder,
}

impl Wrk {
    /// Looks for wrk.
    pub(crate) fn find() -> Result<Wrk> {
        // It ends with 1 after its help.
        if Command::new("wrk").arg("-v").output().is_err() {
            bail!("wrk is not there; on Debian: apt-get install wrk");
        }
        let folder = Folder::new("wrk")?;
        std::fs::write(folder.path().join("fixed.lua"), FIXED)?;
        std::fs::write(folder.path().join("codes.lua"), CODES)?;
        Ok(Wrk { folder })
    }

    /// Takes one sample; an answer that is not the success expected voids it.
    pub(crate) fn sample(&self, shot: &Shot<'_>) -> Result<Sample> {
        let mut wrk = Command::new("wrk");
        wrk.arg(format!("-t{THREADS}")).arg(format!("-c{}", shot.connections));
        wrk.arg(format!("-d{}s", shot.seconds)).arg("-s");
        let url = format!("http://{}/", shot.server);
        match shot.requests {
            Requests::Fixed { method, path, body } => {
                wrk.arg(self.folder.path().join("fixed.lua")).arg(url).arg("--");
                wrk.args([shot.expected, method, path, body]);
            }
            Requests::Codes { file, path } => {
                wrk.arg(self.folder.path().join("codes.lua")).arg(url).arg("--");
                wrk.arg(shot.expected).arg(file).arg(THREADS.to_string());
                wrk.args(path.iter().flat_map(|(before, behind)| [before, behind]));
            }
        }
        let before = Usage::of(shot.process)?;
        let output = wrk.output()?;
        let after = Usage::of(shot.process)?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let line = said.lines().find_map(|line| line.strip_prefix("result "));
        let line = line.with_context(|| format!("{said}{}", String::from_utf8_lossy(&output.stderr)))?;
        read(line, after.cpu.saturating_sub(before.cpu).as_secs_f64())
    }
}

fn read(line: &str, cpu: f64) -> Result<Sample> {
    let mut words = line.splitn(9, ' ');
    let mut number = || -> Result<f64> { Ok(words.next().context("a short line")?.parse()?) };
    let (requests, micros) = (number()?, number()?);
    let (looked, refused, errors, gone) = (number()?, number()?, number()?, number()?);
    let (_p50, p99) = (number()?, number()?);
    if refused > 0.0 || errors > 0.0 || gone > 0.0 || looked < 1.0 {
        bail!(
            "void: {looked} looked at, {refused} refused, {errors} errors, {gone} threads out of codes: {line}"
        );
    }
    #[expect(clippy::cast_sign_loss, clippy::cast_possible_truncation, reason = "wrk counts requests upward")]
    let whole = requests as u64;
    Ok(Sample { requests: whole, per_second: requests * 1e6 / micros, cpu: cpu * 1e6 / requests, p99 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_voids_a_sample() {
        assert!(read("1000 1000000 10 0 0 0 5 9 ", 1.0).is_ok());
        for void in ["1000 1000000 10 1 0 0 5 9 {}", "1000 1000000 10 0 1 0 5 9 ", "9 1000000 0 0 0 0 5 9 "] {
            assert!(read(void, 1.0).is_err(), "{void}");
        }
    }
}
