//! The test bench: asks a text, beside the rules in force, about an application that somebody made up or one that
//! was submitted. Nothing is saved, and nobody is told but who asks.

use vermilion_model::{AccountType, Case, Effect, FieldFault, Giver, Id};
use vermilion_store::AccountRow;

use super::asking::Asking;
use super::bundled::schema;
use super::in_force::rules_in_force;
use super::question::{Question, Subject, What};
use super::rule::{Rule, Said};
use super::rules::{Answer, Rules};
use crate::authorizations::{account_key, open_document};
use crate::may::Operate;
use crate::{Desk, Failure, Kind, PlatformMay};

/// The id of a text that has none yet; no saved rule has it.
const TRIED: &str = "(tried)";

/// One capability of an application that somebody made up.
pub struct MadeUp {
    /// What is about to happen.
    pub what: What,
    /// The type of who asks.
    pub account_type: AccountType,
    /// How old that account is, in days.
    pub age_days: i64,
    /// What it holds.
    pub held: Vec<String>,
    /// Which capability is looked at.
    pub capability: String,
    /// Everything asked for at once; the capability alone where it is empty.
    pub asked: Vec<String>,
    /// What it is for.
    pub purpose: String,
    /// The kind of each piece of evidence.
    pub evidence: Vec<String>,
    /// How many days it shall hold; nothing means without end.
    pub days: Option<i64>,
}

impl std::fmt::Debug for MadeUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MadeUp({})", self.capability)
    }
}

/// What a text is tried on.
#[derive(Debug)]
pub enum TriedOn {
    /// An application that somebody made up.
    MadeUp(MadeUp),
    /// One that was submitted: its case.
    Case(Id<Case>),
}

/// What became of one rule, for one capability.
#[derive(Debug, PartialEq, Eq)]
pub struct Tried {
    /// Which rule; nothing means the text that is tried, where it has no id yet.
    pub policy: Option<String>,
    /// Whether it is the text that is tried.
    pub tried: bool,
    /// About which capability.
    pub capability: String,
    /// What became of it.
    pub came: Came,
}

/// What becomes of a rule that is asked.
#[derive(Debug, PartialEq, Eq)]
pub enum Came {
    /// It matched: the applicant would be told this.
    Matched(Said),
    /// It did not match.
    NotMatched,
    /// It could not be asked, in Cedar's words; the applicant would be told that it could not.
    Failed(String),
}

/// Asks a text, in the place of the rule of that id where one is given; without a text only what is in force.
///
/// Of the text that is tried every capability is answered, of the other rules what matched or failed.
///
/// # Errors
/// A fault at `/text`, with the parser's place and reason; there is no such case; a capability that there is not.
pub async fn try_policy(
    desk: &Desk,
    _: &PlatformMay<Operate>,
    (id, text): (Option<&str>, Option<&str>),
    on: TriedOn,
) -> Result<Vec<Tried>, Failure> {
    let bench = Bench::new(desk, (id, text)).await?;
    match on {
        TriedOn::MadeUp(made_up) => {
            let (subject, question) = (made_up.subject(), made_up.question(desk)?);
            bench.ask(&subject, &question)
        }
        TriedOn::Case(case) => {
            let submitted = Submitted::read(desk, case).await?;
            let asking = submitted.asking(desk);
            let subject = asking.subject(desk)?;
            let mut tried = Vec::new();
            for question in asking.questions(desk) {
                tried.extend(bench.ask(&subject, &question)?);
            }
            Ok(tried)
        }
    }
}

/// The rules in force with the tried one among them.
struct Bench {
    rules: Rules,
    tried: Option<String>,
}

impl Bench {
    async fn new(desk: &Desk, (id, text): (Option<&str>, Option<&str>)) -> Result<Bench, Failure> {
        let Some(text) = text else {
            return Ok(Bench { rules: rules_in_force(desk).await?, tried: None });
        };
        let id = id.unwrap_or(TRIED);
        let rule = Rule::read(id, text, schema()?)?;
        let rules = rules_in_force(desk).await?.with(rule)?;
        Ok(Bench { rules, tried: Some(id.to_owned()) })
    }

    fn ask(&self, subject: &Subject, question: &Question<'_>) -> Result<Vec<Tried>, Failure> {
        let mut answers = self.rules.ask(subject, question)?;
        let tried = |id: &str, came| Tried {
            tried: self.tried.as_deref() == Some(id),
            policy: (id != TRIED).then(|| id.to_owned()),
            capability: question.capability.id.clone(),
            came,
        };
        let own = self.tried.as_deref().map(|id| tried(id, came(answers.remove(id))));
        let unfit = self.rules.unfit.iter();
        let unfit = unfit.map(|id| tried(id, Came::Failed("it does not fit the schema".to_owned())));
        let others = answers.into_iter().map(|(id, answer)| tried(&id, came(Some(answer))));
        Ok(own.into_iter().chain(unfit).chain(others).collect())
    }
}

fn came(answer: Option<Answer>) -> Came {
    match answer {
        None => Came::NotMatched,
        Some(Answer::Matched(said)) => Came::Matched(said),
        Some(Answer::Failed(why)) => Came::Failed(why),
    }
}

impl MadeUp {
    fn subject(&self) -> Subject {
        Subject {
            app_id: "wx0000000000000000".to_owned(),
            account_type: self.account_type,
            age_days: self.age_days,
            held: self.held.clone(),
        }
    }

    fn question<'a>(&'a self, desk: &'a Desk) -> Result<Question<'a>, Failure> {
        let capability = desk.catalogue.capability(&self.capability);
        let capability = capability.ok_or_else(|| FieldFault::new("/made_up/capability", "unknown"))?;
        let alone = std::slice::from_ref(&self.capability);
        let asked = if self.asked.is_empty() { alone } else { self.asked.as_slice() };
        Ok(Question {
            what: self.what,
            capability,
            at: asked.iter().position(|id| *id == self.capability).unwrap_or(0),
            asked,
            purpose: &self.purpose,
            evidence: self.evidence.iter().map(String::as_str).collect(),
            days: self.days,
        })
    }
}

/// What was submitted with a case, as it would be handed in now.
struct Submitted {
    what: What,
    giver: AccountRow,
    form: crate::authorizations::Form,
    until: Option<vermilion_model::Time>,
}

impl Submitted {
    async fn read(desk: &Desk, case: Id<Case>) -> Result<Submitted, Failure> {
        let row = desk.read.case_by_id(case).await?.ok_or(Failure::Missing(Kind::Case))?;
        let missing = || Failure::Missing(Kind::Account);
        let account = desk.read.account_by_no(row.case.account).await?.ok_or_else(missing)?;
        let key = account_key(desk, &account).await?;
        let Effect::Revision { authorization, until, .. } = row.case.effect else {
            return Err(Failure::field("/case", "no_application"));
        };
        let form = open_document(desk, &key, row.revision, &row.sealed)?;
        let authorization = desk.read.authorization_by_id(authorization).await?;
        let authorization = authorization.ok_or(Failure::Missing(Kind::Authorization))?.authorization;
        let (what, giver) = match authorization.giver {
            Giver::Platform => (What::Grant, account),
            Giver::Account(no) => (What::Delegate, desk.read.account_by_no(no).await?.ok_or_else(missing)?),
        };
        Ok(Submitted { what, giver, form, until })
    }

    fn asking(&self, desk: &Desk) -> Asking<'_> {
        let (account, form) = (&self.giver, &self.form);
        Asking { what: self.what, account, form, until: self.until, now: desk.now() }
    }
}
