//! Every parser of what others write: whatever comes, it answers without a panic, and with something bounded.
//! The table is held against the sources: a parser that is new stands in it, or this fails.
//!
//! Formats under a key of ours (tokens, codes, OpenIDs, sealed boxes, session keys' data) have their properties
//! beside them in `seal` and `wire`; bodies and queries, over HTTP, in `tests/wechat/hostile.rs`.

use std::fmt::Debug;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use serde_json::Value;
use vermilion_model::fact::Act;
use vermilion_model::{
    Account, AccountName, AccountType, AppId, Calendar, Catalogue, DomainList, Email, Id, Limits, MediaType,
    Named, Network, PermissionSets, Phone, Place, RegisterRules, ReviewReasons, Seq, SubjectRules,
};
use vermilion_seal::{MasterKeys, TotpSecret, mint};
use vermilion_wire::push::MessageKey;
use vermilion_wire::query::Query;
use vermilion_wire::user_data::SessionKey;
use vermilion_wire::{Rid, json, xml};

/// The longest body that the readers of bytes are asked to take.
const LIMIT: usize = 4_096;

/// One parser: where it stands, what it reads well, and what came of a text, written down.
struct Parser {
    of: &'static str,
    /// Beginnings of what it reads, from which worse is made.
    good: &'static str,
    reads: fn(&str) -> String,
}

fn said(result: impl Debug) -> String {
    format!("{result:?}")
}

fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, T::Err> {
    text.parse()
}

/// Of what does not print: whether it was taken.
fn taken<T, E>(result: &Result<T, E>) -> String {
    result.is_ok().to_string()
}

fn facts(text: &str) -> String {
    let read = Act::KINDS.iter().filter(|kind| Act::parse(kind, Act::VERSION, text).is_ok());
    read.count().to_string()
}

fn catalogue(text: &str) -> String {
    said(Catalogue::parse(text, include_str!("../../../../catalogue/calls.json")).map(|_| ()))
}

fn limits(text: &str) -> String {
    said(Limits::parse(text, &Catalogue::embedded().unwrap()).map(|_| ()))
}

fn domains(text: &str) -> String {
    let lists = [DomainList::Request, DomainList::Socket, DomainList::Udp, DomainList::Tcp];
    said(lists.map(|list| list.read(text)))
}

fn names(text: &str) -> String {
    said(AccountType::ALL.map(|of| AccountName::parse(text, of, "/name")))
}

fn query(text: &str) -> String {
    said(Query::new(text).map(|query| (query.bytes("a").is_some(), query.optional("a", 64).is_ok())))
}

const fn parser(of: &'static str, good: &'static str, reads: fn(&str) -> String) -> Parser {
    Parser { of, good, reads }
}

static PARSERS: &[Parser] = &[
    parser("model/account_name.rs", "朱批 Shop", names),
    parser("model/allow_list.rs", "203.0.113.0/24", |text| said(parsed::<Network>(text))),
    parser("model/app_id.rs", "wx0123456789abcdef", |text| said(parsed::<AppId>(text))),
    parser("model/calendar.rs", "[[year]]\nyear = 2026\n", |text| said(Calendar::parse(text).map(|_| ()))),
    parser("model/catalogue.rs", "version = 1\n[[capability]]\nid = \"a\"\n", catalogue),
    parser("model/email.rs", "ann@example.cn", |text| taken(&Email::parse(text))),
    parser("model/entry_filter.rs", "case:0192", |text| said(Named::parse(text))),
    parser("model/evidence.rs", "%PDF-1.7", |text| said(MediaType::of(text.as_bytes()))),
    parser("model/fact/mod.rs", "{\"account\":7,\"reason\":\"rules\"}", facts),
    parser("model/id.rs", "0192a0c0-0000-7000-8000-000000000000", |text| said(parsed::<Id<Account>>(text))),
    parser("model/limits.rs", "clears_a_month = 10\n[[limit]]\ncall = \"x\"\n", limits),
    parser("model/permission_set.rs", "[[set]]\nnumber = 1\n", |text| {
        said(PermissionSets::parse(text).map(|_| ()))
    }),
    parser("model/phone.rs", "+86 138 0013 8000", |text| taken(&Phone::parse(text))),
    parser("model/place.rs", "1.0-41", |text| said(parsed::<Place>(text))),
    parser("model/register.rs", "[[field]]\nfield = \"name\"\n", |text| {
        said(RegisterRules::parse(text).map(|_| ()))
    }),
    parser("model/review_reason.rs", "[[reason]]\ncode = \"rules\"\n", |text| {
        said(ReviewReasons::parse(text).map(|_| ()))
    }),
    parser("model/seq.rs", "0-41", |text| said(parsed::<Seq>(text))),
    parser("model/server_domains.rs", "https://api.example.cn:8443", domains),
    parser("model/subject.rs", "[[subject]]\ntype = \"enterprise\"\n", |text| {
        said(SubjectRules::parse(text).map(|_| ()))
    }),
    parser("seal/master.rs", "1 0123456789abcdef", |text| taken(&MasterKeys::parse(text))),
    parser("seal/mint.rs", "vms_AAEAAAAA", |text| {
        said((mint::SecretKind::of(text), mint::cookie_incarnation(text)))
    }),
    parser("seal/totp.rs", "JBSWY3DPEHPK3PXP", |text| TotpSecret::from_base32(text).is_some().to_string()),
    parser("wire/json/mod.rs", "{\"a\":[1,{\"b\":\"字\"}]}", |text| {
        said(json::read::<Value>(text.as_bytes(), LIMIT))
    }),
    parser("wire/push/key.rs", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", |text| {
        taken(&parsed::<MessageKey>(text))
    }),
    parser("wire/query.rs", "a=1&b=%E5%AD%97&a=2", query),
    parser("wire/rid.rs", "65f3a1c0-7b2e9d41-0000abcd", |text| said(parsed::<Rid>(text))),
    parser("wire/user_data/session_key.rs", "AAECAwQFBgcICQoLDA0ODw==", |text| {
        taken(&parsed::<SessionKey>(text))
    }),
    parser("wire/xml/reader.rs", "<xml><a><![CDATA[1]]></a></xml>", |text| {
        said(xml::read(text.as_bytes(), LIMIT))
    }),
];

/// Parsers that have their property beside them, or read what this program alone wrote, each with the reason.
const ELSEWHERE: &[(&str, &str)] = &[
    ("model/hex32.rs", "read through the facts, which stand in the table"),
    ("seal/audit/head.rs", "our own signed heads"),
    ("seal/master_file.rs", "read through `MasterKeys::parse`"),
    ("wire/push/reply.rs", "`wire/src/push/tests.rs`, which holds a channel"),
];

/// What anybody may write: noise, what is nearly right, and too much of it.
fn text(good: &'static str) -> impl Strategy<Value = String> {
    let cut = (0..=good.chars().count(), "\\PC{0,8}|[\\x00-\\x1f]{0,4}|[0-9.:/%=&<>\"{}\\[\\]-]{0,12}");
    let nearly = (cut, any::<bool>()).prop_map(|((at, noise), goes_on)| {
        let (head, tail): (String, String) =
            (good.chars().take(at).collect(), good.chars().skip(at).collect());
        format!("{head}{noise}{}", if goes_on { tail } else { String::new() })
    });
    prop_oneof![
        4 => nearly,
        2 => "\\PC{0,200}",
        1 => "[^a]{0,60}",
        1 => (1usize..400).prop_map(move |times| good.repeat(times)),
        1 => ("[\\[{<(\"'%&=.:-]", 1usize..3_000).prop_map(|(sign, times)| sign.repeat(times)),
    ]
}

#[test]
fn each_answers_whatever_comes_and_with_something_bounded() {
    for parser in PARSERS {
        let config = ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() };
        let mut runner = proptest::test_runner::TestRunner::new(config);
        let run = runner.run(&text(parser.good), |text| {
            let came = (parser.reads)(&text);
            // Escaped for printing a character may take ten times its room; names of faults take some of their own.
            prop_assert!(came.len() <= 40 * text.len() + 2_000, "{} bytes of {}", came.len(), text.len());
            prop_assert_eq!(came, (parser.reads)(&text), "it is read in another way the second time");
            Ok(())
        });
        if let Err(fault) = run {
            panic!("{}: {fault}", parser.of);
        }
    }
}

#[test]
fn what_is_good_is_read_by_those_that_tell() {
    for of in ["model/app_id.rs", "model/allow_list.rs", "model/id.rs", "model/place.rs", "model/seq.rs"] {
        let parser = PARSERS.iter().find(|parser| parser.of == of).unwrap();
        assert!((parser.reads)(parser.good).starts_with("Ok("), "{of}: {}", (parser.reads)(parser.good));
    }
}

/// Files of a crate that define a parser, as `model/email.rs`.
fn with_a_parser(folder: &Path, under: &str, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{under}/{}", path.file_name().unwrap().to_str().unwrap());
        if path.is_dir() {
            with_a_parser(&path, &name, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") && !name.ends_with("tests.rs") {
            let source = fs::read_to_string(&path).unwrap();
            let code = source.split("#[cfg(test)]").next().unwrap();
            let marks = ["FromStr for ", "pub fn parse(", "pub(crate) fn parse(", "\nfn parse("];
            if marks.iter().any(|mark| code.contains(mark)) {
                found.push(name);
            }
        }
    }
}

#[test]
fn every_parser_of_the_pure_crates_is_known_here() {
    let mut found = Vec::new();
    for of in ["model", "seal", "wire"] {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../{of}/src"));
        with_a_parser(&sources, of, &mut found);
    }
    assert!(found.len() >= 20, "the sources were not read: {found:?}");
    let known = |file: &String| {
        PARSERS.iter().any(|parser| parser.of == file) || ELSEWHERE.iter().any(|(of, _)| of == file)
    };
    let unknown: Vec<_> = found.into_iter().filter(|file| !known(file)).collect();
    assert!(
        unknown.is_empty(),
        "give these a line in PARSERS, or say in ELSEWHERE where their property is: {unknown:?}"
    );
    let exists = |of: &str| {
        let (package, file) = of.split_once('/').unwrap();
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../{package}/src/{file}")).exists()
    };
    for of in PARSERS.iter().map(|parser| parser.of).chain(ELSEWHERE.iter().map(|(of, _)| *of)) {
        assert!(exists(of), "{of} is gone");
    }
}
