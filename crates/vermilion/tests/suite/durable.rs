//! I5 as the kernel sees it: what is acknowledged was written and synced before its answer left.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::binary::vermilion;

/// What the kernel was asked, one call a line, with the path behind each descriptor.
struct Traced {
    strace: Child,
}

impl Traced {
    /// Attaches to a process and its threads; why it cannot be, where it cannot.
    fn begin(process: u32, into: &Path) -> Result<Traced, String> {
        let mut strace = Command::new("strace")
            .args(["-f", "-y", "-s", "600", "-p", &process.to_string(), "-o"])
            .arg(into)
            .args(["-e", "trace=read,recvfrom,write,writev,sendto,sendmsg,pwrite64,fdatasync,fsync"])
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|error| format!("strace cannot be run: {error}"))?;
        let mut said = String::new();
        BufReader::new(strace.stderr.take().unwrap()).read_line(&mut said).unwrap();
        if said.contains("attached") {
            return Ok(Traced { strace });
        }
        drop(strace.kill());
        drop(strace.wait());
        Err(format!("strace cannot look: {}", said.trim()))
    }

    /// Ends with the process it looks at.
    fn ended(mut self) {
        self.strace.wait().unwrap();
    }
}

/// Whether the log of the database was written and then synced between a request and its answer.
fn synced_between(trace: &str, request: &str, answer: &str) -> Result<(), String> {
    let lines: Vec<&str> = trace.lines().collect();
    let find = |what: &str, from: usize, is: &dyn Fn(&str) -> bool| {
        let found = lines.iter().enumerate().skip(from).find(|(_, line)| is(line));
        found.map(|(at, _)| at).ok_or_else(|| format!("no {what} behind line {from}"))
    };
    let of_socket = |line: &str| line.contains("socket:[") || line.contains("TCP:[");
    let asked = find("request", 0, &|line| of_socket(line) && line.contains(request))?;
    let answered = find("answer", asked, &|line| {
        let call = ["write(", "writev(", "sendto(", "sendmsg("].iter().any(|call| line.contains(call));
        call && of_socket(line) && line.contains(answer)
    })?;
    let written = find("write", asked, &|line| line.contains("pwrite64(") && line.contains("-wal>"))?;
    let begun = find("sync", written, &|line| line.contains("fdatasync(") && line.contains("-wal>"))?;
    let synced = if lines[begun].contains("<unfinished") {
        let thread = lines[begun].split_whitespace().next().unwrap_or_default();
        find("end of the sync", begun, &|line| {
            line.starts_with(thread) && line.contains("fdatasync resumed") && line.ends_with("= 0")
        })?
    } else {
        begun
    };
    if synced < answered {
        return Ok(());
    }
    Err(format!("asked at {asked}, written at {written}, answered at {answered}, synced at {synced}"))
}

#[test]
fn an_exchange_is_on_disk_before_its_answer() {
    let (data, notes) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let server = vermilion().args(["dev", "--listen", "127.0.0.1:0", "--data"]).arg(data.path()).simulate();
    let told = server.get("/dev/v1/env");
    let env: Value = serde_json::from_str(told.split_once("\r\n\r\n").unwrap().1).unwrap();
    let value = |name: &str| env[name].as_str().unwrap_or_else(|| panic!("no {name} in {env}")).to_owned();
    let file = notes.path().join("trace");
    let looking = match Traced::begin(server.process(), &file) {
        Ok(looking) => looking,
        Err(why) => {
            println!("skipped: an_exchange_is_on_disk_before_its_answer: {why}");
            return;
        }
    };
    let answer = server.get(&format!(
        "/sns/jscode2session?appid={}&secret={}&js_code={}&grant_type=authorization_code",
        value("APPID"),
        value("APPSECRET"),
        value("JS_CODE"),
    ));
    assert!(answer.contains("session_key"), "{answer}");
    drop(server);
    looking.ended();
    let trace = std::fs::read_to_string(&file).unwrap();
    synced_between(&trace, "GET /sns/jscode2session", "session_key")
        .unwrap_or_else(|why| panic!("{why}\n{trace}"));
}

// The proof itself can fail.
#[test]
fn an_answer_before_the_sync_is_found() {
    let request = "7 read(9<socket:[1]>, \"GET /sns/jscode2session HTTP/1.1\", 8192) = 32\n";
    let answer = "7 writev(9<socket:[1]>, [{iov_base=\"{\\\"session_key\\\"\"}], 1) = 20\n";
    let write = "8 pwrite64(5</d/vermilion.db-wal>, \"x\", 4096, 0) = 4096\n";
    let sync = "8 fdatasync(5</d/vermilion.db-wal>) = 0\n";
    let (begun, done) =
        ("8 fdatasync(5</d/vermilion.db-wal> <unfinished ...>\n", "8 <... fdatasync resumed>) = 0\n");
    let proof = |lines: &[&str]| synced_between(&lines.concat(), "GET /sns/jscode2session", "session_key");
    assert_eq!(proof(&[request, write, sync, answer]), Ok(()));
    assert_eq!(proof(&[request, write, begun, done, answer]), Ok(()));
    for bad in [
        &[request, write, answer, sync][..],
        &[request, write, begun, answer, done],
        &[request, sync, answer, write],
        &[write, sync, request, answer],
        &[request, answer],
    ] {
        assert!(proof(bad).is_err(), "{bad:?}");
    }
}
