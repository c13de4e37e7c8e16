//! Members with their passwords, and their offices on the platform.

use vermilion_model::fact::traffic::{MailRow, Purpose, Traffic, VerificationSent};
use vermilion_model::fact::{Actor, InvitationAccepted, MemberInvited, NewMember};
use vermilion_model::{Email, Id, Member, PlatformRole, Span, Time, Verification};
use vermilion_seal::Place;
use vermilion_seal::password::Password;

use super::Filling;
use super::cast::{PEOPLE, Person};
use crate::people::{MailBox, MemberBox};
use crate::{Failure, mail};

/// How many days before the store was made the members came.
const DAYS: i64 = 32;

impl Filling<'_> {
    /// Those with an office; owners come with their first account.
    pub(super) async fn members(&self) -> Result<(), Failure> {
        for (person, hours) in PEOPLE.into_iter().zip((0..).step_by(2)) {
            if let Some(role) = person.office
                && self.member(person).await?.is_none()
            {
                self.invite(person, role, self.ago(DAYS).plus(Span::hours(hours))).await?;
            }
        }
        Ok(())
    }

    /// Who registered this person's address.
    pub(super) async fn member(&self, person: Person) -> Result<Option<Id<Member>>, Failure> {
        let row = self.desk.read.member_by_email(&self.email_digest(person)?).await?;
        Ok(row.map(|row| row.member))
    }

    fn email_digest(&self, person: Person) -> Result<Vec<u8>, Failure> {
        Ok(self.desk.email_digest(&Email::parse(person.email).map_err(Failure::broken)?))
    }

    async fn invite(&self, person: Person, role: PlatformRole, at: Time) -> Result<(), Failure> {
        let invitation = self.seed.id(at, &format!("invitation:{}", person.key));
        let invited = MemberInvited {
            invitation,
            role,
            expires_at: at.plus(Span::days(7)),
            // No link exists whose digest this is, and the invitation is accepted at once.
            digest: self.desk.link_digest(&format!("seed:{}", person.key)),
            email_digest: self.email_digest(person)?,
            sealed: Vec::new(),
        };
        self.put(at, Actor::CommandLine, invited).await?;
        let (member, row) = self.new_member(person, at).await?;
        let accepted = InvitationAccepted { invitation, member, role, row };
        self.put(at.plus(Span::hours(1)), Actor::Member(member), accepted).await
    }

    /// A member's row parts, with a password hashed: slow.
    pub(super) async fn new_member(
        &self,
        person: Person,
        at: Time,
    ) -> Result<(Id<Member>, NewMember), Failure> {
        let member: Id<Member> = self.seed.id(at, &format!("member:{}", person.key));
        let (key, wrapped_key) = self.desk.vault.make(member.bytes())?;
        let place = Place { table: "member", row: member.bytes() };
        let known =
            MemberBox { email: person.email.to_owned(), phone: None, name: Some(person.name.to_owned()) };
        let password = Password::new(self.seed.password(person.key)).map_err(Failure::broken)?;
        let row = NewMember {
            wrapped_key,
            email_digest: self.email_digest(person)?,
            phone_digest: None,
            phone_shared_by: 0,
            password: self.desk.hasher.hash(password).await?,
            sealed: self.desk.vault.seal(&key, place, &known)?,
        };
        Ok((member, row))
    }

    /// The proof of an address that a registration consumes.
    pub(super) async fn proof(&self, person: Person, at: Time) -> Result<Id<Verification>, Failure> {
        let verification = self.seed.id(at, &format!("verification:{}", person.key));
        let sent = VerificationSent {
            verification,
            purpose: Purpose::Registration,
            address: self.email_digest(person)?,
            // No code exists whose digest this is.
            code: self.desk.link_digest(&format!("seed:{}", person.key)),
            at,
            expires_at: at.plus(Span::mins(10)),
            mail: self.welcome(person, at)?,
        };
        match self.desk.note(Traffic::VerificationSent(sent)).await {
            Ok(()) | Err(Failure::Stale) => Ok(verification),
            Err(failure) => Err(failure),
        }
    }

    fn welcome(&self, person: Person, at: Time) -> Result<MailRow, Failure> {
        let letter = MailBox {
            channel: "email".to_owned(),
            to: person.email.to_owned(),
            subject: "欢迎使用朱批".to_owned(),
            text: format!("{}，您的账号已开通。这是演示环境，没有真正发出邮件。", person.name),
            secret: None,
        };
        mail::seal(self.desk, at, &letter)
    }
}
