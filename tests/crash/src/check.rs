//! After a kill: everything acknowledged is there, nothing is there twice, nothing came back.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use vermilion_rig::Client;

use crate::callers::{Caller, Exchanged, ask, exchanged};
use crate::journal::{FRESH, FROZEN, Known, SPENT, SUSPENDED, Subject};
use crate::order::{Order, Question};

/// How long a server may be busy after its start, or its database's, and how often it is asked meanwhile.
pub(crate) const CATCH_UP: Duration = Duration::from_mins(1);
pub(crate) const AGAIN: Duration = Duration::from_millis(100);

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// As acknowledged, or as asked for without an answer.
    pub(crate) well: u32,
    /// Of those in doubt: done.
    pub(crate) done: u32,
    /// Of those in doubt: not done.
    pub(crate) undone: u32,
    /// Acknowledged and gone.
    pub(crate) lost: Vec<String>,
    /// Codes acknowledged as spent that were spent again.
    pub(crate) spent_twice: Vec<String>,
    /// Taken away, acknowledged, and there again.
    pub(crate) revived: Vec<String>,
    /// What the audit chain's verification found, and where memory and store differ.
    pub(crate) broken: Vec<String>,
}

impl Found {
    pub(crate) fn add(&mut self, other: Found) {
        self.well += other.well;
        self.done += other.done;
        self.undone += other.undone;
        self.lost.extend(other.lost);
        self.spent_twice.extend(other.spent_twice);
        self.revived.extend(other.revived);
        self.broken.extend(other.broken);
    }

    pub(crate) fn is_bad(&self) -> bool {
        !(self.lost.is_empty()
            && self.spent_twice.is_empty()
            && self.revived.is_empty()
            && self.broken.is_empty())
    }

    fn judge(&mut self, subject: &Subject, known: &Known, actual: &str) {
        match &known.maybe {
            Some(maybe) if maybe == actual => self.done += 1,
            Some(_) if known.acked == actual => self.undone += 1,
            None if known.acked == actual => self.well += 1,
            _ => {
                let what = format!("{subject:?} was {known:?} and is {actual}");
                let taken_away = ["revoked", "withdrawn", SUSPENDED, FROZEN].contains(&known.acked.as_str());
                match subject {
                    Subject::Code(_) | Subject::PhoneCode(_) => self.spent_twice.push(what),
                    _ if taken_away => self.revived.push(what),
                    _ => self.lost.push(what),
                }
            }
        }
    }
}

/// Looks at what a caller touched, or at all it ever had.
pub(crate) async fn check(mut caller: Caller, to: SocketAddr, all: bool) -> Result<(Caller, Found)> {
    let mut client = Client::connect(to).await?;
    let mut found = Found::default();
    // The secret first: codes are exchanged with it.
    let mut things = caller.journal.due(all);
    things.sort_by_key(|(subject, _)| *subject != Subject::Secret);
    for (subject, known) in things {
        let actual = match &subject {
            Subject::Secret => secret(&caller, &mut client, &known).await?,
            Subject::Code(code) => code_state(&caller, &mut client, code).await?,
            Subject::PhoneCode(code) => phone_state(&caller, &mut client, code).await?,
            // Of a secret that is gone nothing is fetched any more.
            Subject::Stable(of) if caller.journal.sure(&Subject::Secret) != Some(of) => continue,
            Subject::Stable(_) => {
                let looked = caller.look_at_stable(&mut client, &known.acked).await?;
                found.revived.extend(looked.back);
                found.judge(&subject, &known, &looked.state);
                caller.journal.is(&subject, &looked.text);
                continue;
            }
            other => ask(&mut client, &question(&caller, other)).await?,
        };
        found.judge(&subject, &known, &actual);
        match &subject {
            // Looking at it spent it.
            Subject::Code(_) | Subject::PhoneCode(_) => caller.journal.is(&subject, SPENT),
            Subject::Secret => {
                caller.secrets.retain(|text| Some(text) != known.maybe.as_ref() || *text == actual);
                caller.journal.is(&subject, &actual);
            }
            _ => caller.journal.is(&subject, &actual),
        }
    }
    found.broken.extend(memory(&caller, &mut client).await?);
    Ok((caller, found))
}

fn question(caller: &Caller, subject: &Subject) -> Question {
    let account = caller.account;
    match subject {
        Subject::User(user) => Question::User { user: *user, account },
        Subject::Consent(user, ordinal) => Question::Consent { user: *user, account, ordinal: *ordinal },
        Subject::Authorization(authorization) => Question::Authorization { authorization: *authorization },
        Subject::Standing => Question::Standing { account: caller.other },
        Subject::Secrets => Question::Secrets { account: caller.other },
        Subject::Secret | Subject::Code(_) | Subject::PhoneCode(_) | Subject::Stable(_) => Question::Audit,
    }
}

/// Which secret is in force; every other one is refused.
async fn secret(caller: &Caller, client: &mut Client, known: &Known) -> Result<String> {
    let app_id = &caller.app_id;
    let mut good = Vec::new();
    let newest = caller.secrets.len().saturating_sub(8);
    let candidates: BTreeSet<&String> =
        caller.secrets.iter().skip(newest).chain(&known.maybe).chain(Some(&known.acked)).collect();
    for text in candidates {
        let path = format!("/cgi-bin/token?grant_type=client_credential&appid={app_id}&secret={text}");
        let body = settled(client, &path).await?;
        if body.contains("\"access_token\"") {
            good.push(text.clone());
        } else if !body.contains("40125") {
            bail!("a secret was answered {body}");
        }
    }
    Ok(good.join(" and "))
}

/// What a call is answered once the server does not say any more that it is busy: a node that hears its store too
/// late refuses everything until it has caught up, and on a machine that does much else it may hear late.
pub(crate) async fn settled(client: &mut Client, path: &str) -> Result<String> {
    let begun = Instant::now();
    loop {
        let body = client.get(path).await?.body;
        if !body.contains("\"errcode\":-1,") || begun.elapsed() > CATCH_UP {
            return Ok(body);
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// The same for a code: asking again spends nothing that a busy answer did not.
async fn decided(caller: &Caller, client: &mut Client, code: &str) -> Result<Exchanged> {
    let begun = Instant::now();
    loop {
        let exchanged = exchanged(&caller.exchange_with(client, code).await?)?;
        if !matches!(exchanged, Exchanged::Unknown) || begun.elapsed() > CATCH_UP {
            return Ok(exchanged);
        }
        tokio::time::sleep(AGAIN).await;
    }
}

/// Exchanges the code, twice when it was fresh.
async fn code_state(caller: &Caller, client: &mut Client, code: &str) -> Result<String> {
    let state = match decided(caller, client, code).await? {
        Exchanged::Before => return Ok(SPENT.into()),
        Exchanged::Now => FRESH,
        Exchanged::Unknown => bail!("the server stays busy after its start"),
    };
    match decided(caller, client, code).await? {
        Exchanged::Before => Ok(state.into()),
        again => bail!("a code spent a moment ago is {again:?}"),
    }
}

/// The same of a phone code.
async fn phone_state(caller: &Caller, client: &mut Client, code: &str) -> Result<String> {
    let state = if handed_in(caller, client, code).await? { FRESH } else { return Ok(SPENT.into()) };
    if handed_in(caller, client, code).await? {
        bail!("a phone code spent a moment ago was taken again");
    }
    Ok(state.into())
}

/// Whether the code was taken.
async fn handed_in(caller: &Caller, client: &mut Client, code: &str) -> Result<bool> {
    let order = serde_json::to_string(&Order::HandPhone { account: caller.other, code: code.to_owned() })?;
    let begun = Instant::now();
    loop {
        let answer = client.post("/rig/do", &order).await?;
        match answer.status {
            200 => return Ok(true),
            409 => return Ok(false),
            503 if begun.elapsed() < CATCH_UP => tokio::time::sleep(AGAIN).await,
            status => bail!("a phone code was answered {status}: {}", answer.body),
        }
    }
}

/// Whether memory holds exactly what the store's authorizations give.
async fn memory(caller: &Caller, client: &mut Client) -> Result<Option<String>> {
    let given = caller.journal.states().filter_map(|(_, state)| state.strip_prefix("in force "));
    let expected: BTreeSet<&str> = given.flat_map(|numbers| numbers.split(',')).collect();
    let held = ask(client, &Question::Held { account: caller.account }).await?;
    let held: BTreeSet<&str> = held.split(',').filter(|number| !number.is_empty()).collect();
    let more: Vec<_> = held.difference(&expected).filter(|number| !caller.born.contains(**number)).collect();
    let less: Vec<_> = expected.difference(&held).collect();
    Ok((!more.is_empty() || !less.is_empty()).then(|| {
        format!("memory of account {} holds {more:?} too much, {less:?} too little", caller.account.0)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(subject: &Subject, acked: &str, maybe: Option<&str>, actual: &str) -> Found {
        let mut found = Found::default();
        let known = Known { acked: acked.into(), maybe: maybe.map(str::to_owned) };
        found.judge(subject, &known, actual);
        found
    }

    #[test]
    fn what_was_acknowledged_must_be_so() {
        let code = Subject::Code("c".into());
        assert!(!judged(&code, SPENT, None, SPENT).is_bad());
        assert_eq!(judged(&code, SPENT, None, FRESH).spent_twice.len(), 1);
        let authorization = Subject::Authorization(vermilion_model::Id::from_bytes([0; 16]));
        assert_eq!(judged(&authorization, "revoked", None, "in force 1").revived.len(), 1);
        assert_eq!(judged(&Subject::Standing, SUSPENDED, None, "good").revived.len(), 1);
        assert_eq!(judged(&Subject::Secrets, FROZEN, None, "usable").revived.len(), 1);
        assert_eq!(judged(&Subject::PhoneCode("c".into()), SPENT, None, FRESH).spent_twice.len(), 1);
        assert_eq!(judged(&authorization, "pending", None, "absent").lost.len(), 1);
        assert_eq!(judged(&authorization, "pending", Some("revoked"), "in force 1").lost.len(), 1);
    }

    #[test]
    fn what_was_in_doubt_may_be_either() {
        let code = Subject::Code("c".into());
        assert_eq!(judged(&code, FRESH, Some(SPENT), SPENT).done, 1);
        assert_eq!(judged(&code, FRESH, Some(SPENT), FRESH).undone, 1);
    }
}
