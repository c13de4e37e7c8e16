//! Stable tokens: the same text until it is ended, and never one that was.

use std::time::Instant;

use anyhow::{Context, Result, bail};
use vermilion_rig::Client;

use crate::callers::Caller;
use crate::check::{AGAIN, CATCH_UP, settled};
use crate::journal::{ABSENT, Subject};

/// Put in the place of a text that is not known before its answer.
const ANOTHER: &str = "another";
/// How many of those that were ended are shown to the server.
const LOOKED_AT: usize = 3;

/// Whether the token before is to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refresh {
    Normal,
    Force,
}

/// What the call said: a token, or that the server is busy.
async fn asked(caller: &Caller, client: &mut Client, refresh: Refresh) -> Result<Option<String>> {
    let secret = caller.journal.sure(&Subject::Secret).context("the secret is in doubt")?;
    let body = format!(
        r#"{{"grant_type":"client_credential","appid":"{}","secret":"{secret}","force_refresh":{}}}"#,
        caller.app_id,
        refresh == Refresh::Force
    );
    let said = client.post("/cgi-bin/stable_token", &body).await?.body;
    let token = said.split_once(r#""access_token":""#).and_then(|(_, rest)| rest.split('"').next());
    match token {
        Some(token) => Ok(Some(token.to_owned())),
        None if said.contains("\"errcode\":-1,") => Ok(None),
        None => bail!("a stable token was answered {said}"),
    }
}

impl Caller {
    fn stable(&self) -> Option<Subject> {
        self.journal.sure(&Subject::Secret).map(|secret| Subject::Stable(secret.to_owned()))
    }

    /// Fetches the token, or has it ended and fetches the next.
    pub(crate) async fn fetch_stable(&mut self, client: &mut Client) -> Result<()> {
        let Some(subject) = self.stable() else { return Ok(()) };
        let Some(held) = self.journal.sure(&subject).map(str::to_owned) else {
            if self.journal.states().any(|(known, _)| *known == subject) {
                // In doubt until the next look at everything.
                return Ok(());
            }
            return self.first_stable(client, &subject).await;
        };
        self.journal.ask(&subject, ANOTHER, &held);
        let Some(text) = asked(self, client, Refresh::Force).await? else { return Ok(()) };
        self.journal.is(&subject, &text);
        if text == held {
            // Sooner than half a minute after the one before: nothing was done.
            return Ok(());
        }
        self.ended.push(held);
        self.journal.counts.taken_away += 1;
        Ok(())
    }

    async fn first_stable(&mut self, client: &mut Client, subject: &Subject) -> Result<()> {
        self.journal.ask(subject, ANOTHER, ABSENT);
        let Some(text) = asked(self, client, Refresh::Normal).await? else { return Ok(()) };
        self.journal.is(subject, &text);
        self.journal.counts.made += 1;
        Ok(())
    }

    /// After a kill: what the call says, and whether a token that was ended opens anything.
    pub(crate) async fn look_at_stable(&mut self, client: &mut Client, acked: &str) -> Result<Looked> {
        let begun = Instant::now();
        let text = loop {
            if let Some(text) = asked(self, client, Refresh::Normal).await? {
                break text;
            }
            if begun.elapsed() > CATCH_UP {
                bail!("the server stays busy after its start");
            }
            tokio::time::sleep(AGAIN).await;
        };
        if text != acked && acked != ABSENT {
            self.ended.push(acked.to_owned());
        }
        let mut back: Vec<String> = self.ended.iter().filter(|ended| **ended == text).cloned().collect();
        for ended in self.ended.iter().rev().take(LOOKED_AT) {
            let path = format!("/cgi-bin/get_api_domain_ip?access_token={ended}");
            if !settled(client, &path).await?.contains("40001") {
                back.push(ended.clone());
            }
        }
        Ok(Looked { state: if text == acked { acked } else { ANOTHER }.to_owned(), text, back })
    }
}

/// What is there.
#[derive(Debug)]
pub(crate) struct Looked {
    /// As the journal has it.
    pub(crate) state: String,
    pub(crate) text: String,
    /// Tokens that were ended and are there again.
    pub(crate) back: Vec<String>,
}
