//! The one table from obstacles to WeChat's codes. Exhaustive: a new obstacle does not compile
//! before it has a code. Source: contract, error codes and endpoints.

#![deny(clippy::wildcard_enum_match_arm)]

use vermilion_decide::Reason;
use vermilion_service::wechat::Obstacle;
use vermilion_wire::errcode::ErrCode;

pub(crate) fn of(obstacle: &Obstacle) -> ErrCode {
    match obstacle {
        Obstacle::Denied(reason) => of_reason(reason),
        // Clients refetch their token and try again on exactly 40001.
        Obstacle::TokenUnknown | Obstacle::TokenOfAnotherKind | Obstacle::TokenEnded => {
            ErrCode::INVALID_CREDENTIAL
        }
        Obstacle::CodeUnknown | Obstacle::CodeExpired => ErrCode::INVALID_CODE,
        Obstacle::CodeSpent => ErrCode::CODE_BEEN_USED,
        Obstacle::CodeOfAnotherAccount => ErrCode::INVALID_APPID,
        Obstacle::OpenIdUnknown => ErrCode::INVALID_OPENID,
        Obstacle::SessionGone => ErrCode::SESSION_KEY_EXPIRED,
        Obstacle::SignatureWrong => ErrCode::INVALID_SIGNATURE,
        Obstacle::DataUnknown => ErrCode::ENCRYPTED_DATA_UNKNOWN,
        Obstacle::ScopeTooSmall => ErrCode::API_UNAUTHORIZED,
        Obstacle::RefreshUnknown | Obstacle::RefreshEnded => ErrCode::INVALID_REFRESH_TOKEN,
        Obstacle::RefreshExpired => ErrCode::REFRESH_TOKEN_EXPIRED,
        Obstacle::NotBound => ErrCode::OPEN_NOT_EXISTS,
        Obstacle::TradeUnknown => ErrCode::INVALID_TRADE,
        Obstacle::Busy | Obstacle::Broken(_) => ErrCode::SYSTEM_ERROR,
    }
}

/// The code of a decision's reason.
pub(crate) fn of_reason(reason: &Reason) -> ErrCode {
    match reason {
        Reason::Stale | Reason::Halted | Reason::AccountInDoubt { .. } | Reason::QuotaBlockNeeded => {
            ErrCode::SYSTEM_ERROR
        }
        // The last two are the host API's; no call of this face asks for them.
        Reason::CallUnknown
        | Reason::CallNotServed
        | Reason::CapabilityMissing { .. }
        | Reason::GiverLacks { .. }
        | Reason::AuthorizationSuspended { .. }
        | Reason::HostKeyUnknown
        | Reason::NotListed => ErrCode::API_UNAUTHORIZED,
        Reason::AccountUnknown { .. } | Reason::AppUnknown | Reason::AccountClosed { .. } => {
            ErrCode::INVALID_APPID
        }
        Reason::AccountSuspended { .. }
        | Reason::AccountFrozen { .. }
        | Reason::AccountPending { .. }
        | Reason::AccountClosing { .. } => ErrCode::ACCOUNT_FROZEN,
        Reason::NotDelegated { .. } => ErrCode::COMPONENT_NOT_AUTHORIZED,
        Reason::NotHandedOver { .. } => ErrCode::API_NOT_GRANTED,
        Reason::UserNotNamed => ErrCode::INVALID_OPENID,
        Reason::UserGone => ErrCode::USER_LIMITED,
        Reason::ConsentMissing { .. } => ErrCode::USER_UNAUTHORIZED,
        Reason::QuotaSpent { .. } => ErrCode::DAILY_QUOTA,
        Reason::MinuteSpent { .. } => ErrCode::MINUTE_QUOTA,
        Reason::TokenExpired { .. } => ErrCode::ACCESS_TOKEN_EXPIRED,
        Reason::TokenDisplaced => ErrCode::INVALID_CREDENTIAL,
        Reason::SecretWrong => ErrCode::INVALID_APPSECRET,
        Reason::IpNotAllowed => ErrCode::INVALID_IP,
        Reason::SecretsFrozen => ErrCode::APPSECRET_FROZEN,
        Reason::CodeDead { .. } => ErrCode::INVALID_CODE,
    }
}
