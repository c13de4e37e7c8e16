//! What waits about the register: another name, and a subject to be verified.

use serde::Serialize;
use vermilion_model::fact::{Actor, NewPetition, PetitionSubmitted};
use vermilion_model::{AccountName, AccountType, Effect, Id, Petition, RegisterField, ReviewClass};
use vermilion_seal::DigestOf;
use vermilion_store::AccountRow;

use super::Filling;
use super::cast::{BOOKS, MEALS, NEW_NAME, Opened, SUBJECT, SUBJECT_DOCUMENTS, SUBJECT_FIELDS};
use crate::register::{RegisterValue, petition_place};
use crate::verification::VerificationForm;
use crate::{Failure, Kind};

impl Filling<'_> {
    pub(super) async fn petitions(&self) -> Result<(), Failure> {
        self.rename().await?;
        self.verify().await
    }

    async fn rename(&self) -> Result<(), Failure> {
        let asked = RegisterValue { before: Some(MEALS.name.to_owned()), value: NEW_NAME.to_owned() };
        let name = AccountName::parse(NEW_NAME, AccountType::MiniProgram, "/value")
            .map_err(|fault| Failure::broken(fault.code))?;
        let (row, petition) = self.petition(MEALS).await?;
        let effect = Effect::Register { account: row.account, petition, field: RegisterField::Name };
        self.submit(MEALS, (&row, effect), &asked, self.desk.name_digest(&name)).await
    }

    async fn verify(&self) -> Result<(), Failure> {
        let owned =
            |pairs: &[(&str, &str)]| pairs.iter().map(|(id, text)| ((*id).into(), (*text).into())).collect();
        let form = VerificationForm {
            subject_type: SUBJECT.word().to_owned(),
            fields: owned(&SUBJECT_FIELDS),
            documents: owned(&SUBJECT_DOCUMENTS),
            ..VerificationForm::default()
        };
        let rule = self.desk.subjects.rule(SUBJECT);
        let rule = rule.ok_or_else(|| Failure::broken("a seeded subject is of no known type"))?;
        let (row, petition) = self.petition(BOOKS).await?;
        let effect = Effect::Verification {
            account: row.account,
            petition,
            subject: SUBJECT,
            days: self.desk.settings.verification_days,
            limit: rule.limit(row.account_type).0,
        };
        let code = form.fields.get("code").map_or("", String::as_str);
        let digest = self.desk.subject_digest(SUBJECT, code);
        self.submit(BOOKS, (&row, effect), &form, digest).await
    }

    async fn petition(&self, of: Opened) -> Result<(AccountRow, Id<Petition>), Failure> {
        let row = self.desk.read.account_by_no(self.account(of)?).await?;
        let row = row.ok_or(Failure::Missing(Kind::Account))?;
        Ok((row, self.seed.id(self.made, &format!("petition:{}", of.key))))
    }

    async fn submit<T: Serialize + Sync>(
        &self,
        of: Opened,
        (row, effect): (&AccountRow, Effect),
        asked: &T,
        digest: Vec<u8>,
    ) -> Result<(), Failure> {
        let Some(petition) = effect.petition() else { return Ok(()) };
        let by = self.member(of.owner).await?.ok_or(Failure::SignedOut)?;
        let key = self.desk.vault.key(&row.owner).await?.ok_or(Failure::Missing(Kind::Account))?;
        let content = serde_json::to_vec(asked).map_err(Failure::broken)?;
        let settings = &self.desk.settings;
        let act = PetitionSubmitted {
            case: Some(self.seed.id(self.made, &format!("petition-case:{}", of.key))),
            due_at: self.desk.calendar.due(self.made, settings.zone_offset, settings.review_days).at,
            review: ReviewClass::OnePerson,
            by,
            document: key.digest(DigestOf::Content, petition.bytes(), &content),
            evidence: Vec::new(),
            row: NewPetition {
                sealed: self.desk.vault.seal(&key, petition_place(&petition), asked)?,
                digest: Some(digest),
                version: row.version,
            },
            effect,
        };
        self.put(self.made, Actor::Member(by), act).await
    }
}
