//! A server as a child process: it ends with whoever started it.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process};

use crate::Usage;

/// How often a server that starts is looked at, and how long at most.
const LOOK: Duration = Duration::from_micros(500);
const PATIENCE: Duration = Duration::from_mins(2);

fn answers(address: SocketAddr, request: &str) -> bool {
    let asked = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(address)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    asked().is_ok_and(|answer| answer.starts_with("HTTP/1.1 200"))
}

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

    /// Starts a server that will answer at an address, and waits for its first answer to `path`.
    pub fn start_at(command: &mut Command, address: SocketAddr, path: &str) -> Result<Child> {
        let begun = Instant::now();
        let name = format!("{command:?}");
        let mut process = command.stdin(Stdio::null()).spawn().with_context(|| name.clone())?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        loop {
            if answers(address, &request) {
                return Ok(Child { process, address, started_in: begun.elapsed() });
            }
            if let Some(status) = process.try_wait()? {
                bail!("{name} ended with {status}");
            }
            if begun.elapsed() > PATIENCE {
                let _already_gone = process.kill();
                bail!("{name} does not answer; it ended with {}", process.wait()?);
            }
            std::thread::sleep(LOOK);
        }
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
