//! Members with their passwords, and their offices on the platform.

use vermilion_model::fact::traffic::{MailRow, Traffic, VerificationSent};
use vermilion_model::fact::{Actor, InvitationAccepted, MemberInvited, NewMember};
use vermilion_model::{Id, Mail, Member, PlatformRole, Span, Time, Verification};
use vermilion_seal::password::Password;
use vermilion_seal::{DigestOf, Place};

use super::Filling;
use super::cast::{PEOPLE, Person};
use crate::people::{MailBox, MemberBox};
use crate::{Desk, Failure};

/// How many days before the store was made the members came.
const DAYS: i64 = 32;

impl Filling<'_> {
    /// Those with an office; owners come with their first account.
    pub(super) async fn members(&self) -> Result<(), Failure> {
        for person in PEOPLE {
            if let Some(role) = person.office
                && self.member(person).await?.is_none()
            {
                self.invite(person, role).await?;
            }
        }
        Ok(())
    }

    /// Who registered this person's address.
    pub(super) async fn member(&self, person: Person) -> Result<Option<Id<Member>>, Failure> {
        let row = self.desk.read.member_by_email(&self.email_digest(person)).await?;
        Ok(row.map(|row| row.member))
    }

    pub(super) fn email_digest(&self, person: Person) -> Vec<u8> {
        digest(self.desk, DigestOf::Email, person.email)
    }

    async fn invite(&self, person: Person, role: PlatformRole) -> Result<(), Failure> {
        let at = self.ago(DAYS);
        let invitation = self.seed.id(at, &format!("invitation:{}", person.key));
        let invited = MemberInvited {
            invitation,
            role,
            expires_at: at.plus(Span::days(7)),
            // No link exists whose digest this is.
            digest: digest(self.desk, DigestOf::Link, &format!("seed:{}", person.key)),
            email_digest: self.email_digest(person),
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
            email_digest: self.email_digest(person),
            phone_digest: None,
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
            address: self.email_digest(person),
            code: digest(self.desk, DigestOf::EmailCode, &format!("seed:{}", person.key)),
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
        let mail: Id<Mail> = self.seed.id(at, &format!("mail:{}", person.key));
        let letter = MailBox {
            channel: "email".to_owned(),
            to: person.email.to_owned(),
            subject: "欢迎使用朱批".to_owned(),
            text: format!("{}，您的账号已开通。这是演示环境，没有真正发出邮件。", person.name),
        };
        let json = serde_json::to_vec(&letter).map_err(Failure::broken)?;
        let place = Place { table: "mail", row: mail.bytes() };
        let sealed = self.desk.ring.load().boxes.seal(place, &json, &*self.desk.entropy)?;
        Ok(MailRow { mail, at, sealed })
    }
}

/// A text as rows hold it.
pub(super) fn digest(desk: &Desk, of: DigestOf, text: &str) -> Vec<u8> {
    desk.ring.load().digests.digest(of, &[], text.as_bytes()).to_bytes().to_vec()
}
