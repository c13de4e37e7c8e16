//! A PostgreSQL of one's own, which may be killed; and databases in any.

use std::net::TcpListener;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process_group};
use tokio_postgres::{Config, NoTls};

use crate::{Folder, random_number};

/// Debian's place.
const DEBIAN: &str = "/usr/lib/postgresql";
/// A user that owns nothing: PostgreSQL refuses to run as root.
const NOBODY: u32 = 65_534;
/// How often a start is looked at, and how many times: a killed server syncs each of its files first, which
/// takes a minute where the disk is busy.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS: u32 = 1_800;

/// A server with its data, both gone when this is dropped.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    port: u16,
    server: Option<Child>,
    folder: Folder,
}

impl Postgres {
    /// Where its programs are: `VERMILION_POSTGRES_PROGRAMS`, or Debian's newest.
    pub fn programs() -> Option<PathBuf> {
        if let Some(named) = std::env::var_os("VERMILION_POSTGRES_PROGRAMS") {
            return Some(named.into());
        }
        let versions =
            std::fs::read_dir(DEBIAN).ok()?.filter_map(|entry| Some(entry.ok()?.path().join("bin")));
        versions.filter(|bin| bin.join("initdb").is_file()).max()
    }

    /// Makes and starts one.
    pub async fn start(programs: PathBuf) -> Result<Postgres> {
        let folder = Folder::new("postgres")?;
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut postgres = Postgres { programs, port, server: None, folder };
        if rustix::process::geteuid().is_root() {
            std::os::unix::fs::chown(postgres.folder.path(), Some(NOBODY), Some(NOBODY))?;
        }
        let mut initdb = postgres.command("initdb");
        initdb.args(["--username=vermilion", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        let made = initdb.arg("--pgdata").arg(postgres.data()).output()?;
        if !made.status.success() {
            bail!("initdb: {}", String::from_utf8_lossy(&made.stderr).trim());
        }
        postgres.restart().await?;
        Ok(postgres)
    }

    /// Starts it again. The processes of a killed one are sessions of their own and end a moment after it;
    /// until then a new one finds its memory in use and gives up, so it is tried more than once.
    pub async fn restart(&mut self) -> Result<()> {
        for _ in 0..LOOKS {
            if self.server.as_mut().is_none_or(|server| !matches!(server.try_wait(), Ok(None))) {
                self.server = Some(self.spawn()?);
            }
            if connect(&self.url("postgres")).await.is_ok() {
                return Ok(());
            }
            tokio::time::sleep(LOOK).await;
        }
        bail!("postgres does not answer: {}", std::fs::read_to_string(self.folder.path().join("log"))?)
    }

    fn spawn(&self) -> Result<std::process::Child> {
        let mut server = self.command("postgres");
        server.arg("-D").arg(self.data()).args(["-p", &self.port.to_string()]);
        for setting in ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"] {
            server.args(["-c", setting]);
        }
        let log = std::fs::File::options().create(true).append(true).open(self.folder.path().join("log"))?;
        let server = server.process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        server.spawn().context("cannot start postgres")
    }

    /// `kill -9` for the server and all its processes.
    pub fn kill(&mut self) -> Result<()> {
        let Some(mut server) = self.server.take() else { return Ok(()) };
        kill_process_group(Pid::from_child(&server), Signal::KILL)?;
        server.wait()?;
        Ok(())
    }

    /// A database of it.
    pub fn url(&self, database: &str) -> String {
        format!("postgres://vermilion@127.0.0.1:{}/{database}", self.port)
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(self.folder.path());
        if rustix::process::geteuid().is_root() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Err(error) = self.kill() {
            eprintln!("postgres was not ended: {error:#}");
        }
    }
}

async fn connect(url: &str) -> Result<tokio_postgres::Client> {
    let (client, connection) = url.parse::<Config>()?.connect(NoTls).await?;
    // Its end is seen by whoever asks the client.
    tokio::spawn(async move { connection.await.is_ok() });
    Ok(client)
}

/// Deletes a database that was made so. A server that starts after a kill syncs every file it has.
pub async fn drop_database(url: &str) -> Result<()> {
    let server: Config = url.parse()?;
    let name = server.get_dbname().context("an address without a database")?.to_owned();
    let mut beside = server;
    let (client, connection) = beside.dbname("postgres").connect(NoTls).await?;
    tokio::spawn(async move { connection.await.is_ok() });
    Ok(client.batch_execute(&format!("drop database {name} with (force)")).await?)
}

/// Makes a new database on the server of this address, and names it.
pub async fn create_database(server: &str) -> Result<String> {
    let name = format!("experiment_{:016x}", random_number());
    connect(server).await?.batch_execute(&format!("create database {name}")).await?;
    let (front, query) = server.split_once('?').map_or((server, None), |(front, query)| (front, Some(query)));
    let (authority, _) = front.rsplit_once('/').context("an address without a database")?;
    Ok(match query {
        Some(query) => format!("{authority}/{name}?{query}"),
        None => format!("{authority}/{name}"),
    })
}
