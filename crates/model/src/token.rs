//! Kinds of token and of single-use code.

use serde::{Deserialize, Serialize};

/// Kinds of access token 调用凭证; isolated from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TokenKind {
    /// Fetched by `/cgi-bin/token`.
    Plain,
    /// Fetched by `/cgi-bin/stable_token`.
    Stable,
}

impl TokenKind {
    /// The permanent number in tokens and in the store.
    pub const fn number(self) -> u8 {
        match self {
            TokenKind::Plain => 1,
            TokenKind::Stable => 2,
        }
    }

    /// From that number.
    pub const fn from_number(number: u8) -> Option<TokenKind> {
        match number {
            1 => Some(TokenKind::Plain),
            2 => Some(TokenKind::Stable),
            _ => None,
        }
    }
}

/// Kinds of single-use code (I6); all share one space of serials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CodeKind {
    /// `wx.login` 登录凭证
    Login,
    /// `getPhoneNumber`
    Phone,
    /// A reset of the session key takes a serial of its own; no code of this kind is given out.
    SessionReset,
}

impl CodeKind {
    /// The permanent number in codes and in the store.
    pub const fn number(self) -> u8 {
        match self {
            CodeKind::Login => 1,
            CodeKind::Phone => 2,
            CodeKind::SessionReset => 3,
        }
    }

    /// From that number.
    pub const fn from_number(number: u8) -> Option<CodeKind> {
        match number {
            1 => Some(CodeKind::Login),
            2 => Some(CodeKind::Phone),
            3 => Some(CodeKind::SessionReset),
            _ => None,
        }
    }
}
