//! A server as a child process: it ends with whoever started it.

use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::Usage;

/// A process that said where it answers.
#[derive(Debug)]
pub struct Child {
    process: std::process::Child,
    /// Where it answers.
    pub address: SocketAddr,
    /// From its start to that line.
    pub started_in: Duration,
}

impl Child {
    /// Starts a server and waits for its line `ready http://ADDRESS`.
    pub fn start(command: &mut Command) -> Result<Child> {
        let begun = Instant::now();
        let name = format!("{command:?}");
        let mut process =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().with_context(|| name.clone())?;
        let out = process.stdout.take().context("no output")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let Some(address) = line.trim().strip_prefix("ready http://") else {
            let _already_gone = process.kill();
            bail!("{name} said {line:?} and ended with {}", process.wait()?);
        };
        let address = address.parse()?;
        Ok(Child { process, address, started_in: begun.elapsed() })
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// What the system counted for it.
    pub fn usage(&self) -> Result<Usage> {
        Usage::of(self.id())
    }

    /// Whether it is there no more.
    pub fn has_ended(&mut self) -> Result<bool> {
        Ok(self.process.try_wait()?.is_some())
    }

    /// `kill -9`, unless it ended by itself; answers how it ended.
    pub fn kill(&mut self) -> Result<ExitStatus> {
        let _already_gone = self.process.kill();
        Ok(self.process.wait()?)
    }

    /// Asks it to stop in order, and waits.
    pub fn stop(mut self) -> Result<ExitStatus> {
        let id = Pid::from_child(&self.process);
        kill_process(id, Signal::TERM)?;
        Ok(self.process.wait()?)
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if matches!(self.process.try_wait(), Ok(None)) {
            let _already_gone = self.process.kill();
            let _already_gone = self.process.wait();
        }
    }
}
