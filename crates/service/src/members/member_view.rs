//! A member as they see themselves.

use vermilion_model::{Id, Member};
use vermilion_seal::Place;
use vermilion_store::MemberRow;

use crate::people::MemberBox;
use crate::{Desk, Failure};

/// A member, opened.
#[derive(Debug)]
pub struct MemberView {
    /// The id.
    pub member: Id<Member>,
    /// What the member's key opens.
    pub person: MemberBox,
}

impl MemberView {
    /// Opens a row; who was erased is signed out.
    pub(crate) async fn of(desk: &Desk, row: &MemberRow) -> Result<MemberView, Failure> {
        let place = Place { table: "member", row: row.member.bytes() };
        let person = desk.vault.read(row.member.bytes(), place, &row.sealed).await?;
        Ok(MemberView { member: row.member, person: person.ok_or(Failure::SignedOut)? })
    }

    /// Reads and opens one member.
    pub(crate) async fn by_id(desk: &Desk, member: Id<Member>) -> Result<(MemberRow, MemberView), Failure> {
        let row = desk.read.member_by_id(member).await?.ok_or(Failure::SignedOut)?;
        let view = MemberView::of(desk, &row).await?;
        Ok((row, view))
    }
}
