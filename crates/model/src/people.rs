//! Members 成员, users 用户 and the host apps 宿主 App they come from.

use serde::{Deserialize, Serialize};

/// A person who signs in to the console 成员.
#[derive(Debug)]
pub enum Member {}

/// An end user 用户 of one host app.
#[derive(Debug)]
pub enum User {}

/// An app whose users run mini programs 宿主 App.
#[derive(Debug)]
pub enum HostApp {}

/// One sign-in of a member to the console.
#[derive(Debug)]
pub enum Session {}

/// A code sent by e-mail or SMS to prove an address.
#[derive(Debug)]
pub enum Verification {}

/// An invitation to become a member with a platform role.
#[derive(Debug)]
pub enum Invitation {}

/// An invitation 注册邀请 by which somebody may register, once or some times.
#[derive(Debug)]
pub enum RegistrationInvitation {}

/// A way by which a member proves who they are, beside their password.
#[derive(Debug)]
pub enum Factor {}

/// What is under way between a browser and the server, and can be finished once.
#[derive(Debug)]
pub enum Ceremony {}

/// A QR code shown by a browser, to be scanned in a host app.
#[derive(Debug)]
pub enum Scan {}

/// Something that a member is told in 通知中心.
#[derive(Debug)]
pub enum Notice {}

/// What a second factor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactorKind {
    /// A generator of one-time passwords 动态口令.
    Totp,
    /// A passkey 通行密钥.
    Passkey,
    /// A recovery code 恢复码, which works once.
    Recovery,
}

impl FactorKind {
    /// Every kind.
    pub const ALL: [FactorKind; 3] = [FactorKind::Totp, FactorKind::Passkey, FactorKind::Recovery];

    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            FactorKind::Totp => "totp",
            FactorKind::Passkey => "passkey",
            FactorKind::Recovery => "recovery",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<FactorKind> {
        FactorKind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A message to a person that waits to be sent, or was.
#[derive(Debug)]
pub enum Mail {}

/// What a member may do in one account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 管理员
    Administrator,
    /// 开发者
    Developer,
    /// 运营者
    Operator,
    /// 数据分析者
    Analyst,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 4] = [Role::Administrator, Role::Developer, Role::Operator, Role::Analyst];

    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            Role::Administrator => "administrator",
            Role::Developer => "developer",
            Role::Operator => "operator",
            Role::Analyst => "analyst",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|r| r.word() == word)
    }
}

/// What a member may do on the platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlatformRole {
    /// 审核员
    Reviewer,
    /// 运营
    Operator,
    /// 审计
    Auditor,
}

impl PlatformRole {
    /// Every platform role.
    pub const ALL: [PlatformRole; 3] =
        [PlatformRole::Reviewer, PlatformRole::Operator, PlatformRole::Auditor];

    /// The word used in the store and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            PlatformRole::Reviewer => "reviewer",
            PlatformRole::Operator => "operator",
            PlatformRole::Auditor => "auditor",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<PlatformRole> {
        PlatformRole::ALL.into_iter().find(|r| r.word() == word)
    }
}
