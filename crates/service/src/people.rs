//! What is sealed of people: the forms of the boxes.

use serde::{Deserialize, Serialize};

/// What the store keeps of a user, sealed under the user's key in `usr`.
#[derive(Clone, Serialize, Deserialize)]
pub struct UserBox {
    /// The host app's own id.
    pub external_id: String,
    /// The phone number.
    pub phone: Option<PhoneNumber>,
    /// The nickname.
    pub nickname: Option<String>,
    /// Where the avatar is.
    pub avatar_url: Option<String>,
}

/// A phone number.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneNumber {
    /// Digits of the country code, e.g. `86`.
    pub country_code: String,
    /// The number without it, digits.
    pub number: String,
}

/// What the store keeps of a member, sealed under the member's key in `member`.
#[derive(Clone, Serialize, Deserialize)]
pub struct MemberBox {
    /// The e-mail address they sign in with.
    pub email: String,
    /// The phone number.
    pub phone: Option<String>,
    /// What they are called.
    pub name: Option<String>,
}

/// What the store keeps of an account, sealed under its own key in `account`.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct AccountBox {
    /// 名称
    pub name: String,
    /// 介绍
    pub introduction: String,
    /// 头像, as a `data:` address; nothing before the first.
    #[serde(default)]
    pub avatar: Option<String>,
    /// 服务类目, its word; nothing before the first.
    #[serde(default)]
    pub category: Option<String>,
}

/// A message, sealed under the ring's box key in `mail`.
#[derive(Clone, Serialize, Deserialize)]
pub struct MailBox {
    /// `email`, `sms` or `webhook`.
    pub channel: String,
    /// Whom: an address, a number, or a webhook's URL.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// By which the receiver of a webhook knows that it is ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

macro_rules! hidden {
    ($($name:ident),+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}
hidden!(UserBox, PhoneNumber, MemberBox, AccountBox, MailBox);
