//! OpenIDs and UnionIDs (用户标识): one AES block, so that no map stands on the hot path.
//!
//! Permanent layout, 21 bytes as 28 characters of URL-safe base64: 6 bits the letter `o`, 4 bits key
//! id, 30 bits account tag, then one AES-128 block of (account u32, ordinal u32, incarnation u16,
//! kind u8, five zero bytes), all big-endian.

use std::fmt;

use aes::Aes128;
use aes::cipher::{BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use vermilion_model::{AccountNo, AppId, Incarnation, Ordinal};

use crate::KeyBytes;
use crate::key_set::KeySet;
use crate::layout::{Put, Take, head, narrow, url_bytes, url_text, widen};
use crate::text::Ascii;

/// The value of the letter `o` in base64: every id starts with it, as at WeChat.
const LETTER_O: u64 = 40;

/// Which of the two an id is. The numbers are permanent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum UserIdKind {
    /// A user within one account.
    OpenId = 1,
    /// A user across the accounts bound to one open-platform account.
    UnionId = 2,
}

/// The account an id belongs to; for a UnionID, the open-platform account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holder {
    tag: u32,
    number: AccountNo,
}

impl Holder {
    /// Hashes the AppID (30 bits are kept); worth keeping beside the account on the hot path.
    pub fn new(app_id: &AppId, number: AccountNo) -> Holder {
        let tag = u32::from_be_bytes(head(&blake3::hash(app_id.as_str().as_bytes()))) >> 2;
        Holder { tag, number }
    }
}

/// A user's number within the holder, and the incarnation in which it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserNo {
    /// The number in the order of first login.
    pub ordinal: Ordinal,
    /// The store's incarnation then. The caller checks that the ordinal lies in its range.
    pub incarnation: Incarnation,
}

/// The 28 characters. An id is no secret, so it prints.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OpenId(Ascii<28>);

impl OpenId {
    /// The 28 characters.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}
impl fmt::Display for OpenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
impl fmt::Debug for OpenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text is no id of this kind and holder; it may stand in the table of those brought from elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this account")]
pub struct NotOurId;

/// Makes and reads ids.
#[derive(Debug)]
pub struct OpenIds(KeySet<Aes128>);

impl OpenIds {
    /// Ids have four bits for the key's number.
    pub(crate) const MAX_KEY_ID: u8 = 15;

    pub(crate) fn new(keys: KeySet<Aes128>) -> OpenIds {
        OpenIds(keys)
    }

    pub(crate) fn cipher(key: &KeyBytes) -> Aes128 {
        let derived = key.derive("vermilion 1 openid block");
        let half: [u8; 16] = derived.expose().first_chunk().copied().unwrap_or_default();
        Aes128::new(&half.into())
    }

    /// The one spelling of a user's id. The oldest key makes it, so that it never changes.
    pub fn encode(&self, kind: UserIdKind, holder: Holder, user: UserNo) -> OpenId {
        let (id, cipher) = self.0.oldest();
        spell(id, cipher, kind, holder, user)
    }

    /// Who an id is of.
    ///
    /// # Errors
    /// `NotOurId` unless encoding the answer again gives exactly this text.
    pub fn decode(&self, kind: UserIdKind, holder: Holder, text: &str) -> Result<UserNo, NotOurId> {
        let bytes: [u8; 21] = url_bytes(text.as_bytes()).ok_or(NotOurId)?;
        let mut take = Take::new(&bytes);
        let prefix = widen(take.take::<5>().ok_or(NotOurId)?);
        let id = u8::try_from((prefix >> 30) & 15).map_err(|_| NotOurId)?;
        let cipher = self.0.get(id).ok_or(NotOurId)?;
        let mut block = take.take::<16>().ok_or(NotOurId)?.into();
        cipher.decrypt_block(&mut block);
        let mut take = Take::new(&block);
        take.take::<4>();
        let user = UserNo {
            ordinal: Ordinal(u32::from_be_bytes(take.take().ok_or(NotOurId)?)),
            incarnation: Incarnation(u16::from_be_bytes(take.take().ok_or(NotOurId)?)),
        };
        // One comparison checks letter, tag, account, kind and zeros: whatever differs is not ours.
        if spell(id, cipher, kind, holder, user).as_str() == text { Ok(user) } else { Err(NotOurId) }
    }
}

fn spell(id: u8, cipher: &Aes128, kind: UserIdKind, holder: Holder, user: UserNo) -> OpenId {
    let mut block = Put::<16>::new()
        .put(&holder.number.0.to_be_bytes())
        .put(&user.ordinal.0.to_be_bytes())
        .put(&user.incarnation.0.to_be_bytes())
        .put(&[kind as u8, 0, 0, 0, 0, 0])
        .done()
        .into();
    cipher.encrypt_block(&mut block);
    let prefix = (LETTER_O << 34) | (u64::from(id) << 30) | u64::from(holder.tag);
    OpenId(Ascii(url_text(&Put::<21>::new().put(&narrow::<5>(prefix)).put(&block).done())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use vermilion_model::Time;

    use super::*;

    fn ids() -> OpenIds {
        let key = |seed| OpenIds::cipher(&KeyBytes::new([seed; 32]));
        OpenIds::new(KeySet::new(vec![(1, Time::ZERO, key(7)), (2, Time::from_secs(9), key(8))]).unwrap())
    }

    fn holder(number: u32) -> Holder {
        Holder::new(&"wx0123456789abcdef".parse().unwrap(), AccountNo(number))
    }

    fn user(ordinal: u32, incarnation: u16) -> UserNo {
        UserNo { ordinal: Ordinal(ordinal), incarnation: Incarnation(incarnation) }
    }

    #[test]
    fn golden_vectors_hold_for_ever() {
        let open = ids().encode(UserIdKind::OpenId, holder(42), user(1, 1));
        let union = ids().encode(UserIdKind::UnionId, holder(42), user(1, 1));
        assert_eq!(open.as_str(), "oFYkCwSr2Y_Rg6drSc_qoFtNAlwN");
        assert_eq!(union.as_str(), "oFYkCwRR9UI8Wan5WdvW3Bk2nH8c");
    }

    #[test]
    fn another_account_kind_or_key_is_refused() {
        let text = ids().encode(UserIdKind::OpenId, holder(42), user(1, 1));
        let elsewhere = Holder::new(&"wx0123456789abcdee".parse().unwrap(), AccountNo(42));
        assert_eq!(ids().decode(UserIdKind::OpenId, holder(42), text.as_str()), Ok(user(1, 1)));
        assert_eq!(ids().decode(UserIdKind::UnionId, holder(42), text.as_str()), Err(NotOurId));
        assert_eq!(ids().decode(UserIdKind::OpenId, holder(43), text.as_str()), Err(NotOurId));
        assert_eq!(ids().decode(UserIdKind::OpenId, elsewhere, text.as_str()), Err(NotOurId));
    }

    #[test]
    fn five_zero_bytes_are_checked() {
        let cipher = OpenIds::cipher(&KeyBytes::new([7; 32]));
        let mut block =
            Put::<16>::new().put(&[0, 0, 0, 42, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0, 1]).done().into();
        cipher.encrypt_block(&mut block);
        let prefix = (LETTER_O << 34) | (1 << 30) | u64::from(holder(42).tag);
        let bytes: [u8; 21] = Put::new().put(&narrow::<5>(prefix)).put(&block).done();
        let text: [u8; 28] = url_text(&bytes);
        let text = std::str::from_utf8(&text).unwrap();
        assert_eq!(ids().decode(UserIdKind::OpenId, holder(42), text), Err(NotOurId));
    }

    proptest! {
        #[test]
        fn ids_come_back_and_look_like_wechats(number: u32, ordinal: u32, incarnation: u16) {
            let text = ids().encode(UserIdKind::OpenId, holder(number), user(ordinal, incarnation));
            prop_assert!(text.as_str().starts_with('o') && text.as_str().len() == 28);
            let back = ids().decode(UserIdKind::OpenId, holder(number), text.as_str());
            prop_assert_eq!(back, Ok(user(ordinal, incarnation)));
        }

        #[test]
        fn any_changed_character_is_refused(ordinal: u32, at in 0_usize..28, by in "[A-Za-z0-9_-]") {
            let mut text = ids().encode(UserIdKind::OpenId, holder(1), user(ordinal, 1)).to_string();
            prop_assume!(text[at..=at] != by);
            text.replace_range(at..=at, &by);
            prop_assert_eq!(ids().decode(UserIdKind::OpenId, holder(1), &text), Err(NotOurId));
        }

        #[test]
        fn any_text_is_answered(text: String) {
            prop_assert_eq!(ids().decode(UserIdKind::OpenId, holder(1), &text), Err(NotOurId));
        }
    }
}
