//! What the store holds that decisions need, row by row: how a start rebuilds what is in force.

use crate::fact::{Act, Pair};
use crate::{
    AccountNo, AccountType, AppId, Authorization, Capabilities, Digest, Giver, HostApp, Id, Ordinal,
    SecretNo, SecretsState, Stops, Time, TokenKind,
};

/// One row of the ground. `InForce` built from all of them equals `InForce` that applied every fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Ground {
    /// An account.
    Account(AccountGround),
    /// A living secret.
    Secret {
        /// Whose.
        account: AccountNo,
        /// Which.
        secret: SecretNo,
        /// Its digest.
        digest: Digest,
    },
    /// An epoch above zero.
    Epoch {
        /// Whose.
        account: AccountNo,
        /// Which kind of token.
        kind: TokenKind,
        /// Fetched by which secret.
        secret: SecretNo,
        /// The lowest epoch whose tokens live.
        epoch: u32,
    },
    /// What a stable token is derived from.
    Stable {
        /// Whose.
        account: AccountNo,
        /// Fetched by which secret.
        secret: SecretNo,
        /// In which epoch.
        epoch: u32,
        /// Issue time, milliseconds.
        issued: i64,
        /// The token key's number.
        key: u8,
    },
    /// An issue mark.
    Mark(crate::fact::traffic::Mark),
    /// The effective part of an authorization.
    Authorization {
        /// Which.
        id: Id<Authorization>,
        /// Who receives.
        account: AccountNo,
        /// Who gives.
        giver: Giver,
        /// What.
        capabilities: Capabilities,
        /// Until when.
        until: Option<Time>,
        /// Whether the platform stopped it.
        suspended: bool,
    },
    /// What one user allowed one account: the bits of [`crate::Scope::bit`].
    Consent {
        /// The pair.
        pair: Pair,
        /// Granted scopes and [`crate::Scope::GONE`].
        bits: u8,
    },
    /// What neighbouring users allowed one account, from the saved copy: a byte a user, as in `Consent`.
    ConsentChunk {
        /// Which account.
        account: AccountNo,
        /// The first of its users.
        first: Ordinal,
        /// Their bits; those behind the last one have none.
        bits: Vec<u8>,
    },
    /// A fact that is younger than the saved copy of consents; it is replayed on it.
    Later {
        /// When it happened.
        at: Time,
        /// What.
        act: Box<Act>,
    },
    /// A recent withdrawal: codes issued before it are dead.
    Withdrawal {
        /// The pair.
        pair: Pair,
        /// Which scope; none means the user is gone.
        scope: Option<crate::Scope>,
        /// When.
        at: Time,
    },
    /// A living host key.
    HostKey {
        /// Whose.
        host_app: Id<HostApp>,
        /// Which.
        number: u32,
        /// Its digest.
        digest: Digest,
    },
    /// An account is bound to an open-platform account.
    Binding {
        /// Which.
        account: AccountNo,
        /// The open-platform account.
        open: AccountNo,
    },
    /// An account's allow-list, where one is set.
    AllowList {
        /// Whose.
        account: AccountNo,
        /// The list.
        list: crate::AllowList,
    },
    /// A living secret's planned end.
    SecretPlan {
        /// Whose.
        account: AccountNo,
        /// Which.
        secret: SecretNo,
        /// When.
        at: Time,
    },
    /// An account whose calls are not counted.
    LimitsOff {
        /// Which.
        account: AccountNo,
    },
    /// An account runs in a host app.
    Listing {
        /// Where.
        host_app: Id<HostApp>,
        /// Which.
        account: AccountNo,
    },
}

/// See [`Ground::Account`].
#[derive(Debug, Clone, PartialEq)]
pub struct AccountGround {
    /// Its number.
    pub account: AccountNo,
    /// Its AppID.
    pub app_id: AppId,
    /// Its type.
    pub account_type: AccountType,
    /// What keeps it from acting.
    pub stops: Stops,
    /// Whether its secrets work.
    pub secrets: SecretsState,
    /// The highest secret number ever given.
    pub last_secret: SecretNo,
}
