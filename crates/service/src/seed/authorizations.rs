//! Applications on the review desk: decided ones, and ones that wait.

use vermilion_model::fact::{Actor, RevisionSubmitted};
use vermilion_model::{
    Authorization, Capabilities, Case, CaseState, CodedReason, Giver, Id, Member, ReviewClass, Reviewer,
    Span, Submission, Time,
};
use vermilion_seal::{DigestOf, PersonKey, Place};

use super::Filling;
use super::cast::{APPLICATIONS, Application, Person, REVIEWER, REVIEWER2, Verdict};
use crate::{Failure, Kind};

impl Filling<'_> {
    pub(super) async fn authorizations(&self) -> Result<(), Failure> {
        for application in APPLICATIONS {
            let at = self.ago(application.days);
            let (submitted, case) = self.submission(&application, at).await?;
            self.put(at, Actor::Member(submitted.by), submitted).await?;
            self.decide(&application, case, at.plus(Span::hours(5))).await?;
        }
        Ok(())
    }

    async fn submission(&self, asked: &Application, at: Time) -> Result<(RevisionSubmitted, Case), Failure> {
        let account = self.account(asked.account)?;
        let by = self.member(asked.account.owner).await?.ok_or(Failure::SignedOut)?;
        let capability = self.desk.catalogue.capability(asked.capability);
        let capability = capability.ok_or_else(|| Failure::broken("a seeded capability is not known"))?;
        let form = form(asked);
        let key = self.account_key(asked).await?;
        let authorization = Authorization::new(
            self.seed.id(at, &format!("authorization:{}", asked.key)),
            account,
            Giver::Platform,
        );
        let submission = Submission {
            revision: self.seed.id(at, &format!("revision:{}", asked.key)),
            case: self.seed.id(at, &format!("case:{}", asked.key)),
            capabilities: Capabilities::one(capability.number),
            due_at: at.plus(Span::days(i64::from(self.desk.settings.review_days))),
            review: capability.grant,
            until: None,
            by,
            document: key.digest(DigestOf::Content, &[], form.to_string().as_bytes()),
        };
        let mut submitted = authorization.submit(&submission)?;
        let place = Place { table: "revision", row: submission.revision.bytes() };
        submitted.sealed = self.desk.vault.seal(&key, place, &form)?;
        let effect = authorization.effect_of(submission.revision, submission.capabilities, None);
        let case = case(&submission, (account, effect));
        Ok((submitted, case))
    }

    async fn account_key(&self, asked: &Application) -> Result<PersonKey, Failure> {
        let missing = || Failure::Missing(Kind::Account);
        let row = self.desk.read.account_by_no(self.account(asked.account)?).await?.ok_or_else(missing)?;
        self.desk.vault.key(&row.owner).await?.ok_or_else(missing)
    }

    async fn decide(&self, asked: &Application, mut case: Case, at: Time) -> Result<(), Failure> {
        let first = self.reviewer(REVIEWER).await?;
        let act = match asked.verdict {
            Verdict::Waits => return Ok(()),
            Verdict::Rejected(code, pointer) => {
                let reason = CodedReason { code: code.to_owned(), pointer: pointer.to_owned() };
                case.reject(&first, vec![reason])?
            }
            Verdict::Approved | Verdict::Seconded => case.approve(&first)?,
        };
        self.put(at, Actor::Member(first.member), act).await?;
        if asked.verdict == Verdict::Approved && case.review == ReviewClass::TwoPersons {
            let second = self.reviewer(REVIEWER2).await?;
            (case.version, case.first) = (case.version + 1, Some(first.member));
            let act = case.approve(&second)?;
            self.put(at.plus(Span::hours(1)), Actor::Member(second.member), act).await?;
        }
        Ok(())
    }

    async fn reviewer(&self, person: Person) -> Result<Reviewer, Failure> {
        let member: Id<Member> = self.member(person).await?.ok_or(Failure::SignedOut)?;
        Ok(Reviewer { member, accounts: Vec::new() })
    }
}

fn case(
    asked: &Submission,
    (account, effect): (vermilion_model::AccountNo, vermilion_model::Effect),
) -> Case {
    Case {
        id: asked.case,
        version: 1,
        account,
        effect,
        review: asked.review,
        due_at: asked.due_at,
        state: CaseState::Open,
        first: None,
        applicant: asked.by,
    }
}

/// The form as an applicant types it.
fn form(asked: &Application) -> serde_json::Value {
    serde_json::json!({
        "account_name": asked.account.name,
        "account_type": asked.account.account_type.word(),
        "capabilities": [asked.capability],
        "purpose": { asked.capability: asked.purpose },
        "evidence": {},
    })
}
