//! The registration form, checked whole: every fault that can be seen is said at once.

use vermilion_model::{Email, FieldFault, Id, Phone, Time, Verification};
use vermilion_seal::password::Password;

use super::new_member::Person;
use super::prove_email::{keep_proof, prove_email};
use super::register::Registration;
use super::strong_password::strong_password;
use crate::accounts::{Wanted, check_wanted};
use crate::faults::{Faults, given};
use crate::{Desk, Failure};

/// A form without fault.
pub(super) struct Checked {
    pub(super) wanted: Wanted,
    pub(super) person: Person,
    pub(super) proof: Id<Verification>,
}

/// Checks everything, and compares the code.
pub(super) async fn check(desk: &Desk, form: Registration, now: Time) -> Result<Checked, Failure> {
    let mut faults = Faults::default();
    let wanted = check_wanted(desk, &form.account_type, &form.account_name, &mut faults).await?;
    let email = faults.take(email(&form.email));
    let phone = faults.take(phone(form.phone.as_deref())).flatten();
    let password: Option<Password> =
        faults.take(strong_password(form.password, form.email.trim(), "/password"));
    if form.agreement != desk.settings.agreement {
        faults.push(FieldFault::new("/agreement", "agreement"));
    }
    let proof = match &email {
        Some(email) => faults.take(proof(desk, email, form.email_code.trim(), now).await?),
        None => None,
    };
    if let (false, Some(proof)) = (faults.is_empty(), proof) {
        keep_proof(desk, proof).await?;
    }
    faults.done()?;
    match (wanted, email, password, proof) {
        (Some(wanted), Some(email), Some(password), Some(proof)) => {
            let person = Person { email, phone, name: None, password };
            Ok(Checked { wanted, person, proof })
        }
        _ => Err(Failure::broken("a form without fault lacks a field")),
    }
}

fn email(typed: &str) -> Result<Email, FieldFault> {
    given(typed, "/email")?;
    Email::parse(typed).map_err(|_| FieldFault::new("/email", "email"))
}

fn phone(typed: Option<&str>) -> Result<Option<Phone>, FieldFault> {
    let typed = typed.filter(|typed| !typed.trim().is_empty());
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
