//! The embedded catalogue says what the contract data says, neither more nor less.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure here is a failed test")]

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use vermilion_model::{Accepts, Body, Catalogue};
use vermilion_wire::errcode::{Detail, Style, refusal};
use vermilion_wire::{ErrCode, Rid};

fn contract(name: &str) -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/contract/data");
    serde_json::from_slice(&std::fs::read(root.join(name)).unwrap()).unwrap()
}

fn catalogue() -> Vec<Value> {
    serde_json::from_str(include_str!("../../../catalogue/errcodes.json")).unwrap()
}

fn code_of(entry: &Value) -> Option<ErrCode> {
    entry["code"].as_i64().map(|code| ErrCode(i32::try_from(code).unwrap()))
}

#[test]
fn every_numeric_code_is_known_with_its_published_text() {
    let mut own = 0;
    let mut checked = 0;
    for entry in contract("errcodes.json") {
        // Codes that are words belong to payment, which has no place here.
        let Some(code) = code_of(&entry) else { continue };
        checked += 1;
        assert!(code.is_known(), "{code:?}");
        match entry["errmsg"].as_str().unwrap() {
            "" => own += 1,
            published => assert_eq!(code.errmsg(), published),
        }
        assert!(!code.errmsg().is_empty());
    }
    assert_eq!((checked, own), (766, 180));
    let marked = catalogue().iter().filter(|entry| entry["own"] == true).count();
    assert_eq!((catalogue().len(), marked), (checked, own));
}

#[test]
fn texts_of_our_own_stand_only_where_none_is_published() {
    let published: BTreeSet<ErrCode> =
        contract("errcodes.json").iter().filter(|entry| entry["errmsg"] != "").filter_map(code_of).collect();
    for entry in catalogue().iter().filter(|entry| entry["own"] == true) {
        assert!(!published.contains(&code_of(entry).unwrap()), "{entry}");
        assert!(entry["errmsg"].as_str().unwrap().is_ascii(), "{entry}");
    }
}

#[test]
fn refusals_read_as_observed_on_the_wire() {
    let mut seen = Vec::new();
    for entry in contract("errcodes.json") {
        let (Some(code), Some(observed)) = (code_of(&entry), entry["errmsg_observed"].as_str()) else {
            continue;
        };
        let (text, _) = observed.split_once(" rid: ").unwrap();
        let detail = match code {
            ErrCode::INVALID_IP => Detail::Address("120.244.112.8".parse().unwrap()),
            ErrCode::ARGUMENT_INVALID => Detail::More("data.time2.value is empty"),
            _ => Detail::None,
        };
        let rid = Rid::from_groups([1, 2, 3]);
        let body: Value = serde_json::from_slice(&refusal(code, Style::CgiBin, detail, rid)).unwrap();
        assert_eq!(body["errcode"].as_i64(), Some(i64::from(code.0)));
        assert_eq!(body["errmsg"], format!("{text} rid: 00000001-00000002-00000003"));
        seen.push(code.0);
    }
    assert_eq!(seen, [40001, 40013, 40125, 40164, 41001, 43101, 47003]);
}

#[test]
fn every_code_makes_a_readable_refusal_in_both_styles() {
    let rid = Rid::from_groups([1, 2, 3]);
    for entry in catalogue() {
        let code = code_of(&entry).unwrap();
        for (style, end) in [(Style::CgiBin, " rid: "), (Style::Sns, ", rid: ")] {
            let body: Value = serde_json::from_slice(&refusal(code, style, Detail::None, rid)).unwrap();
            assert!(body["errmsg"].as_str().unwrap().ends_with(&format!("{end}{rid}")), "{body}");
        }
    }
}

/// Whose tokens the contract lets a call take.
fn accepts_of(entry: &Value) -> Vec<Accepts> {
    match entry["auth"].as_str().unwrap() {
        "access_token" => {
            let tokens =
                entry["accepts_tokens"].as_array().unwrap_or_else(|| panic!("{entry} names no tokens"));
            tokens.iter().map(|token| bearer_of(token.as_str().unwrap())).collect()
        }
        "authorizer_access_token" => vec![Accepts::Authorizer],
        "component_access_token" => vec![Accepts::Component],
        "appid+secret" | "none" => vec![],
        other => panic!("unknown auth {other}"),
    }
}

fn bearer_of(token: &str) -> Accepts {
    match token.split(' ').next().unwrap() {
        "access_token" => Accepts::Account,
        "authorizer_access_token" => Accepts::Authorizer,
        "component_access_token" => Accepts::Component,
        other => panic!("unknown token {other}"),
    }
}

#[test]
fn every_call_of_the_api_stands_as_the_contract_says() {
    let api: Vec<Value> = contract("endpoints.json")
        .into_iter()
        .filter(|entry| entry["host"] == "api.weixin.qq.com" && entry["kind"] == "api")
        .collect();
    let embedded = Catalogue::embedded().unwrap();
    assert_eq!((api.len(), embedded.calls().len()), (177, 177));
    for entry in api {
        let path = entry["path"].as_str().unwrap();
        let call = embedded.call_by_path(path).unwrap_or_else(|| panic!("{path} is not embedded"));
        let body = match entry["body_encoding"].as_str().unwrap() {
            "none" => Body::None,
            "json" => Body::Json,
            "xml" => Body::Xml,
            "multipart" => Body::Multipart,
            other => panic!("unknown body {other}"),
        };
        assert_eq!((call.method.as_str(), call.body), (entry["method"].as_str().unwrap(), body), "{path}");
        assert_eq!(call.accepts, accepts_of(&entry), "{path}");
        assert_eq!(call.sns, path.starts_with("/sns/"), "{path}");
    }
}
