use super::*;
use crate::json::Object;
use proptest::prelude::*;
use vermilion_model::{AppId, Time};

fn app(text: &str) -> AppId {
    text.parse().unwrap()
}

fn sample(key: &SessionKey, iv: [u8; 16], name: &str) -> EncryptedData {
    let mark = Watermark { appid: app("wx4f4bc4dec97d474b"), at: Time::from_secs(1_477_314_187) };
    encrypt(key, iv, Object::new().text("nickName", name), mark)
}

#[test]
fn the_key_is_never_printed() {
    let key: SessionKey = "tiihtNczf5v6AKRyjwEUhQ==".parse().unwrap();
    assert_eq!(key.text(), "tiihtNczf5v6AKRyjwEUhQ==");
    assert_eq!(format!("{key:?}"), "SessionKey(..)");
    for bad in ["", "tiihtNczf5v6AKRyjwEUhQ", "tiihtNczf5v6AKRyjwEU", "中文"] {
        assert_eq!(bad.parse::<SessionKey>(), Err(NotASessionKey), "{bad}");
    }
}

#[test]
fn a_login_signature_is_keyed_by_the_text_and_comes_in_any_case() {
    let key: SessionKey = "tiihtNczf5v6AKRyjwEUhQ==".parse().unwrap();
    let signature = login_signature(&key, b"");
    assert_eq!(signature, "7154f9f8b4b76b92f541cbf0e37d48840fa06e5e42da92a6f80168a1516a4735");
    assert!(login_signature_is(signature.as_bytes(), &key, b""));
    assert!(login_signature_is(signature.to_uppercase().as_bytes(), &key, b""));
    assert!(!login_signature_is(signature.as_bytes(), &key, b"{}"));
    for wrong in [&b""[..], b"\xff\xfe", b"zz", &signature.as_bytes()[..62]] {
        assert!(!login_signature_is(wrong, &key, b""));
    }
}

#[test]
fn another_accounts_data_is_refused_like_damaged_data() {
    let key = SessionKey::from_bytes([7; 16]);
    let data = sample(&key, [9; 16], "小明");
    let own = app("wx4f4bc4dec97d474b");
    assert_eq!(
        decrypt(&key, &data, own).unwrap(),
        r#"{"nickName":"小明","watermark":{"timestamp":1477314187,"appid":"wx4f4bc4dec97d474b"}}"#
    );
    assert_eq!(decrypt(&key, &data, app("wx0000000000000000")), Err(NotDecryptable));
    assert_eq!(decrypt(&SessionKey::from_bytes([8; 16]), &data, own), Err(NotDecryptable));
    let damaged = EncryptedData { iv: "AAAA".into(), ..data };
    assert_eq!(decrypt(&key, &damaged, own), Err(NotDecryptable));
}

#[test]
fn the_hashes_are_sha256_of_the_text_and_of_the_bytes() {
    // Published: SHA-256 of "abc". "YWJj" is its base64.
    let data = EncryptedData { encrypted_data: "YWJj".into(), iv: String::new() };
    let [text, raw] = data.hashes().map(hex::encode);
    assert_eq!(raw, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(text, "35d95694d3f160215db293c7899daa5907837838fb4b8119ed713e32446c1266");
}

proptest! {
    #[test]
    fn data_goes_round(key: [u8; 16], iv: [u8; 16], name in any::<String>()) {
        let key = SessionKey::from_bytes(key);
        let text = decrypt(&key, &sample(&key, iv, &name), app("wx4f4bc4dec97d474b")).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(value["nickName"].as_str(), Some(name.as_str()));
    }

    #[test]
    fn any_ciphertext_is_answered(bytes: Vec<u8>, iv: Vec<u8>, text in ".*") {
        use base64::Engine;
        let encode = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
        let key = SessionKey::from_bytes([1; 16]);
        let own = app("wx4f4bc4dec97d474b");
        let random = EncryptedData { encrypted_data: encode(&bytes), iv: encode(&iv) };
        prop_assert_eq!(decrypt(&key, &random, own), Err(NotDecryptable));
        let words = EncryptedData { encrypted_data: text.clone(), iv: text };
        prop_assert_eq!(decrypt(&key, &words, own), Err(NotDecryptable));
    }

    #[test]
    fn any_signature_is_answered(given: Vec<u8>, raw: Vec<u8>) {
        let key = SessionKey::from_bytes([1; 16]);
        prop_assert!(!login_signature_is(&given, &key, &raw));
        prop_assert!(!raw_data_signature_is(&given, &raw, &key));
        prop_assert!(raw_data_signature_is(raw_data_signature(&raw, &key).as_bytes(), &raw, &key));
    }
}
