//! Accounts 账号: types, standing, secrets.

use serde::{Deserialize, Serialize};

/// A registered account 账号; its key everywhere inside is [`crate::AccountNo`].
#[derive(Debug)]
pub enum Account {}

/// What an account is. Source: contract, account types.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountType {
    /// 小程序
    MiniProgram,
    /// 服务号
    ServiceAccount,
    /// 订阅号
    SubscriptionAccount,
    /// 第三方平台
    ThirdPartyPlatform,
    /// 开放平台账号
    OpenPlatformAccount,
}

impl AccountType {
    /// Every type, in the order the registration form shows them.
    pub const ALL: [AccountType; 5] = [
        AccountType::SubscriptionAccount,
        AccountType::ServiceAccount,
        AccountType::MiniProgram,
        AccountType::ThirdPartyPlatform,
        AccountType::OpenPlatformAccount,
    ];

    /// The word used in the store, the catalogue and the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            AccountType::MiniProgram => "mini_program",
            AccountType::ServiceAccount => "service_account",
            AccountType::SubscriptionAccount => "subscription_account",
            AccountType::ThirdPartyPlatform => "third_party_platform",
            AccountType::OpenPlatformAccount => "open_platform_account",
        }
    }

    /// From that word.
    pub fn from_word(word: &str) -> Option<AccountType> {
        AccountType::ALL.into_iter().find(|t| t.word() == word)
    }
}

/// Whether the platform and the owner let an account act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Acts as its authorizations allow.
    Good,
    /// 冻结: the owner stopped it for a while.
    Frozen,
    /// 待审核: reviewers have not admitted it yet.
    Pending,
    /// The owner is closing it, and may still keep it.
    Closing,
    /// 封禁: the platform stopped it.
    Suspended,
    /// 注销: it is closed for good.
    Closed,
}

/// What keeps an account from acting. Each is lifted on its own: an account that was frozen before it was
/// suspended is frozen when the suspension ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Stops(u8);

impl Stops {
    /// Nothing.
    pub const NONE: Stops = Stops(0);
    /// 冻结
    pub const FROZEN: Stops = Stops(1);
    /// The owner is closing it.
    pub const CLOSING: Stops = Stops(2);
    /// 封禁
    pub const SUSPENDED: Stops = Stops(4);
    /// 注销
    pub const CLOSED: Stops = Stops(8);
    /// Not admitted yet.
    pub const PENDING: Stops = Stops(16);

    /// These and those.
    #[must_use]
    pub const fn and(self, more: Stops) -> Stops {
        Stops(self.0 | more.0)
    }

    /// These without those.
    #[must_use]
    pub const fn without(self, less: Stops) -> Stops {
        Stops(self.0 & !less.0)
    }

    /// How the account stands under them: by the one that is hardest to lift.
    pub const fn standing(self) -> Standing {
        if self.0 & Stops::CLOSED.0 != 0 {
            Standing::Closed
        } else if self.0 & Stops::SUSPENDED.0 != 0 {
            Standing::Suspended
        } else if self.0 & Stops::CLOSING.0 != 0 {
            Standing::Closing
        } else if self.0 & Stops::PENDING.0 != 0 {
            Standing::Pending
        } else if self.0 & Stops::FROZEN.0 != 0 {
            Standing::Frozen
        } else {
            Standing::Good
        }
    }
}

impl Standing {
    /// Every standing.
    pub const ALL: [Standing; 6] = [
        Standing::Good,
        Standing::Frozen,
        Standing::Pending,
        Standing::Closing,
        Standing::Suspended,
        Standing::Closed,
    ];

    /// From the word used in the APIs.
    pub fn from_word(word: &str) -> Option<Standing> {
        Standing::ALL.into_iter().find(|standing| standing.word() == word)
    }

    /// The word used in the APIs and the language files.
    pub const fn word(self) -> &'static str {
        match self {
            Standing::Good => "good",
            Standing::Frozen => "frozen",
            Standing::Pending => "pending",
            Standing::Closing => "closing",
            Standing::Suspended => "suspended",
            Standing::Closed => "closed",
        }
    }
}

/// Whether an account's secrets may fetch tokens and exchange codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretsState {
    /// They work.
    Usable,
    /// 冻结: the owner froze them (40243).
    Frozen,
}

impl SecretsState {
    /// The word used in the APIs.
    pub const fn word(self) -> &'static str {
        match self {
            SecretsState::Usable => "usable",
            SecretsState::Frozen => "frozen",
        }
    }
}

/// What happens to the tokens that a dying secret fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItsTokens {
    /// They live out their time.
    LiveOn,
    /// They end with it.
    EndToo,
}

impl ItsTokens {
    /// From the word used in the APIs.
    pub fn from_word(word: &str) -> Option<ItsTokens> {
        match word {
            "live_on" => Some(ItsTokens::LiveOn),
            "end_too" => Some(ItsTokens::EndToo),
            _ => None,
        }
    }
}

/// A keyed digest, with the number of the key that made it. Not reversible.
///
/// Equality here is for facts and rows; a secret typed by a caller is compared by `seal`, in constant time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Digest {
    /// The digest key's number.
    pub key: u8,
    /// Thirty-two bytes, hex in facts.
    #[serde(with = "crate::hex32")]
    pub bytes: [u8; 32],
}

impl Digest {
    /// The 33 bytes to store: key number first.
    pub fn to_bytes(&self) -> [u8; 33] {
        let mut out = [self.key; 33];
        for (slot, byte) in out.iter_mut().skip(1).zip(self.bytes) {
            *slot = byte;
        }
        out
    }

    /// From a stored column; `None` unless it has exactly 33 bytes.
    pub fn from_slice(bytes: &[u8]) -> Option<Digest> {
        let (key, rest) = bytes.split_first()?;
        Some(Digest { key: *key, bytes: rest.try_into().ok()? })
    }
}

/// Prints its key and four bytes only: enough to follow one through a log, not to compare it with a guess.
impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let start = self.bytes.first_chunk().map_or(0, |head| u32::from_be_bytes(*head));
        write!(f, "Digest({}:{start:08x}..)", self.key)
    }
}
