//! Consents 用户同意: what a user allowed one account.

use serde::{Deserialize, Serialize};

/// A standing scope 授权范围: asked once, remembered, shown by `getSetting`, withdrawn by the user.
///
/// The first seven are those on which a server call may depend; their bit numbers are permanent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// Nickname and avatar.
    #[serde(rename = "scope.userInfo")]
    UserInfo,
    /// Location while in use.
    #[serde(rename = "scope.userLocation")]
    UserLocation,
    /// Step count.
    #[serde(rename = "scope.werun")]
    WeRun,
    /// The phone number, handed over act by act; withdrawing it kills unspent codes.
    #[serde(rename = "scope.phoneNumber")]
    PhoneNumber,
    /// Messages that the user subscribed to.
    #[serde(rename = "scope.subscribeMessage")]
    SubscribeMessage,
    /// The privacy notice as a whole.
    #[serde(rename = "scope.privacy")]
    Privacy,
    /// Invoices.
    #[serde(rename = "scope.invoice")]
    Invoice,
    /// Background location.
    #[serde(rename = "scope.userLocationBackground")]
    UserLocationBackground,
    /// Microphone.
    #[serde(rename = "scope.record")]
    Record,
    /// Camera.
    #[serde(rename = "scope.camera")]
    Camera,
    /// Bluetooth.
    #[serde(rename = "scope.bluetooth")]
    Bluetooth,
    /// Writing to the album.
    #[serde(rename = "scope.writePhotosAlbum")]
    WritePhotosAlbum,
    /// Writing to the calendar.
    #[serde(rename = "scope.addPhoneCalendar")]
    AddPhoneCalendar,
    /// Writing to the contacts.
    #[serde(rename = "scope.addPhoneContact")]
    AddPhoneContact,
    /// Postal address.
    #[serde(rename = "scope.address")]
    Address,
}

impl Scope {
    /// Every scope, in the order of their permanent numbers.
    pub const ALL: [Scope; 15] = [
        Scope::UserInfo,
        Scope::UserLocation,
        Scope::WeRun,
        Scope::PhoneNumber,
        Scope::SubscribeMessage,
        Scope::Privacy,
        Scope::Invoice,
        Scope::UserLocationBackground,
        Scope::Record,
        Scope::Camera,
        Scope::Bluetooth,
        Scope::WritePhotosAlbum,
        Scope::AddPhoneCalendar,
        Scope::AddPhoneContact,
        Scope::Address,
    ];

    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Scope::UserInfo => "scope.userInfo",
            Scope::UserLocation => "scope.userLocation",
            Scope::WeRun => "scope.werun",
            Scope::PhoneNumber => "scope.phoneNumber",
            Scope::SubscribeMessage => "scope.subscribeMessage",
            Scope::Privacy => "scope.privacy",
            Scope::Invoice => "scope.invoice",
            Scope::UserLocationBackground => "scope.userLocationBackground",
            Scope::Record => "scope.record",
            Scope::Camera => "scope.camera",
            Scope::Bluetooth => "scope.bluetooth",
            Scope::WritePhotosAlbum => "scope.writePhotosAlbum",
            Scope::AddPhoneCalendar => "scope.addPhoneCalendar",
            Scope::AddPhoneContact => "scope.addPhoneContact",
            Scope::Address => "scope.address",
        }
    }

    /// From the wire name.
    pub fn from_name(name: &str) -> Option<Scope> {
        Scope::ALL.into_iter().find(|scope| scope.name() == name)
    }

    /// The scope's permanent number in the store.
    pub fn number(self) -> u8 {
        u8::try_from(self as usize).unwrap_or(u8::MAX)
    }

    /// From that number.
    pub fn from_number(number: u8) -> Option<Scope> {
        Scope::ALL.get(usize::from(number)).copied()
    }

    /// The bit held in memory for each pair: only scopes on which a server call may depend have one.
    pub fn bit(self) -> Option<u8> {
        let bit = 1u8.checked_shl(u32::from(self.number()))?;
        (bit & Scope::GONE == 0).then_some(bit)
    }

    /// The bit that says: this user is gone from this account. Never reused.
    pub const GONE: u8 = 0x80;
}

/// What a call needs from the user it concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind", content = "scope")]
pub enum ConsentNeed {
    /// Nothing.
    None,
    /// This standing scope, granted and not withdrawn.
    Standing(Scope),
    /// A single-use code from the user's own act; withdrawing the scope kills unspent codes.
    PerAct(Scope),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_names_and_bits_are_permanent() {
        for (at, scope) in Scope::ALL.into_iter().enumerate() {
            assert_eq!(usize::from(scope.number()), at);
            assert_eq!(Scope::from_number(scope.number()), Some(scope));
            assert_eq!(Scope::from_name(scope.name()), Some(scope));
            let json = serde_json::to_string(&scope).unwrap();
            assert_eq!(json, format!("{:?}", scope.name()));
        }
        assert_eq!(Scope::Invoice.bit(), Some(0x40));
        assert_eq!(Scope::UserLocationBackground.bit(), None);
        assert_eq!(Scope::Camera.bit(), None);
    }
}
