//! The row parts of a new member.

use vermilion_model::fact::NewMember;
use vermilion_model::{Email, Id, Member, Phone};
use vermilion_seal::{Place, password};

use crate::people::MemberBox;
use crate::{Desk, Failure};

/// Somebody whose fields were checked.
pub(crate) struct Person {
    pub(crate) email: Email,
    pub(crate) phone: Option<Phone>,
    pub(crate) name: Option<String>,
    pub(crate) password: password::Password,
}

/// Hashes, digests and seals.
pub(crate) async fn new_member(
    desk: &Desk,
    member: Id<Member>,
    person: Person,
) -> Result<NewMember, Failure> {
    let (key, wrapped_key) = desk.vault.make(member.bytes())?;
    let kept = MemberBox {
        email: person.email.as_str().to_owned(),
        phone: person.phone.as_ref().map(|phone| phone.as_str().to_owned()),
        name: person.name,
    };
    let place = Place { table: "member", row: member.bytes() };
    Ok(NewMember {
        wrapped_key,
        email_digest: desk.email_digest(&person.email),
        phone_digest: person.phone.as_ref().map(|phone| desk.phone_digest(phone)),
        phone_shared_by: person.phone.as_ref().map_or(0, |_| desk.settings.members_per_phone),
        password: desk.hasher.hash(person.password).await?,
        sealed: desk.vault.seal(&key, place, &kept)?,
    })
}
