//! The operator's scanner: what looks into a file before anybody sees it.

use std::fmt;
use std::pin::Pin;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// How long one file may take.
pub const SCANNER_PATIENCE: Duration = Duration::from_mins(1);

/// What a scanner says of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scanned {
    /// It found nothing.
    Clean,
    /// It found something: the file is deleted.
    Infected,
}

/// A scanner at work; nothing where it says neither, and is asked again later.
pub type Scanning<'a> = Pin<Box<dyn Future<Output = Option<Scanned>> + Send + 'a>>;

/// Looks into files. Until it said that a file is clean, nobody sees it and nothing is submitted with it.
pub trait Scanner: fmt::Debug + Send + Sync {
    /// Looks into one; says why in the log where it cannot, without the file's content or name.
    fn scan<'a>(&'a self, content: &'a [u8]) -> Scanning<'a>;
}

/// A command that reads a file on its standard input: it ends with 0 where nothing was found, with 1 where
/// something was; anything else means to ask again later.
#[derive(Debug)]
pub struct CommandScanner {
    program: String,
    arguments: Vec<String>,
}

impl CommandScanner {
    /// A program and its arguments, divided by blanks; no shell reads them.
    pub fn new(command: &str) -> CommandScanner {
        let mut words = command.split_whitespace().map(str::to_owned);
        CommandScanner { program: words.next().unwrap_or_default(), arguments: words.collect() }
    }

    async fn look(&self, content: &[u8]) -> Option<Scanned> {
        match tokio::time::timeout(SCANNER_PATIENCE, self.run(content)).await {
            Ok(Ok(Some(0))) => Some(Scanned::Clean),
            Ok(Ok(Some(1))) => Some(Scanned::Infected),
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

    async fn run(&self, content: &[u8]) -> std::io::Result<Option<i32>> {
        let mut child = Command::new(&self.program)
            .args(&self.arguments)
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
}

impl Scanner for CommandScanner {
    fn scan<'a>(&'a self, content: &'a [u8]) -> Scanning<'a> {
        Box::pin(self.look(content))
    }
}
