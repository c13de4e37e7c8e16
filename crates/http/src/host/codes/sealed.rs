//! A user's data as a mini program's client carries it: `encryptedData` with its `iv`, and a profile's
//! `rawData` with its `signature`. What was encrypted is noted by its hashes first.

use vermilion_model::CodeKind;
use vermilion_service::Failure;
use vermilion_service::hosts::{Hashes, PhoneData, Sealing, UserData, note_sealed};
use vermilion_wire::json::Object;
use vermilion_wire::reply::full_phone_number;
use vermilion_wire::user_data::{EncryptedData, SessionKey, Watermark, encrypt, raw_data_signature};

use crate::App;
use crate::host::users::data::UserDataSealed;
use crate::host::users::phone_data::PhoneDataSealed;

/// What stands for a nickname that the user does not show; WeChat's word.
pub(crate) const UNNAMED: &str = "微信用户";

/// Seals a profile.
pub(crate) async fn profile(app: &App, data: &UserData) -> Result<UserDataSealed, Failure> {
    let key = SessionKey::from_bytes(*data.sealing.session_key.expose());
    let raw_data = fields(Object::new(), data).finish();
    let whole =
        fields(Object::new().text("openId", data.open_id.as_str()), data).maybe("unionId", data.union_id());
    let mark = Watermark { appid: data.app_id, at: data.sealing.at };
    let sealed = encrypt(&key, app.desk.entropy.bytes(), whole, mark);
    note(app, &data.sealing, &sealed, None).await?;
    Ok(UserDataSealed {
        signature: raw_data_signature(&raw_data, &key),
        encrypted_data: sealed.encrypted_data,
        iv: sealed.iv,
        raw_data: String::from_utf8(raw_data).unwrap_or_default(),
    })
}

/// Seals a phone number; the record says that it was handed over.
pub(crate) async fn phone(app: &App, data: &PhoneData) -> Result<PhoneDataSealed, Failure> {
    let key = SessionKey::from_bytes(*data.sealing.session_key.expose());
    let (country_code, number) = (data.phone.country_code.as_str(), data.phone.number.as_str());
    let whole = Object::new()
        .text("phoneNumber", &full_phone_number(country_code, number))
        .text("purePhoneNumber", number)
        .text("countryCode", country_code);
    let mark = Watermark { appid: data.app_id, at: data.sealing.at };
    let sealed = encrypt(&key, app.desk.entropy.bytes(), whole, mark);
    note(app, &data.sealing, &sealed, Some(CodeKind::Phone)).await?;
    Ok(PhoneDataSealed { encrypted_data: sealed.encrypted_data, iv: sealed.iv })
}

async fn note(
    app: &App,
    sealing: &Sealing,
    sealed: &EncryptedData,
    act: Option<CodeKind>,
) -> Result<(), Failure> {
    let [text, raw] = sealed.hashes();
    note_sealed(&app.desk, sealing, Hashes { text, raw }, act).await
}

/// WeChat's fields in WeChat's order. Gender and place are empty: no host app is asked for them.
fn fields(object: Object, data: &UserData) -> Object {
    object
        .text("nickName", data.nickname.as_deref().unwrap_or(UNNAMED))
        .int("gender", 0)
        .text("language", "zh_CN")
        .text("city", "")
        .text("province", "")
        .text("country", "")
        .text("avatarUrl", data.avatar_url.as_deref().unwrap_or(""))
}
