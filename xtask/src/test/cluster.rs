//! A throw-away PostgreSQL. It ends when we end, however we end: its keeper holds the other end of a pipe.

use std::fs;
use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::checkout::must;
use crate::machine::{self, Watch};

/// Starts the server, waits until nobody holds its standard input any more, then stops it by its id.
const KEEPER: &str = r#"
trap '' INT
folder=$1; shift
"$@" >"$folder/log" 2>&1 </dev/null & server=$!
cat >/dev/null
kill -INT "$server"; wait "$server"
rm -rf "$folder"
"#;

const PATIENCE: Duration = Duration::from_mins(1);

pub(crate) struct Cluster {
    keeper: Child,
    port: u16,
    password: String,
    programs: PathBuf,
    took: Duration,
}

/// Where it lies and as whom it runs.
struct Site {
    folder: PathBuf,
    /// PostgreSQL refuses to run as root.
    user: Option<(u32, u32)>,
}

impl Cluster {
    /// `programs` holds `initdb` and `postgres`; those below `kit` are copied when another user runs them,
    /// who may not be able to enter the checkout.
    pub(crate) fn start(programs: &Path, kit: &Path) -> Result<Self> {
        let watch = Watch::start();
        let (folder, owner) = machine::private_folder("vermilion-postgres")?;
        let site = Site { folder, user: (owner == 0).then(machine::powerless_user) };
        let started = prepare(&site, programs, kit).and_then(|(programs, password)| {
            let (keeper, port) = launch(&site, &programs)?;
            Ok(Self { keeper, port, password, programs, took: watch.elapsed() })
        });
        if started.is_err() {
            // The keeper removes it after a start; before one, we do.
            let _ = fs::remove_dir_all(&site.folder);
        }
        started
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://vermilion:{}@127.0.0.1:{}/postgres", self.password, self.port)
    }

    pub(super) fn describe(&self) -> String {
        let seconds = self.took.as_secs_f64();
        format!("{} on 127.0.0.1:{} in {seconds:.1} s", self.programs.display(), self.port)
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        end(&mut self.keeper);
    }
}

/// Lets go of the keeper and waits until it has stopped the server.
fn end(keeper: &mut Child) {
    drop(keeper.stdin.take());
    if let Err(error) = keeper.wait() {
        eprintln!("PostgreSQL's keeper: {error}");
    }
}

/// Makes the data folder; gives the programs to run and the password.
fn prepare(site: &Site, programs: &Path, kit: &Path) -> Result<(PathBuf, String)> {
    let mut programs = programs.to_path_buf();
    if site.user.is_some() && programs.starts_with(kit) {
        programs = copy(&programs, &site.folder)?;
    }
    let password = machine::random_hex()?;
    let password_file = site.folder.join("password");
    fs::write(&password_file, &password)?;
    site.hand_over()?;
    let mut initdb = site.command(programs.join("initdb"));
    initdb.args([
        "--username=vermilion",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]);
    initdb.arg("--pwfile").arg(&password_file).arg("--pgdata").arg(site.data());
    let output = initdb.output().context("cannot start initdb")?;
    if !output.status.success() {
        bail!("initdb: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok((programs, password))
}

/// The package's whole tree: the programs look for their libraries beside themselves.
fn copy(programs: &Path, folder: &Path) -> Result<PathBuf> {
    let tree = programs.parent().context("PostgreSQL's programs lie in no folder")?;
    let target = folder.join("programs");
    must(Command::new("cp").arg("-R").arg(tree).arg(&target))?;
    Ok(target.join("bin"))
}

fn launch(site: &Site, programs: &Path) -> Result<(Child, u16)> {
    // A free port may be taken by another before the server has it.
    for _ in 0..3 {
        let port = free_port()?;
        let mut keeper = site.command("/bin/sh");
        keeper.args(["-c", KEEPER, "keeper"]).arg(&site.folder).arg(programs.join("postgres"));
        keeper.arg("-D").arg(site.data()).args(["-p", &port.to_string()]);
        for setting in ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"] {
            keeper.args(["-c", setting]);
        }
        let mut keeper = keeper.stdin(Stdio::piped()).spawn().context("cannot start PostgreSQL")?;
        match wait(site) {
            Ok(()) => return Ok((keeper, port)),
            Err(error) if format!("{error:#}").contains("Address already in use") => {
                // Its keeper would remove the data with the server.
                let _ = keeper.kill();
                end(&mut keeper);
            }
            Err(error) => {
                end(&mut keeper);
                return Err(error);
            }
        }
    }
    bail!("no free port for PostgreSQL in three tries")
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no free port on loopback")?;
    Ok(listener.local_addr()?.port())
}

/// The server writes `ready` on the last line of its pid file.
fn wait(site: &Site) -> Result<()> {
    let watch = Watch::start();
    loop {
        let pid_file = fs::read_to_string(site.data().join("postmaster.pid")).unwrap_or_default();
        if pid_file.lines().nth(7).is_some_and(|line| line.trim() == "ready") {
            return Ok(());
        }
        let log = fs::read_to_string(site.folder.join("log")).unwrap_or_default();
        if log.contains("FATAL") || watch.elapsed() > PATIENCE {
            bail!("PostgreSQL did not start:\n{}", log.trim());
        }
        std::thread::sleep(Duration::from_millis(30));
    }
}

impl Site {
    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// Makes all that is in the folder the other user's, who also removes it.
    fn hand_over(&self) -> Result<()> {
        let Some((uid, gid)) = self.user else { return Ok(()) };
        let mut chown = Command::new("chown");
        chown.args(["-R", &format!("{uid}:{gid}")]).arg(&self.folder);
        must(&mut chown)
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env("LC_ALL", "C").env("TZ", "UTC").env_remove("LD_LIBRARY_PATH");
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        command
    }
}
