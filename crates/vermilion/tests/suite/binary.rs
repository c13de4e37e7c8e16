//! Starts the built binary and reads what it says.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// A command line in the making, without settings of whoever runs the tests.
pub(crate) struct Line(Command);

pub(crate) fn vermilion() -> Line {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vermilion"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("VERMILION_") {
            command.env_remove(name);
        }
    }
    Line(command)
}

/// How a command ended, and what it said.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn good(&self) -> bool {
        self.code == Some(0)
    }
}

impl Line {
    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Line {
        self.0.arg(arg);
        self
    }

    pub(crate) fn args(mut self, args: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Line {
        self.0.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Line {
        self.0.env(name, value);
        self
    }

    pub(crate) fn current_dir(mut self, folder: &Path) -> Line {
        self.0.current_dir(folder);
        self
    }

    pub(crate) fn run(mut self) -> Run {
        let Output { status, stdout, stderr } = self.0.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: status.code(), out: text(stdout), err: text(stderr) }
    }

    /// Starts a simulation and waits for its line.
    pub(crate) fn simulate(mut self) -> Simulation {
        let mut child = self.0.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let url = line.strip_prefix("ready ").expect(&line).trim_end().to_owned();
        Simulation { child, stdout, url }
    }
}

/// A running `vermilion dev`; killed when dropped.
pub(crate) struct Simulation {
    child: Child,
    stdout: BufReader<ChildStdout>,
    pub(crate) url: String,
}

impl Simulation {
    /// The whole answer to a GET, head and body.
    pub(crate) fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(self.url.strip_prefix("http://").unwrap()).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// Asks it to stop, as a supervisor does; the exit code, and what else it wrote to stdout.
    pub(crate) fn stop(mut self) -> (Option<i32>, String) {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        let mut rest = String::new();
        self.stdout.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl Drop for Simulation {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
