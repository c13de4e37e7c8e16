//! Witnesses: proof of who asks, for which account, with which right. A use case that needs a right
//! takes the witness; without it there is nothing to call.

use std::marker::PhantomData;

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::{
    AccountNo, AppId, Id, Member, PlatformRight, Refusal, Right, Session, Span, Standing, Time,
};
use vermilion_seal::{DigestOf, mint};
use vermilion_store::{AccountRow, SessionRow};

use crate::members::{Origin, origin};
use crate::{Desk, Failure, Kind};

/// The use of a session is noted at most this often.
const SEEN_APART: Span = Span::mins(1);

/// A member with a living session.
#[derive(Debug, Clone, Copy)]
pub struct SignedIn {
    /// Who.
    pub member: Id<Member>,
    /// By which session.
    pub session: Id<Session>,
    /// At most until then.
    pub until: Time,
    /// When whoever holds the session last proved again who they are.
    pub proven_at: Option<Time>,
}

/// A right in one account, as a type.
pub trait Needs {
    /// Which.
    const RIGHT: Right;
}

/// A right on the platform, as a type.
pub trait NeedsPlatform {
    /// Which.
    const RIGHT: PlatformRight;
}

macro_rules! rights {
    ($of:ident $kind:ident: $($name:ident $doc:literal),+ $(,)?) => {$(
        #[doc = $doc]
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}
        impl $of for $name {
            const RIGHT: $kind = $kind::$name;
        }
    )+};
}

rights! {
    Needs Right:
    See "See the account's pages.",
    ManageSettings "Change development settings.",
    ManageAuthorizations "Ask for, change and revoke authorizations.",
    ManageMembers "Invite and remove members.",
    ManageRegister "Change the register, verify the subject, bind, freeze and close the account.",
}

rights! {
    NeedsPlatform PlatformRight:
    Review "Decide cases.",
    Operate "Run the platform.",
    Audit "Read the audit log.",
}

/// Proof that a member may do `R` in one account.
#[derive(Debug)]
pub struct May<R> {
    /// Who.
    pub by: SignedIn,
    /// Where, as its row stood when the right was proven.
    pub row: AccountRow,
    right: PhantomData<fn() -> R>,
}

impl<R> May<R> {
    /// The account's number.
    pub fn account(&self) -> AccountNo {
        self.row.account
    }

    /// Refuses when the account is stopped or closed: nobody acts for it then.
    pub fn standing(&self, desk: &Desk) -> Result<(), Failure> {
        let state = desk.in_force.account(self.row.account)?;
        if state.standing == Standing::Good { Ok(()) } else { Err(Refusal::AccountStopped.into()) }
    }

    /// Likewise, but one that reviewers have not admitted yet speaks about that.
    pub fn may_speak(&self, desk: &Desk) -> Result<(), Failure> {
        match desk.in_force.account(self.row.account)?.standing {
            Standing::Good | Standing::Pending => Ok(()),
            Standing::Frozen | Standing::Closing | Standing::Suspended | Standing::Closed => {
                Err(Refusal::AccountStopped.into())
            }
        }
    }
}

/// Proof that a member may do `R` on the platform.
#[derive(Debug)]
pub struct PlatformMay<R> {
    /// Who.
    pub by: SignedIn,
    right: PhantomData<fn() -> R>,
}

impl Desk {
    /// Who holds this cookie; from where it is used is noted.
    pub async fn signed_in(&self, cookie: &str, origin: &Origin) -> Result<SignedIn, Failure> {
        if mint::cookie_incarnation(cookie) != Some(self.incarnation) {
            return Err(Failure::SignedOut);
        }
        let digests: Vec<_> = {
            let ring = self.ring.load();
            ring.digests.candidates(DigestOf::SessionCookie, &[], cookie.as_bytes()).collect()
        };
        for digest in digests {
            if let Some(row) = self.read.session_by_digest(&digest.to_bytes()).await? {
                let now = self.now();
                if !self.session_lives(&row, now) {
                    return Err(Failure::SignedOut);
                }
                self.see_session(&row, origin, now).await;
                let (member, session, until) = (row.member, row.session, row.until);
                return Ok(SignedIn { member, session, until, proven_at: row.proven_at });
            }
        }
        Err(Failure::SignedOut)
    }

    /// Whether a session is neither too old nor unused for too long.
    pub(crate) fn session_lives(&self, row: &SessionRow, now: Time) -> bool {
        now < row.until && now.since(row.seen_at) < self.settings.console_idle
    }

    /// Notes that it was used. When that cannot be written it only ends a little early.
    async fn see_session(&self, row: &SessionRow, origin: &Origin, now: Time) {
        if row.sealed.is_some() && now.since(row.seen_at) < SEEN_APART {
            return;
        }
        if let Err(failure) = self.note_use(row, origin, now).await {
            tracing::warn!(%failure, "a session's use was not noted");
        }
    }

    async fn note_use(&self, row: &SessionRow, origin: &Origin, at: Time) -> Result<(), Failure> {
        let sealed = origin::seal(self, (row.member, row.session), origin).await?;
        self.note(Traffic::SessionSeen { session: row.session, at, sealed }).await
    }

    /// Proves a right in one account. Who holds no role there is told that it is not there.
    pub async fn may<R: Needs>(&self, by: SignedIn, app_id: &str) -> Result<May<R>, Failure> {
        let missing = || Failure::Missing(Kind::Account);
        let app_id: AppId = app_id.parse().map_err(|_| missing())?;
        let row = self.read.account_by_app_id(app_id).await?.ok_or_else(missing)?;
        let role = self.read.role_in_account(row.account, by.member).await?.ok_or_else(missing)?;
        if role.may(R::RIGHT) {
            Ok(May { by, row, right: PhantomData })
        } else {
            Err(Refusal::Forbidden.into())
        }
    }

    /// Proves a right on the platform.
    pub async fn may_platform<R: NeedsPlatform>(&self, by: SignedIn) -> Result<PlatformMay<R>, Failure> {
        let roles = self.read.platform_roles(by.member).await?;
        if roles.iter().any(|role| role.may(R::RIGHT)) {
            Ok(PlatformMay { by, right: PhantomData })
        } else {
            Err(Refusal::Forbidden.into())
        }
    }
}
