//! Starts the built binary and reads what it says.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio};

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

    /// Starts a server that logs as JSON, and waits for the line that says it is ready.
    pub(crate) fn serve(mut self) -> Server<ChildStderr> {
        let mut child = self.0.stdout(Stdio::inherit()).stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        let mut server = Server { child, said, url: String::new() };
        while server.url.is_empty() {
            let mut line = String::new();
            server.said.read_line(&mut line).unwrap();
            let log: serde_json::Value = serde_json::from_str(&line).expect(&line);
            if log["message"] == "ready" {
                server.url = format!("http://{}", log["address"].as_str().unwrap());
            }
        }
        server
    }

    /// Starts a command that logs as JSON and goes on, and waits until it has said something.
    pub(crate) fn until(mut self, message: &str) -> Server<ChildStderr> {
        let mut child = self.0.stdout(Stdio::inherit()).stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap());
        let mut server = Server { child, said, url: String::new() };
        let mut told = false;
        while !told {
            let mut line = String::new();
            server.said.read_line(&mut line).unwrap();
            let log: serde_json::Value = serde_json::from_str(&line).expect(&line);
            told = log["message"] == message;
        }
        server
    }

    /// Starts a simulation and waits for its line.
    pub(crate) fn simulate(mut self) -> Server<ChildStdout> {
        let mut child = self.0.stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        said.read_line(&mut line).unwrap();
        let url = line.strip_prefix("ready ").expect(&line).trim_end().to_owned();
        Server { child, said, url }
    }
}

/// The whole answer of an address to a GET, head and body.
pub(crate) fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// A running server; killed when dropped.
pub(crate) struct Server<R> {
    child: Child,
    said: BufReader<R>,
    pub(crate) url: String,
}

impl<R: Read> Server<R> {
    /// The whole answer to a GET, head and body.
    pub(crate) fn get(&self, path: &str) -> String {
        get(self.url.strip_prefix("http://").unwrap(), path)
    }

    /// Its number.
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop, as a supervisor does; the exit code, and what else it said.
    pub(crate) fn stop(mut self) -> (Option<i32>, String) {
        let asked = Command::new("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        let mut rest = String::new();
        self.said.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

impl<R> Drop for Server<R> {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
