//! Callers: each owns an account, makes facts about it one after another, and writes down what it hears.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use anyhow::{Context, Result, bail};
use vermilion_model::{AccountNo, Authorization, Case, Id, Ordinal, User};
use vermilion_rig::{Answer, Client};

use crate::chance::Chance;
use crate::journal::{ABSENT, FRESH, FROZEN, GOOD, Journal, SPENT, SUSPENDED, Subject, USABLE};
use crate::order::{Order, Question};

/// How many codes a caller has for a round.
const CODES: usize = 400;
const PHONE_CODES: usize = 100;
/// A caller's other account is numbered so far behind its first.
const OTHER: u32 = 1_000;

/// What all callers of a round share.
#[derive(Debug, Default)]
pub(crate) struct Load {
    /// No more requests.
    pub(crate) stop: AtomicBool,
    /// How many facts were acknowledged in this round.
    pub(crate) acked: AtomicU32,
    /// How many of them took something away.
    pub(crate) taken_away: AtomicU32,
}

/// One caller, over all rounds of a store.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub(crate) account: AccountNo,
    pub(crate) app_id: String,
    /// Every secret there ever was; the journal says which one is in force.
    pub(crate) secrets: Vec<String>,
    /// What the account holds from its opening.
    pub(crate) born: BTreeSet<String>,
    pub(crate) journal: Journal,
    /// An account that is suspended and restored, its secrets frozen and unfrozen; phone codes are about it.
    pub(crate) other: AccountNo,
    /// Stable tokens that were ended.
    pub(crate) ended: Vec<String>,
    users: Vec<(Id<User>, Ordinal)>,
    authorizations: Vec<Applied>,
    codes: Vec<String>,
    phone_codes: Vec<String>,
}

#[derive(Debug, Clone)]
struct Applied {
    id: Id<Authorization>,
    case: Id<Case>,
    capabilities: Vec<u8>,
}

/// A fact to be asked for, and what it would change.
struct Wish {
    subject: Subject,
    state: String,
    from: &'static str,
    order: Order,
    takes_away: bool,
}

impl Caller {
    /// Opens the caller's account.
    pub(crate) async fn open(client: &mut Client, account: AccountNo) -> Result<Caller> {
        let said = ask(client, &Question::Account { account }).await?;
        let (app_id, secret) = said.split_once(' ').context("an account without a secret")?;
        let held = ask(client, &Question::Held { account }).await?;
        let other = AccountNo(account.0 + OTHER);
        ask(client, &Question::Account { account: other }).await?;
        let mut journal = Journal::default();
        journal.is(&Subject::Secret, secret);
        journal.is(&Subject::Standing, GOOD);
        journal.is(&Subject::Secrets, USABLE);
        Ok(Caller {
            account,
            app_id: app_id.to_owned(),
            secrets: vec![secret.to_owned()],
            born: held.split(',').map(str::to_owned).collect(),
            journal,
            other,
            ended: Vec::new(),
            users: Vec::new(),
            authorizations: Vec::new(),
            codes: Vec::new(),
            phone_codes: Vec::new(),
        })
    }

    /// Takes the codes of a round.
    pub(crate) async fn supply(&mut self, client: &mut Client) -> Result<()> {
        let question = Question::Codes { account: self.account, count: CODES };
        self.codes = ask(client, &question).await?.lines().map(str::to_owned).collect();
        let question = Question::PhoneCodes { account: self.other, count: PHONE_CODES };
        self.phone_codes = ask(client, &question).await?.lines().map(str::to_owned).collect();
        Ok(())
    }

    /// Works until the server is gone or the load is over.
    pub(crate) async fn work(mut self, to: SocketAddr, load: Arc<Load>, mut chance: Chance) -> Caller {
        let Ok(mut client) = Client::connect(to).await else { return self };
        while !load.stop.load(Ordering::Relaxed) {
            let before = self.journal.counts;
            // An error is the end of the connection: what was asked last stays in doubt.
            if self.step(&mut client, &mut chance).await.is_err() {
                break;
            }
            let now = self.journal.counts;
            load.acked.fetch_add(now.acked() - before.acked(), Ordering::Relaxed);
            load.taken_away.fetch_add(now.taken_away - before.taken_away, Ordering::Relaxed);
        }
        self
    }

    async fn step(&mut self, client: &mut Client, chance: &mut Chance) -> Result<()> {
        if chance.below(10) < 4 && self.journal.sure(&Subject::Secret).is_some() {
            return match self.codes.pop() {
                Some(code) => self.exchange(client, code).await,
                None => Ok(()),
            };
        }
        let wish = match chance.below(9) {
            0 => self.new_user(chance),
            1 => self.consent(chance),
            2 => self.apply(chance),
            5 if chance.below(4) == 0 => self.reset(chance),
            6 => self.stop_or_go_on(chance),
            7 => self.hand_phone(),
            8 => return self.fetch_stable(client).await,
            _ => self.authorization(chance),
        };
        match wish {
            Some(wish) => self.perform(client, wish).await,
            None => Ok(()),
        }
    }

    async fn perform(&mut self, client: &mut Client, wish: Wish) -> Result<()> {
        self.journal.ask(&wish.subject, &wish.state, wish.from);
        let answer = client.post("/rig/do", &serde_json::to_string(&wish.order)?).await?;
        match answer.status {
            200 => {
                self.journal.acked(&wish.subject);
                let counts = &mut self.journal.counts;
                *match wish.subject {
                    Subject::PhoneCode(_) => &mut counts.spent,
                    _ if wish.takes_away => &mut counts.taken_away,
                    _ => &mut counts.made,
                } += 1;
            }
            409 => {
                println!("refused: {:?}: {}", wish.order, answer.body);
                self.journal.counts.refused += 1;
            }
            _ => {}
        }
        Ok(())
    }

    async fn exchange(&mut self, client: &mut Client, code: String) -> Result<()> {
        let subject = Subject::Code(code.clone());
        self.journal.ask(&subject, SPENT, FRESH);
        match exchanged(&self.exchange_with(client, &code).await?)? {
            Exchanged::Now => {
                self.journal.acked(&subject);
                self.journal.counts.spent += 1;
            }
            Exchanged::Before => {
                println!("refused: a fresh code was spent before");
                self.journal.counts.refused += 1;
            }
            Exchanged::Unknown => {}
        }
        Ok(())
    }

    /// Asks for a code's session with the secret in force.
    pub(crate) async fn exchange_with(&self, client: &mut Client, code: &str) -> Result<Answer> {
        let secret = self.journal.sure(&Subject::Secret).context("the secret is in doubt")?;
        let app_id = &self.app_id;
        let path = format!(
            "/sns/jscode2session?appid={app_id}&secret={secret}&js_code={code}&grant_type=authorization_code"
        );
        client.get(&path).await
    }

    /// Whether the server writes: asked by a code that no journal knows of. Nothing where this caller has none, or
    /// its secret is in doubt.
    pub(crate) async fn is_served(&mut self, client: &mut Client) -> Result<Option<bool>> {
        if self.journal.sure(&Subject::Secret).is_none() {
            return Ok(None);
        }
        let Some(code) = self.codes.pop() else { return Ok(None) };
        let answer = exchanged(&self.exchange_with(client, &code).await?)?;
        Ok(Some(!matches!(answer, Exchanged::Unknown)))
    }

    fn new_user(&mut self, chance: &mut Chance) -> Option<Wish> {
        let account = self.account;
        let made = self
            .users
            .iter()
            .find(|(user, _)| self.journal.sure(&Subject::User(*user)).is_some_and(|state| state == "made"));
        if let Some((user, ordinal)) = made.copied() {
            let (subject, order) = (Subject::User(user), Order::MakePair { user, account, ordinal });
            return Some(Wish { subject, state: "paired".into(), from: "made", order, takes_away: false });
        }
        let user = chance.id();
        let ordinal = Ordinal(u32::try_from(self.users.len()).ok()? + 1);
        self.users.push((user, ordinal));
        let (subject, order) = (Subject::User(user), Order::MakeUser { user });
        Some(Wish { subject, state: "made".into(), from: ABSENT, order, takes_away: false })
    }

    fn consent(&self, chance: &mut Chance) -> Option<Wish> {
        let (user, ordinal) = *chance.pick(&self.users)?;
        self.journal.sure(&Subject::User(user)).filter(|state| *state == "paired")?;
        let (subject, account) = (Subject::Consent(user, ordinal), self.account);
        let in_doubt = self.journal.states().any(|(known, _)| *known == subject);
        match self.journal.sure(&subject) {
            None if in_doubt => None,
            Some("given") => {
                let order = Order::Withdraw { user, account, ordinal };
                Some(Wish { subject, state: "withdrawn".into(), from: "given", order, takes_away: true })
            }
            _ => {
                let order = Order::Give { user, account, ordinal };
                Some(Wish { subject, state: "given".into(), from: ABSENT, order, takes_away: false })
            }
        }
    }

    fn apply(&mut self, chance: &mut Chance) -> Option<Wish> {
        let first = u8::try_from(chance.below(30)).ok()?;
        let applied =
            Applied { id: chance.id(), case: chance.id(), capabilities: vec![first, first + 1, first + 2] };
        let order = Order::Submit {
            authorization: applied.id,
            case: applied.case,
            account: self.account,
            capabilities: applied.capabilities.clone(),
        };
        let subject = Subject::Authorization(applied.id);
        self.authorizations.push(applied);
        Some(Wish { subject, state: "pending".into(), from: ABSENT, order, takes_away: false })
    }

    /// Moves one of the newest on: approves what is pending, gives up or revokes what is in force.
    fn authorization(&self, chance: &mut Chance) -> Option<Wish> {
        let newest = self.authorizations.len().saturating_sub(6);
        let it = chance.pick(self.authorizations.get(newest..)?)?;
        let subject = Subject::Authorization(it.id);
        let state = self.journal.sure(&subject)?;
        let wish = |state: String, order, takes_away| Wish {
            subject: subject.clone(),
            state,
            from: ABSENT,
            order,
            takes_away,
        };
        if state == "pending" {
            return Some(wish(in_force(&it.capabilities), Order::Approve { case: it.case }, false));
        }
        let held: Vec<u8> =
            state.strip_prefix("in force ")?.split(',').filter_map(|n| n.parse().ok()).collect();
        match held.as_slice() {
            [capability, rest @ ..] if !rest.is_empty() && chance.below(2) == 0 => {
                let order = Order::GiveUp { authorization: it.id, capability: *capability };
                Some(wish(in_force(rest), order, true))
            }
            _ => Some(wish("revoked".into(), Order::Revoke { authorization: it.id }, true)),
        }
    }

    /// Suspends the other account or freezes its secrets, or the other way round.
    fn stop_or_go_on(&self, chance: &mut Chance) -> Option<Wish> {
        let account = self.other;
        let subject = if chance.below(2) == 0 { Subject::Standing } else { Subject::Secrets };
        let (state, from, order, takes_away) = match self.journal.sure(&subject)? {
            GOOD => (SUSPENDED, GOOD, Order::Suspend { account }, true),
            SUSPENDED => (GOOD, SUSPENDED, Order::Restore { account }, false),
            USABLE => (FROZEN, USABLE, Order::FreezeSecrets { account }, true),
            _ => (USABLE, FROZEN, Order::UnfreezeSecrets { account }, false),
        };
        Some(Wish { subject, state: state.into(), from, order, takes_away })
    }

    fn hand_phone(&mut self) -> Option<Wish> {
        let code = self.phone_codes.pop()?;
        let order = Order::HandPhone { account: self.other, code: code.clone() };
        let subject = Subject::PhoneCode(code);
        Some(Wish { subject, state: SPENT.into(), from: FRESH, order, takes_away: false })
    }

    fn reset(&mut self, chance: &mut Chance) -> Option<Wish> {
        self.journal.sure(&Subject::Secret)?;
        let text = chance.secret();
        // What a kill left undone has no number, so numbers follow those that were in force.
        let number = u16::try_from(self.secrets.len()).ok()? + 1;
        self.secrets.push(text.clone());
        let order = Order::ResetSecret { account: self.account, number, text: text.clone() };
        Some(Wish { subject: Subject::Secret, state: text, from: ABSENT, order, takes_away: true })
    }
}

fn in_force(capabilities: &[u8]) -> String {
    let numbers: Vec<String> = capabilities.iter().map(ToString::to_string).collect();
    format!("in force {}", numbers.join(","))
}

/// What became of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exchanged {
    Now,
    Before,
    Unknown,
}

/// Reads the answer to an exchange.
pub(crate) fn exchanged(answer: &Answer) -> Result<Exchanged> {
    if answer.body.contains("\"session_key\"") {
        Ok(Exchanged::Now)
    } else if answer.body.contains("40163") {
        Ok(Exchanged::Before)
    } else if answer.body.contains("\"errcode\":-1") {
        Ok(Exchanged::Unknown)
    } else {
        bail!("an exchange was answered: {}", answer.body)
    }
}

/// Asks; anything but an answer is an error.
pub(crate) async fn ask(client: &mut Client, question: &Question) -> Result<String> {
    let answer = client.post("/rig/ask", &serde_json::to_string(question)?).await?;
    if answer.status != 200 {
        bail!("{question:?} was answered {}: {}", answer.status, answer.body);
    }
    Ok(answer.body)
}
