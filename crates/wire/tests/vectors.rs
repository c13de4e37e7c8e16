//! Every published vector, run against the real functions.
//!
//! `tests/contract/data/vectors.json` is taken whole: a vector of a kind that is neither run nor
//! listed as not built fails, and so does a number that changed without this file.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure here is a failed test")]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use vermilion_model::Time;
use vermilion_wire::json::Object;
use vermilion_wire::push::{self, MessageKey, NotUsable};
use vermilion_wire::user_data::{self, EncryptedData, SessionKey, Watermark};
use vermilion_wire::{jssdk, user_data::NotDecryptable};

/// What is run, with the number of vectors of each kind.
const RUN: [(&str, usize); 6] = [
    ("encrypted_data", 1),
    ("encrypted_message", 8),
    ("jssdk_signature", 2),
    ("rawdata_signature", 2),
    ("server_signature", 1),
    ("sorted_sha1", 3),
];

/// What is not, with the reason and the ids.
const NOT_BUILT: [(&str, &str, &[&str]); 4] = [
    (
        "pay_v2_sign",
        "payment is not part of this crate",
        &[
            "pay-v2-bridge-hmac",
            "pay-v2-bridge-md5",
            "pay-v2-hmac-1",
            "pay-v2-hmac-2",
            "pay-v2-md5-1",
            "pay-v2-md5-2",
        ],
    ),
    (
        "pay_v2_refund_req_info",
        "payment is not part of this crate",
        &["pay-v2-refund-notify-1", "pay-v2-refund-notify-2"],
    ),
    ("pay_v3_aead", "payment is not part of this crate", &["pay-v3-aead-1"]),
    (
        "pay_v3_signature",
        "payment is not part of this crate",
        &["pay-v3-request-signature-1", "pay-v3-request-signature-2"],
    ),
];

fn vectors() -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/contract/data/vectors.json");
    let mut file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    serde_json::from_value(file.pointer_mut("/vectors").unwrap().take()).unwrap()
}

fn text<'v>(vector: &'v Value, field: &str) -> &'v str {
    vector[field].as_str().unwrap_or_else(|| panic!("{} has no {field}", vector["id"]))
}

fn of_kind(kind: &str) -> Vec<Value> {
    let found: Vec<Value> = vectors().into_iter().filter(|vector| vector["kind"] == kind).collect();
    let expected = RUN.iter().find(|(name, _)| *name == kind).unwrap().1;
    assert_eq!(found.len(), expected, "{kind}");
    found
}

#[test]
fn no_vector_is_dropped() {
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for vector in vectors() {
        ids.entry(text(&vector, "kind").to_owned()).or_default().push(text(&vector, "id").to_owned());
    }
    let mut out = std::io::stdout().lock();
    for (kind, reason, expected) in NOT_BUILT {
        let mut found = ids.remove(kind).unwrap();
        found.sort();
        assert_eq!(found, expected, "{kind}");
        writeln!(out, "not built: {} {kind} ({reason}): {}", found.len(), found.join(", ")).unwrap();
    }
    let run: Vec<(&str, usize)> = ids.iter().map(|(kind, ids)| (kind.as_str(), ids.len())).collect();
    assert_eq!(run, RUN);
    let count: usize = RUN.iter().map(|(_, count)| count).sum();
    let skipped: usize = NOT_BUILT.iter().map(|(_, _, ids)| ids.len()).sum();
    writeln!(out, "vectors: {count} run, {skipped} of formats not built").unwrap();
    assert_eq!(count + skipped, vectors().len());
}

#[test]
fn server_signatures() {
    for vector in of_kind("server_signature") {
        let (token, timestamp, nonce) =
            (text(&vector, "token"), text(&vector, "timestamp"), text(&vector, "nonce"));
        let signature = text(&vector, "signature");
        assert_eq!(push::server_signature(token, timestamp, nonce), signature);
        assert!(push::server_signature_is(signature.to_uppercase().as_bytes(), token, timestamp, nonce));
    }
}

#[test]
fn sorted_signatures() {
    for vector in of_kind("sorted_sha1") {
        let parts: Vec<&str> =
            vector["parts"].as_array().unwrap().iter().map(|part| part.as_str().unwrap()).collect();
        let signature = match *parts.as_slice() {
            [a, b, c] => jssdk::card_signature([a, b, c]),
            [a, b, c, d] => jssdk::card_signature([a, b, c, d]),
            _ => panic!("{} has {} parts", vector["id"], parts.len()),
        };
        assert_eq!(signature, text(&vector, "signature"), "{}", vector["id"]);
    }
}

#[test]
fn raw_data_signatures() {
    for vector in of_kind("rawdata_signature") {
        let key: SessionKey = text(&vector, "session_key").parse().unwrap();
        let signature = user_data::raw_data_signature(text(&vector, "raw_data").as_bytes(), &key);
        assert_eq!(signature, text(&vector, "signature"), "{}", vector["id"]);
    }
}

#[test]
fn js_sdk_signatures() {
    for vector in of_kind("jssdk_signature") {
        let timestamp = vector["timestamp"].as_i64().unwrap();
        let signature = jssdk::signature(
            text(&vector, "jsapi_ticket"),
            text(&vector, "noncestr"),
            timestamp,
            text(&vector, "url"),
        );
        assert_eq!(signature, text(&vector, "signature"), "{}", vector["id"]);
    }
}

#[test]
fn encrypted_messages() {
    for vector in of_kind("encrypted_message") {
        let id = text(&vector, "id");
        let key: MessageKey = text(&vector, "encoding_aes_key").parse().unwrap();
        let (to, encrypted) = (text(&vector, "receive_id"), text(&vector, "encrypt"));
        let signature = push::message_signature(
            text(&vector, "token"),
            text(&vector, "timestamp"),
            text(&vector, "nonce"),
            encrypted,
        );
        assert_eq!(signature, text(&vector, "msg_signature"), "{id}");
        let plain = text(&vector, "plaintext").as_bytes();
        assert_eq!(push::open(&key, to, encrypted).as_deref(), Ok(plain), "{id}");
        assert_eq!(push::open(&key, "wx0000000000000000", encrypted), Err(NotUsable), "{id}");
        let random = text(&vector, "random").as_bytes().try_into().unwrap();
        assert_eq!(push::seal(&key, to, random, plain), encrypted, "{id}");
    }
}

#[test]
fn encrypted_data() {
    for vector in of_kind("encrypted_data") {
        let key: SessionKey = text(&vector, "session_key").parse().unwrap();
        let data = EncryptedData {
            encrypted_data: text(&vector, "encrypted_data").to_owned(),
            iv: text(&vector, "iv").to_owned(),
        };
        let user = &vector["plaintext_json"];
        let mark = &user["watermark"];
        let appid = text(mark, "appid").parse().unwrap();
        assert_eq!(user_data::decrypt(&key, &data, appid).as_deref(), Ok(text(&vector, "plaintext")));
        let other = "wx0000000000000000".parse().unwrap();
        assert_eq!(user_data::decrypt(&key, &data, other), Err(NotDecryptable));

        let field = |object: Object, name| object.text(name, text(user, name));
        let head = ["openId", "nickName"].into_iter().fold(Object::new(), field);
        let head = head.int("gender", user["gender"].as_i64().unwrap());
        let rest = ["language", "city", "province", "country", "avatarUrl", "unionId"];
        let mark = Watermark { appid, at: Time::from_secs(mark["timestamp"].as_i64().unwrap()) };
        let iv = STANDARD.decode(&data.iv).unwrap().try_into().unwrap();
        let made = user_data::encrypt(&key, iv, rest.into_iter().fold(head, field), mark);
        assert_eq!(made.iv, data.iv);
        assert_eq!(made.encrypted_data, data.encrypted_data);
    }
}
