//! The operator's scanner: a command that reads a file and says whether something is in it.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;
use vermilion_model::EvidenceState;

/// How long one file may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// What the command says of a file; nothing where it says neither, and is asked again later.
pub(super) async fn scan(command: &[String], content: &[u8]) -> Option<EvidenceState> {
    let (program, arguments) = command.split_first()?;
    let ended = tokio::time::timeout(PATIENCE, run(program, arguments, content)).await;
    match ended {
        Ok(Ok(Some(0))) => Some(EvidenceState::Clean),
        Ok(Ok(Some(1))) => Some(EvidenceState::Infected),
        Ok(Ok(code)) => {
            tracing::warn!(?code, "the scanner could not say whether a file is clean; it is asked again");
            None
        }
        Ok(Err(error)) => {
            tracing::error!(%error, "the scanner could not be run; files stay in quarantine");
            None
        }
        Err(_) => {
            tracing::warn!("the scanner took too long over a file; it is asked again");
            None
        }
    }
}

async fn run(program: &str, arguments: &[String], content: &[u8]) -> std::io::Result<Option<i32>> {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // One that knows enough before the end closes its input.
        if let Err(error) = stdin.write_all(content).await
            && error.kind() != std::io::ErrorKind::BrokenPipe
        {
            return Err(error);
        }
    }
    Ok(child.wait().await?.code())
}
