//! Why a call of the WeChat API was not answered as asked.

#![deny(clippy::wildcard_enum_match_arm)]

use vermilion_decide::Reason;

use crate::{Failure, Fault};

/// An obstacle on the WeChat face; `http` chooses the error code, in one table.
#[derive(Debug, thiserror::Error)]
pub enum Obstacle {
    /// The decision is no.
    #[error("{0}")]
    Denied(#[from] Reason),
    /// The text is not a token that this installation made.
    #[error("token_malformed")]
    TokenUnknown,
    /// The token's kind does not open this call.
    #[error("token_kind")]
    TokenOfAnotherKind,
    /// The text is not a code of this kind that this installation made.
    #[error("code_unknown")]
    CodeUnknown,
    /// The code's five minutes are over.
    #[error("code_expired")]
    CodeExpired,
    /// I6: the code was spent before.
    #[error("code_spent")]
    CodeSpent,
    /// The code was made for another account.
    #[error("code_unknown")]
    CodeOfAnotherAccount,
    /// The text is not an OpenID of a user of this account.
    #[error("bad_openid")]
    OpenIdUnknown,
    /// The user has no living session key.
    #[error("session_gone")]
    SessionGone,
    /// The signature does not verify.
    #[error("signature_wrong")]
    SignatureWrong,
    /// The platform encrypted nothing of this hash for this account within the last days.
    #[error("data_unknown")]
    DataUnknown,
    /// What a user's token stands on was taken back: by the user, by the host app that closed them, or with
    /// the secret that fetched it.
    #[error("token_ended")]
    TokenEnded,
    /// The user's token shows the OpenID alone.
    #[error("oauth_scope_small")]
    ScopeTooSmall,
    /// The text is not a refresh token that this installation made.
    #[error("refresh_unknown")]
    RefreshUnknown,
    /// The refresh token's thirty days are over.
    #[error("refresh_expired")]
    RefreshExpired,
    /// What the refresh token stands on was taken back.
    #[error("token_ended")]
    RefreshEnded,
    /// The account is bound to no open-platform account.
    #[error("not_bound")]
    NotBound,
    /// There is no such payment.
    #[error("trade_unknown")]
    TradeUnknown,
    /// Not now.
    #[error("busy")]
    Busy,
    /// Something is broken; the operator is told.
    #[error("broken")]
    Broken(Fault),
}

impl Obstacle {
    /// The stable code: `reason.<code>` in the language files.
    pub fn code(&self) -> String {
        self.to_string()
    }
}

impl From<Failure> for Obstacle {
    fn from(failure: Failure) -> Obstacle {
        match failure {
            Failure::Denied(reason) => Obstacle::Denied(reason),
            Failure::Busy | Failure::Stale | Failure::VersionPassed { .. } => Obstacle::Busy,
            Failure::Broken(fault) => Obstacle::Broken(fault),
            Failure::Refused(refusal) => Obstacle::Broken(Fault(refusal.to_string())),
            Failure::Missing(kind) => Obstacle::Broken(Fault(format!("missing: {}", kind.word()))),
            Failure::TooLarge => Obstacle::Broken(Fault("too large".to_owned())),
            Failure::SignedOut => Obstacle::Broken(Fault("signed out".to_owned())),
        }
    }
}
