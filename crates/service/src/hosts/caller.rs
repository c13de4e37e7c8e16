//! Which host app calls, and what is its own.

use std::sync::Arc;

use vermilion_decide::{AccountState, Reason};
use vermilion_model::fact::Actor;
use vermilion_model::{AccountType, AppId, HostApp, Id, Refusal, User};
use vermilion_seal::DigestOf;
use vermilion_seal::mint::SecretKind;
use vermilion_store::UserRow;

use crate::{Desk, Failure, Kind};

/// Proof that a host app showed a living key.
#[derive(Debug, Clone, Copy)]
pub struct HostCaller {
    /// Which host app.
    pub host_app: Id<HostApp>,
}

impl Desk {
    /// Whose key this is. I4: a node that does not know the present believes no key.
    pub fn host_caller(&self, key: &str) -> Result<HostCaller, Failure> {
        if SecretKind::of(key) != Some(SecretKind::HostKey) {
            return Err(Reason::HostKeyUnknown.into());
        }
        let (ring, uptime) = (self.ring.load(), self.uptime());
        for digest in ring.digests.candidates(DigestOf::HostKey, &[], key.as_bytes()) {
            match self.in_force.host_by_key(&digest, uptime) {
                Ok(host_app) => return Ok(HostCaller { host_app }),
                Err(Reason::HostKeyUnknown) => {}
                Err(reason) => return Err(reason.into()),
            }
        }
        Err(Reason::HostKeyUnknown.into())
    }
}

impl HostCaller {
    /// As facts name it.
    pub fn actor(&self) -> Actor {
        Actor::HostApp(self.host_app)
    }

    /// A user of this host app; another's is not there.
    pub(super) async fn user(&self, desk: &Desk, user: Id<User>) -> Result<UserRow, Failure> {
        let row = desk.read.user_by_id(user).await?;
        row.filter(|row| row.host_app == self.host_app).ok_or(Failure::Missing(Kind::User))
    }

    /// The same, unless the user was closed.
    pub(crate) async fn living_user(&self, desk: &Desk, user: Id<User>) -> Result<UserRow, Failure> {
        let row = self.user(desk, user).await?;
        if row.closed_at.is_some() { Err(Refusal::UserGone.into()) } else { Ok(row) }
    }

    /// The mini program of this AppID, if it may run in this host app now.
    pub(super) fn mini_program(&self, desk: &Desk, app_id: &str) -> Result<Arc<AccountState>, Failure> {
        self.listed(desk, app_id, AccountType::MiniProgram)
    }

    /// The account of this AppID and type, likewise.
    pub(super) fn listed(
        &self,
        desk: &Desk,
        app_id: &str,
        account_type: AccountType,
    ) -> Result<Arc<AccountState>, Failure> {
        let missing = || Failure::Missing(Kind::Account);
        let app_id: AppId = app_id.parse().map_err(|_| missing())?;
        let state = desk.in_force.account_by_app_id(&app_id).map_err(|_| missing())?;
        state.runs_in(self.host_app).map_err(|_| Refusal::NotListed)?;
        match state.stands() {
            Ok(()) => {}
            Err(doubt @ Reason::AccountInDoubt { .. }) => return Err(doubt.into()),
            Err(_) => return Err(Refusal::AccountStopped.into()),
        }
        if state.account_type == account_type { Ok(state) } else { Err(Refusal::NotForAccountType.into()) }
    }
}
