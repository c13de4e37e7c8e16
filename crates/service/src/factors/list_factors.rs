//! How a member can prove who they are, beside their password.

use vermilion_model::{Factor, FactorKind, Id, Time};

use super::factor_box;
use crate::{Desk, Failure, SignedIn};

/// One way.
pub struct FactorView {
    /// Which.
    pub factor: Id<Factor>,
    /// What it is.
    pub kind: FactorKind,
    /// What the member calls it.
    pub name: String,
    /// Since when.
    pub added_at: Time,
    /// When it was last used.
    pub used_at: Option<Time>,
}

/// Personal: it does not print.
impl std::fmt::Debug for FactorView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FactorView({})", self.factor)
    }
}

/// All of them.
#[derive(Debug)]
pub struct Factors {
    /// Generators and passkeys, the oldest first.
    pub factors: Vec<FactorView>,
    /// How many recovery codes are left.
    pub recovery_codes: usize,
}

/// Lists one's own.
pub async fn list_factors(desk: &Desk, by: SignedIn) -> Result<Factors, Failure> {
    let rows = desk.read.factors_of_member(by.member).await?;
    let recovery_codes = rows.iter().filter(|row| row.kind == FactorKind::Recovery).count();
    let factors = factor_box::opened(desk, by.member).await?;
    let factors = factors.into_iter().map(|(row, kept)| FactorView {
        factor: row.factor,
        kind: row.kind,
        name: kept.name,
        added_at: row.added_at,
        used_at: row.used_at,
    });
    Ok(Factors { factors: factors.collect(), recovery_codes })
}
