//! A delegation as both sides see it.

use vermilion_model::{Authorization, Capabilities, Id, Time};
use vermilion_store::RevisionRow;

use super::party::{Party, party};
use super::side::{Concerned, Side};
use crate::authorizations::{
    Form, Maker, OutcomeView, RevisionView, State, account_key, capability_ids, state,
};
use crate::{Desk, Failure, Kind};

/// A delegation with what waits and what was decided last.
#[derive(Debug)]
pub struct DelegationView {
    /// Its id.
    pub id: Id<Authorization>,
    /// On which side the asking account stands.
    pub side: Side,
    /// Who gives.
    pub giver: Party,
    /// Who receives.
    pub receiver: Party,
    /// Where it stands.
    pub state: State,
    /// What is handed over.
    pub capabilities: Vec<String>,
    /// Of those, what the giver itself does not hold at this moment: it works again with the giver's.
    pub resting: Vec<String>,
    /// What waits, for the receiver or for a reviewer.
    pub waiting: Option<WaitingView>,
    /// Since when it is in force.
    pub effective_since: Option<Time>,
    /// Until when.
    pub until: Option<Time>,
    /// When the platform stopped it.
    pub suspended_at: Option<Time>,
    /// When it was revoked.
    pub revoked_at: Option<Time>,
    /// How the newest settled revision ended.
    pub last_outcome: Option<OutcomeView>,
    /// Raised by every step.
    pub version: i64,
    /// Every revision, the newest first.
    pub revisions: Vec<RevisionView>,
}

/// What waits.
#[derive(Debug)]
pub struct WaitingView {
    /// `receiver` or `reviewer`.
    pub turn: &'static str,
    /// What would be handed over.
    pub capabilities: Vec<String>,
    /// Until when.
    pub until: Option<Time>,
    /// Since when it waits.
    pub since: Time,
    /// When a reviewer must have decided.
    pub due_at: Option<Time>,
    /// What the giver says it is for.
    pub document: Form,
}

pub(super) async fn view(desk: &Desk, it: &Concerned) -> Result<DelegationView, Failure> {
    let held = &it.row.authorization;
    let now = desk.now();
    let giver = desk.read.account_by_no(it.giver).await?.ok_or(Failure::Missing(Kind::Account))?;
    // The documents are the giver's.
    let key = account_key(desk, &giver).await?;
    let maker = Maker { desk, key: &key, app_id: giver.app_id, now };
    let rows = desk.read.revisions_of_authorization(held.id).await?;
    let revisions: Vec<RevisionView> =
        rows.iter().map(|row| maker.revision(row)).collect::<Result<_, Failure>>()?;
    let last_outcome = revisions.iter().find_map(|revision| revision.outcome.clone());
    let waiting = rows.iter().zip(&revisions).find_map(|(row, view)| waiting(held, row, view));
    let in_force = held.effective.as_ref().filter(|_| held.revoked_at.is_none());
    let in_force = in_force.map_or(Capabilities::NONE, |effective| effective.capabilities);
    let resting = in_force.without(desk.in_force.account(it.giver)?.held(now));
    Ok(DelegationView {
        id: held.id,
        side: it.side,
        giver: party(desk, it.giver).await?,
        receiver: party(desk, held.account).await?,
        state: state(held, last_outcome.as_ref(), now),
        capabilities: capability_ids(&desk.catalogue, in_force),
        resting: capability_ids(&desk.catalogue, resting),
        waiting,
        effective_since: it.row.effective_at,
        until: held.effective.as_ref().and_then(|effective| effective.until),
        suspended_at: held.suspended_at,
        revoked_at: held.revoked_at,
        last_outcome,
        version: held.version,
        revisions,
    })
}

fn waiting(held: &Authorization, row: &RevisionRow, view: &RevisionView) -> Option<WaitingView> {
    let offered = held.offered.as_ref().map(|offered| offered.revision);
    let pending = held.pending.as_ref().map(|pending| pending.revision);
    let turn = match row.revision {
        revision if Some(revision) == offered => "receiver",
        revision if Some(revision) == pending => "reviewer",
        _ => return None,
    };
    Some(WaitingView {
        turn,
        capabilities: view.capabilities.clone(),
        until: view.until,
        since: view.submitted_at,
        due_at: row.case.as_ref().map(|case| case.due_at),
        document: view.document.clone(),
    })
}
