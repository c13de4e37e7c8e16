//! A user's profile as a mini program's client carries it: `encryptedData` with its `iv`, `rawData`
//! with its `signature`.

use vermilion_service::hosts::UserData;
use vermilion_wire::json::Object;
use vermilion_wire::user_data::{SessionKey, Watermark, encrypt, raw_data_signature};

use crate::host::users::data::UserDataSealed;

/// What stands for a nickname that the user does not show; WeChat's word.
const UNNAMED: &str = "微信用户";

pub(crate) fn seal(data: &UserData, iv: [u8; 16]) -> UserDataSealed {
    let key = SessionKey::from_bytes(*data.session_key.expose());
    let raw_data = profile(Object::new(), data).finish();
    let whole =
        profile(Object::new().text("openId", data.open_id.as_str()), data).maybe("unionId", data.union_id());
    let sealed = encrypt(&key, iv, whole, Watermark { appid: data.app_id, at: data.at });
    UserDataSealed {
        signature: raw_data_signature(&raw_data, &key),
        encrypted_data: sealed.encrypted_data,
        iv: sealed.iv,
        raw_data: String::from_utf8(raw_data).unwrap_or_default(),
    }
}

/// WeChat's fields in WeChat's order. Gender and place are empty: no host app is asked for them.
fn profile(object: Object, data: &UserData) -> Object {
    object
        .text("nickName", data.nickname.as_deref().unwrap_or(UNNAMED))
        .int("gender", 0)
        .text("language", "zh_CN")
        .text("city", "")
        .text("province", "")
        .text("country", "")
        .text("avatarUrl", data.avatar_url.as_deref().unwrap_or(""))
}
