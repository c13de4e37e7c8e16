//! An account's AppSecrets with what they do: last use, planned end, and whether anybody needs them.

use vermilion_model::{SecretNo, Span, Time};

use crate::may::ManageSettings;
use crate::{Desk, Failure, May};

/// A secret that nobody used for this long is warned of.
const UNUSED: Span = Span::days(30);

/// One secret, without what it is.
#[derive(Debug, Clone)]
pub struct SecretView {
    /// Its number.
    pub secret: SecretNo,
    /// What the owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: Time,
    /// When it died.
    pub retired_at: Option<Time>,
    /// When it will.
    pub retires_at: Option<Time>,
    /// The beginning, in the platform's zone, of the day it was last used.
    pub last_used: Option<Time>,
    /// It works, and nobody has used it for thirty days.
    pub unused: bool,
}

impl SecretView {
    /// Whether it works at this moment, unless all are frozen.
    pub fn living(&self, now: Time) -> bool {
        self.retired_at.is_none() && self.retires_at.is_none_or(|at| now < at)
    }
}

/// The newest hundred, living and retired.
pub async fn read_secrets(desk: &Desk, may: &May<ManageSettings>) -> Result<Vec<SecretView>, Failure> {
    let (now, account) = (desk.now(), may.account());
    // What was used within the last second waits in memory.
    desk.callers.flush(desk).await?;
    let (plans, uses) =
        (desk.read.secret_plans_of_account(account).await?, desk.read.secret_uses_of_account(account).await?);
    let rows = desk.read.secrets_of_account(account).await?;
    let view = |row: vermilion_store::SecretRow| {
        let planned = plans.iter().find(|(secret, _)| *secret == row.secret).map(|(_, at)| *at);
        let day = uses.iter().find(|(secret, _)| *secret == row.secret).map(|(_, day)| *day);
        let last_used = day.map(|day| desk.day_begins(day));
        let quiet_since = last_used.map_or(row.created_at, |day| day.plus(Span::days(1)));
        let retires_at = planned.filter(|_| row.retired_at.is_none());
        let mut view = SecretView {
            secret: row.secret,
            name: row.name,
            created_at: row.created_at,
            retired_at: row.retired_at.or(retires_at.filter(|at| *at <= now)),
            retires_at: retires_at.filter(|at| now < *at),
            last_used,
            unused: false,
        };
        view.unused = view.living(now) && now.since(quiet_since) > UNUSED;
        view
    };
    Ok(rows.into_iter().map(view).collect())
}
