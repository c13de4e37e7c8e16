//! A server of this build, with data of its own.

use std::ffi::OsString;
use std::io::{self, BufRead, BufReader};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use tempfile::TempDir;

/// Names the program of this very build.
pub const BINARY: &str = "VERMILION_TEST_BINARY";

/// A debug build makes its data, seeds it and listens well within this.
const PATIENCE: Duration = Duration::from_mins(2);

/// `vermilion dev` on a port of its own; it ends when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    address: SocketAddr,
    data: TempDir,
}

impl Server {
    /// Starts the program and waits until it says where it listens.
    pub fn start(binary: &OsString) -> io::Result<Server> {
        Server::start_with(binary, &[], Stdio::inherit())
    }

    /// The same, with some of its environment, and its log lines elsewhere.
    pub fn start_with(binary: &OsString, variables: &[(&str, &str)], log: Stdio) -> io::Result<Server> {
        let data = tempfile::tempdir()?;
        let mut command = Command::new(binary);
        command.args(["dev", "--fresh", "--listen", "127.0.0.1:0", "--data"]).arg(data.path().join("data"));
        command.current_dir(data.path()).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(log);
        command.envs(variables.iter().copied());
        let mut child = command.spawn()?;
        let ready = child.stdout.take().ok_or_else(|| fault("no output")).and_then(ready);
        match ready {
            Ok(address) => Ok(Server { child, address, data }),
            Err(error) => {
                end(&mut child);
                Err(error)
            }
        }
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Everything it keeps.
    pub fn data(&self) -> &Path {
        self.data.path()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    if let Err(error) = child.kill().and_then(|()| child.wait()) {
        eprintln!("the server: {error}");
    }
}

/// Reads its output until the line `ready http://ADDR`, and goes on reading so that it never blocks.
fn ready(stdout: ChildStdout) -> io::Result<SocketAddr> {
    let (send, receive) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some(address) = line.trim().strip_prefix("ready http://") {
                // Nobody waits any more for a second one.
                let _ = send.send(address.trim_end_matches('/').parse::<SocketAddr>());
            }
        }
    });
    match receive.recv_timeout(PATIENCE) {
        Ok(address) => address.map_err(|_| fault("it is ready at no address")),
        Err(_) => Err(fault("it did not say `ready http://ADDR`")),
    }
}

fn fault(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
