//! Another name for a way to prove who one is.

use vermilion_model::fact::{Actor, FactorRenamed};
use vermilion_model::{Factor, Id, Seq};

use super::factor_box::{self, factor_name};
use crate::{Desk, Failure, Kind, SignedIn};

/// How often it is looked at again where it was used meanwhile.
const LOOKS: usize = 3;

/// Renames one's own generator or passkey.
///
/// # Errors
/// A fault at `/name`; `Missing`.
pub async fn rename_factor(desk: &Desk, by: SignedIn, factor: &str, name: &str) -> Result<Seq, Failure> {
    let missing = || Failure::Missing(Kind::Factor);
    let factor: Id<Factor> = factor.parse().map_err(|_| missing())?;
    let name = factor_name(name)?;
    for _ in 0..LOOKS {
        let known = factor_box::opened(desk, by.member).await?;
        let (row, mut kept) = known.into_iter().find(|(row, _)| row.factor == factor).ok_or_else(missing)?;
        kept.name.clone_from(&name);
        let sealed = factor_box::seal(desk, by.member, &factor, &kept).await?;
        let act = FactorRenamed { member: by.member, factor, before: row.sealed, sealed };
        match desk.record(desk.now(), Actor::Member(by.member), act).await {
            Err(Failure::Stale) => {}
            other => return other,
        }
    }
    Err(Failure::Stale)
}
