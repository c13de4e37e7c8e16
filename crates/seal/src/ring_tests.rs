use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vermilion_model::{AccountNo, Incarnation, Ordinal, SecretNo, Span, TokenKind};

use super::*;
use crate::{Holder, KeyMaker, Old, SeededEntropy, TokenClaims, UserIdKind, UserNo};

const START: Time = Time::from_secs(1_700_000_000);

fn installation() -> (MasterKeys, SeededEntropy, Vec<RingRow>) {
    let entropy = SeededEntropy::new([1; 32]);
    let masters = MasterKeys::generate(&entropy);
    let rows = KeyMaker { masters: &masters, entropy: &entropy, now: START }.generate().unwrap();
    (masters, entropy, rows)
}

fn token_at(issued: Time) -> TokenClaims {
    TokenClaims {
        kind: TokenKind::Plain,
        account: AccountNo(1),
        incarnation: Incarnation(1),
        epoch: 0,
        secret: SecretNo(1),
        issued,
        subject: 0,
        detail: 0,
    }
}

#[test]
fn a_ring_without_one_kind_does_not_open() {
    let (masters, _, rows) = installation();
    assert!(Ring::open(&masters, &rows).is_ok());
    for kind in KeyKind::ALL {
        let rest: Vec<_> = rows.iter().filter(|row| row.kind != kind).cloned().collect();
        assert_eq!(Ring::open(&masters, &rest).map(|_| ()), Err(RingFault::Missing(kind)));
    }
}

#[test]
fn a_row_does_not_unwrap_as_another_kind_or_number() {
    let (masters, _, rows) = installation();
    let token = rows.iter().find(|row| row.kind == KeyKind::Token).unwrap();
    for kind in KeyKind::ALL {
        let copy = RingRow { kind, id: 2, ..token.clone() };
        let fault = RingFault::Unreadable { kind, id: 2, fault: BoxFault::Forged };
        assert_eq!(Ring::open(&masters, &[rows.clone(), vec![copy]].concat()).map(|_| ()), Err(fault));
    }
}

#[test]
fn golden_ring_opens_for_ever() {
    let key = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc";
    let masters = MasterKeys::parse(&format!("vermilion-keys 1\nmaster 1 {key}\naudit 1 {key}\n")).unwrap();
    let entropy = SeededEntropy::new([1; 32]);
    let made = KeyMaker { masters: &masters, entropy: &entropy, now: START }.generate().unwrap();
    let wrapped: Vec<_> = made.iter().map(|row| URL_SAFE_NO_PAD.encode(&row.wrapped)).collect();
    assert_eq!(
        wrapped[2],
        "AQGWOhztVVX32sSgzmEcWKICZKqnzbVxcMgHMqpSG64WtP7EYW824zv07yX7aoie3LvKoxc6QnpJKTEdjt0"
    );
    let ring = Ring::open(&masters, &made).unwrap();
    assert_eq!(
        ring.tokens.stable(1, &token_at(START)).unwrap().expose(),
        "vat_AQEAAQAAAAEAAAAAAAEAAAGLz-VoAAAAAAAAAAAAAAAAAAAAAADzmzvr7VAiYJF4kOdMoYV8"
    );
    let holder = Holder::new(&"wx0123456789abcdef".parse().unwrap(), AccountNo(1));
    let user = UserNo { ordinal: Ordinal(1), incarnation: Incarnation(1) };
    assert_eq!(
        ring.open_ids.encode(UserIdKind::OpenId, holder, user).as_str(),
        "oFYkCwRMCuarNHeV0B0yMsbiHgZC"
    );
}

#[test]
fn another_master_key_is_told_apart_from_a_broken_store() {
    let (_, entropy, rows) = installation();
    let other = MasterKeys::generate(&entropy);
    let fault = RingFault::Unreadable { kind: KeyKind::OpenId, id: 1, fault: BoxFault::Forged };
    assert_eq!(Ring::open(&other, &rows).map(|_| ()), Err(fault));
}

#[test]
fn openid_keys_end_at_fifteen() {
    let (masters, _, mut rows) = installation();
    rows[0].id = 16;
    let fault = RingFault::Number { kind: KeyKind::OpenId, id: 16 };
    assert_eq!(Ring::open(&masters, &rows).map(|_| ()), Err(fault));
}

#[test]
fn tokens_outlive_a_rotation_and_not_a_drop() {
    let (masters, entropy, mut rows) = installation();
    let before = Ring::open(&masters, &rows).unwrap().tokens.issue(&token_at(START), &entropy);
    let maker = KeyMaker { masters: &masters, entropy: &entropy, now: START.plus(Span::hours(1)) };

    rows.extend(maker.rotate(&rows, KeyKind::Token, Old::Kept).unwrap());
    let ring = Ring::open(&masters, &rows).unwrap();
    assert!(ring.tokens.verify(before.expose()).is_ok());
    assert_eq!(ring.tokens.signing_key(maker.now), 1);
    assert_eq!(ring.tokens.signing_key(maker.now.plus(Span::mins(1))), 2);

    for changed in maker.rotate(&rows, KeyKind::Token, Old::Dropped).unwrap() {
        rows.retain(|row| (row.kind, row.id) != (changed.kind, changed.id));
        rows.push(changed);
    }
    let ring = Ring::open(&masters, &rows).unwrap();
    assert!(ring.tokens.verify(before.expose()).is_err());
    assert_eq!(ring.tokens.signing_key(maker.now), 3);
}
