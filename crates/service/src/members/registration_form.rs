//! The registration form, checked whole: every fault that can be seen is said at once.

use vermilion_model::{Email, FieldFault, Id, Phone, RegistrationInvitation, Time, Verification};
use vermilion_seal::password::Password;

use super::new_member::Person;
use super::prove_address::{keep_proof, prove_email, prove_phone};
use super::register::Registration;
use super::strong_password::strong_password;
use crate::accounts::{Wanted, check_wanted};
use crate::admission::{invitation_of, statement};
use crate::faults::{Faults, given};
use crate::members::present_agreement;
use crate::{Desk, Failure, PhoneProof};

/// A form without fault.
pub(super) struct Checked {
    pub(super) wanted: Wanted,
    pub(super) person: Person,
    pub(super) proofs: Proofs,
    pub(super) agreement: u32,
    pub(super) statement: Option<String>,
}

/// What a registration spends (I6).
#[derive(Clone, Copy)]
pub(super) struct Proofs {
    pub(super) email: Id<Verification>,
    pub(super) phone: Option<Id<Verification>>,
    pub(super) invitation: Option<Id<RegistrationInvitation>>,
}

impl Proofs {
    /// The codes were right but something else was not: their tries are given back.
    pub(super) async fn keep(self, desk: &Desk) -> Result<(), Failure> {
        for proof in std::iter::once(self.email).chain(self.phone) {
            keep_proof(desk, proof).await?;
        }
        Ok(())
    }
}

/// Checks everything, and compares the code.
pub(super) async fn check(desk: &Desk, form: Registration, now: Time) -> Result<Checked, Failure> {
    let mut faults = Faults::default();
    let wanted = check_wanted(desk, &form.account_type, &form.account_name, &mut faults).await?;
    let email = faults.take(email(&form.email));
    let invitation = faults.take(invitation_of(desk, &form.invitation_code, email.as_ref()).await?).flatten();
    let phone = faults.take(phone(form.phone.as_deref(), desk.settings.phone_proof)).flatten();
    let password: Option<Password> =
        faults.take(strong_password(form.password, form.email.trim(), "/password"));
    let statement = faults.take(statement(desk, &form.statement)).flatten();
    let agreement = present_agreement(desk).await?;
    if form.agreement != agreement {
        faults.push(FieldFault::new("/agreement", "agreement"));
    }
    let proof = match &email {
        Some(email) => faults.take(proof(desk, email, form.email_code.trim(), now).await?),
        None => None,
    };
    let phone_proof = match &phone {
        Some(phone) => faults.take(proof_of_phone(desk, phone, form.phone_code.trim(), now).await?).flatten(),
        None => None,
    };
    if !faults.is_empty() {
        for proof in proof.into_iter().chain(phone_proof) {
            keep_proof(desk, proof).await?;
        }
    }
    faults.done()?;
    match (wanted, email, password, proof) {
        (Some(wanted), Some(email), Some(password), Some(proof)) => {
            let person = Person { email, phone, name: None, password };
            let proofs = Proofs { email: proof, phone: phone_proof, invitation };
            Ok(Checked { wanted, person, proofs, agreement, statement })
        }
        _ => Err(Failure::broken("a form without fault lacks a field")),
    }
}

fn email(typed: &str) -> Result<Email, FieldFault> {
    given(typed, "/email")?;
    Email::parse(typed).map_err(|_| FieldFault::new("/email", "email"))
}

fn phone(typed: Option<&str>, policy: PhoneProof) -> Result<Option<Phone>, FieldFault> {
    let typed = typed.filter(|typed| !typed.trim().is_empty());
    if policy == PhoneProof::Required && typed.is_none() {
        return Err(FieldFault::new("/phone", "required"));
    }
    typed.map(Phone::parse).transpose().map_err(|_| FieldFault::new("/phone", "phone"))
}

async fn proof(
    desk: &Desk,
    email: &Email,
    typed: &str,
    now: Time,
) -> Result<Result<Id<Verification>, FieldFault>, Failure> {
    if let Err(fault) = given(typed, "/email_code") {
        return Ok(Err(fault));
    }
    let proof = prove_email(desk, email, typed, now).await?;
    Ok(proof.ok_or_else(|| FieldFault::new("/email_code", "code_wrong")))
}

async fn proof_of_phone(
    desk: &Desk,
    phone: &Phone,
    typed: &str,
    now: Time,
) -> Result<Result<Option<Id<Verification>>, FieldFault>, Failure> {
    if desk.settings.phone_proof == PhoneProof::Off {
        return Ok(Ok(None));
    }
    if let Err(fault) = given(typed, "/phone_code") {
        return Ok(Err(fault));
    }
    let proof = prove_phone(desk, phone, typed, now).await?;
    Ok(proof.map(Some).ok_or_else(|| FieldFault::new("/phone_code", "code_wrong")))
}
