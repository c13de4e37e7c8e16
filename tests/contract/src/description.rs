//! schemathesis over the committed API description: every operation gets values that it promises to take and values
//! that it promises to refuse, and each answer must be as described.
//!
//! Deliberately absent: operations that end the session one asks with, and the clock, whose advance would.

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use serde_json::json;
use vermilion_tests_tour::Server;

use crate::environment;

const DESCRIPTION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");
const CHECKS: &str =
    "not_a_server_error,content_type_conformance,response_schema_conformance,status_code_conformance";
const LEFT_OUT: &str = "/sessions|/me/erase|/me/password|/dev/v1/clock";
/// Values a property of an operation, beside those at its limits; a run takes some twenty seconds.
const EXAMPLES: &str = "10";

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The first account's.
    Owner,
    /// Of the platform.
    Reviewer,
    /// Of the platform.
    Operator,
}

impl Who {
    fn name(self) -> &'static str {
        match self {
            Who::Owner => "OWNER",
            Who::Reviewer => "REVIEWER",
            Who::Operator => "OPERATOR",
        }
    }
}

/// What schemathesis counted, in its own words.
///
/// # Errors
/// Everything it found, with a command that repeats each.
pub fn ask(binary: &OsString, python: &OsString, who: Who) -> Result<String> {
    let server = Server::start(binary).context("the server")?;
    let base = format!("http://{}", server.address());
    let values = environment(&base)?;
    let value = |name: &str| {
        let found = values.iter().find(|(of, _)| of == name);
        found.map(|(_, value)| value.clone()).with_context(|| format!("{name} is not there"))
    };
    let login = value(&format!("{}_LOGIN", who.name()))?;
    let password = value(&format!("{}_PASSWORD", who.name()))?;
    let cookie = sign_in(&base, &login, &password)?;
    let folder = tempfile::tempdir()?;
    let settings = folder.path().join("schemathesis.toml");
    std::fs::write(&settings, format!("[parameters]\n\"path.app_id\" = \"{}\"\n", value("APPID")?))?;
    let mut command = Command::new(Path::new(python).with_file_name("schemathesis"));
    command.arg("--config-file").arg(&settings).args(["run", DESCRIPTION, "--url", &base]);
    for header in [
        format!("Cookie: {cookie}"),
        format!("Authorization: Bearer {}", value("HOST_KEY")?),
        format!("Origin: {base}"),
    ] {
        command.args(["-H", &header]);
    }
    command.args(["--checks", CHECKS, "--exclude-path-regex", LEFT_OUT, "--max-examples", EXAMPLES]);
    command.args(["--phases", "examples,coverage,fuzzing", "--seed", "1", "--workers", "2", "--no-color"]);
    // It keeps a database of what it found where it runs.
    let output = command.current_dir(folder.path()).stdin(Stdio::null()).output().context("schemathesis")?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let counted = said.lines().rfind(|line| line.contains(" generated")).map(|line| line.trim().to_owned());
    match counted {
        Some(counted) if output.status.success() => Ok(counted),
        _ => bail!("{said}{}", String::from_utf8_lossy(&output.stderr)),
    }
}

fn sign_in(base: &str, login: &str, password: &str) -> Result<String> {
    let answer = ureq::post(format!("{base}/api/v1/sessions"))
        .header("content-type", "application/json")
        .send(json!({ "login": login, "password": password }).to_string())?;
    let cookies = answer.headers().get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let session = cookies.into_iter().find(|cookie| cookie.starts_with("vermilion_session="));
    let session = session.and_then(|cookie| cookie.split(';').next());
    Ok(session.context("no session")?.to_owned())
}
