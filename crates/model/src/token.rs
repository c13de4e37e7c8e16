//! Kinds of access token and of single-use code. Numbers and prefixes are permanent.

use serde::{Deserialize, Serialize};

/// What a token 调用凭证 allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum TokenKind {
    /// `/cgi-bin/token`: `vat_`.
    Plain = 1,
    /// `/cgi-bin/stable_token`: `vst_`.
    Stable = 2,
    /// A third-party platform's own: `vct_`.
    Component = 3,
    /// A third-party platform's for an account that authorized it, which is the subject: `vau_`.
    Authorizer = 4,
    /// What renews an authorizer's: `var_`.
    AuthorizerRefresh = 5,
    /// A user's, by web authorization; the subject is the user's ordinal: `voa_`.
    OAuth = 6,
    /// What renews a user's: `vor_`.
    OAuthRefresh = 7,
    /// A third-party platform's pushed ticket: `vvt_`.
    VerifyTicket = 8,
    /// The ticket that signs pages for the JS-SDK: `vjt_`.
    JsTicket = 9,
}

impl TokenKind {
    /// Every kind.
    pub const ALL: [TokenKind; 9] = [
        TokenKind::Plain,
        TokenKind::Stable,
        TokenKind::Component,
        TokenKind::Authorizer,
        TokenKind::AuthorizerRefresh,
        TokenKind::OAuth,
        TokenKind::OAuthRefresh,
        TokenKind::VerifyTicket,
        TokenKind::JsTicket,
    ];

    /// The four characters that a token of this kind starts with.
    pub const fn prefix(self) -> &'static str {
        match self {
            TokenKind::Plain => "vat_",
            TokenKind::Stable => "vst_",
            TokenKind::Component => "vct_",
            TokenKind::Authorizer => "vau_",
            TokenKind::AuthorizerRefresh => "var_",
            TokenKind::OAuth => "voa_",
            TokenKind::OAuthRefresh => "vor_",
            TokenKind::VerifyTicket => "vvt_",
            TokenKind::JsTicket => "vjt_",
        }
    }

    /// From those four characters.
    pub fn of_prefix(prefix: [u8; 4]) -> Option<TokenKind> {
        TokenKind::ALL.into_iter().find(|kind| kind.prefix().as_bytes() == prefix.as_slice())
    }

    /// The permanent number in tokens and in the store.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// From that number.
    pub fn from_number(number: u8) -> Option<TokenKind> {
        TokenKind::ALL.into_iter().find(|kind| kind.number() == number)
    }
}

/// What a single-use code is for (I6); all kinds share one serial space.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum CodeKind {
    /// `wx.login`.
    Login = 1,
    /// The phone-number button.
    Phone = 2,
    /// `wx.pluginLogin`; `other` is the plugin's account.
    Plugin = 3,
    /// Web authorization; `scope` tells which.
    OAuth = 4,
    /// A third-party platform's `pre_auth_code`.
    PreAuth = 5,
    /// A third-party platform's `auth_code`; `other` is the platform's account.
    Authorization = 6,
    /// Another act a user consents to each time; `scope` tells which.
    Act = 7,
    /// Signing in by scanning.
    Scan = 8,
}

impl CodeKind {
    /// Every kind.
    pub const ALL: [CodeKind; 8] = [
        CodeKind::Login,
        CodeKind::Phone,
        CodeKind::Plugin,
        CodeKind::OAuth,
        CodeKind::PreAuth,
        CodeKind::Authorization,
        CodeKind::Act,
        CodeKind::Scan,
    ];

    /// The permanent number in codes and in the store.
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// From that number.
    pub fn from_number(number: u8) -> Option<CodeKind> {
        CodeKind::ALL.into_iter().find(|kind| kind.number() == number)
    }
}
