//! Applications on the review desk: decided ones, and ones that wait.

use vermilion_model::fact::{Actor, EvidenceStored, RevisionSubmitted};
use vermilion_model::text::{Language, sentence};
use vermilion_model::{
    AccountNo, Authorization, Capabilities, Capability, Case, CaseState, CodedReason, Effect, EvidenceFile,
    EvidenceState, Giver, Id, MediaType, Member, ReviewClass, Reviewer, Span, Submission, Time,
};
use vermilion_seal::{DigestOf, PersonKey, Place};

use super::Filling;
use super::cast::{APPLICATIONS, Application, Person, REVIEWER, REVIEWER2, Verdict};
use crate::authorizations::{Evidence, Form};
use crate::evidence::{content_place, name_place};
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
        let key = self.account_key(asked).await?;
        let file = self.file(asked, (account, by), &key, at).await?;
        let form = form(asked, capability, file);
        let content = serde_json::to_vec(&form).map_err(Failure::broken)?;
        let id = self.seed.id(at, &format!("authorization:{}", asked.key));
        let authorization = Authorization::new(id, account, Giver::Platform);
        let revision = self.seed.id(at, &format!("revision:{}", asked.key));
        let settings = &self.desk.settings;
        let submission = Submission {
            revision,
            case: self.seed.id(at, &format!("case:{}", asked.key)),
            capabilities: Capabilities::one(capability.number),
            due_at: self.desk.calendar.due(at, settings.zone_offset, settings.review_days).at,
            review: capability.grant,
            until: None,
            by,
            document: key.digest(DigestOf::Content, revision.bytes(), &content),
        };
        let mut submitted = authorization.submit(&submission)?;
        let place = Place { table: "revision", row: revision.bytes() };
        submitted.evidence = file.into_iter().collect();
        submitted.sealed = self.desk.vault.seal(&key, place, &form)?;
        let effect = authorization.effect_of(revision, submission.capabilities, None);
        Ok((submitted, case(&submission, account, effect)))
    }

    /// Hands in the file behind an application, where it has one and this node keeps files.
    async fn file(
        &self,
        asked: &Application,
        (account, by): (AccountNo, Id<Member>),
        key: &PersonKey,
        at: Time,
    ) -> Result<Option<Id<EvidenceFile>>, Failure> {
        let Some((name, content)) = asked.file.filter(|_| self.desk.settings.files.folder.is_some()) else {
            return Ok(None);
        };
        let evidence: Id<EvidenceFile> = self.seed.id(at, &format!("evidence:{}", asked.key));
        let sealed = key.seal(content_place(&evidence), content, &*self.desk.entropy)?;
        let stored = EvidenceStored {
            evidence,
            account,
            blob: self.desk.files.blobs()?.put(sealed, self.desk.now()).await.map_err(Failure::broken)?,
            digest: key.digest(DigestOf::Content, evidence.bytes(), content),
            media: MediaType::of(content)
                .ok_or_else(|| Failure::broken("a seeded file is of no known type"))?,
            bytes: i64::try_from(content.len()).map_err(Failure::broken)?,
            state: EvidenceState::Clean,
            by,
            case: None,
            sealed: self.desk.vault.seal(key, name_place(&evidence), &name)?,
        };
        self.put(at, Actor::Member(by), stored).await?;
        Ok(Some(evidence))
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

fn case(asked: &Submission, account: AccountNo, effect: Effect) -> Case {
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
        asked_at: None,
        appeal: None,
        appealed_by: None,
    }
}

/// The form as its applicant typed it, with a word on each piece of evidence that is asked for.
fn form(asked: &Application, capability: &Capability, file: Option<Id<EvidenceFile>>) -> Form {
    let evidence = capability.evidence.iter().map(|kind| Evidence {
        kind: kind.clone(),
        name: sentence(Language::ZhCn, &format!("evidence.{kind}")).unwrap_or(kind).to_owned(),
        text: asked.evidence.to_owned(),
        file: file.map(|file| file.to_string()),
    });
    Form {
        account_name: asked.account.name.to_owned(),
        account_type: asked.account.account_type.word().to_owned(),
        capabilities: vec![asked.capability.to_owned()],
        purpose: [(asked.capability.to_owned(), asked.purpose.to_owned())].into(),
        evidence: [(asked.capability.to_owned(), evidence.collect())].into(),
        until: None,
    }
}
