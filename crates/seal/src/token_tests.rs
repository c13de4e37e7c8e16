use proptest::prelude::*;

use super::*;
use crate::SeededEntropy;

fn tokens() -> Tokens {
    let key = |seed| Tokens::key(&KeyBytes::new([seed; 32]));
    let keys = vec![(1, Time::ZERO, key(7)), (2, Time::from_secs(1_800_000_000), key(8))];
    Tokens::new(KeySet::new(keys).unwrap())
}

fn claims() -> TokenClaims {
    TokenClaims {
        kind: TokenKind::Plain,
        account: AccountNo(42),
        incarnation: Incarnation(1),
        epoch: 3,
        secret: SecretNo(2),
        issued: Time::from_millis(1_700_000_000_123),
        subject: 0,
        detail: 0,
    }
}

fn stable() -> TokenClaims {
    TokenClaims { kind: TokenKind::Stable, ..claims() }
}

#[test]
fn golden_vectors_hold_for_ever() {
    let token = tokens().issue(&claims(), &SeededEntropy::new([1; 32]));
    assert_eq!(
        token.expose(),
        "vat_AQEAAQAAACoAAAADAAIAAAGLz-VoewAAAAAAAAAA5fQ8MZgU-IYGaJIG8YERukn1-UTHP4Y2"
    );
    let token = tokens().stable(1, &stable()).unwrap();
    assert_eq!(
        token.expose(),
        "vst_AgEAAQAAACoAAAADAAIAAAGLz-VoewAAAAAAAAAAAAAAAAAAAACOOunE_IK0yxq_qzPPk7kG"
    );
}

#[test]
fn a_numbered_token_names_its_row_for_ever() {
    let claims = TokenClaims { kind: TokenKind::OAuth, epoch: 0, subject: 7, detail: 2, ..claims() };
    let token = tokens().numbered(1, &claims, 1000).unwrap();
    assert_eq!(
        token.expose(),
        "voa_BgEAAQAAACoAAAAAAAIAAAGLz-VoewAAAAcAAAACAAAAAAAAA-hahN27VyxI7Szl4TWu4VuC"
    );
    assert_eq!(tokens().verify_numbered(token.expose()), Ok((claims, 1000)));
    assert_ne!(tokens().numbered(1, &claims, 1001), Some(token));
    assert_eq!(tokens().numbered(9, &claims, 1000), None);
}

#[test]
fn a_token_does_not_print() {
    assert_eq!(format!("{:?}", tokens().stable(1, &stable())), "Some(TokenText(..))");
}

#[test]
fn stable_tokens_are_the_same_on_every_node_and_others_never() {
    let entropy = SeededEntropy::new([1; 32]);
    assert_eq!(tokens().stable(1, &stable()), tokens().stable(1, &stable()));
    assert_ne!(tokens().stable(1, &stable()), tokens().stable(2, &stable()));
    assert_ne!(tokens().issue(&claims(), &entropy), tokens().issue(&claims(), &entropy));
    assert_eq!(tokens().stable(9, &stable()), None);
}

#[test]
fn a_new_key_verifies_at_once_and_signs_a_minute_later() {
    let at = |secs: i64| TokenClaims { issued: Time::from_secs(1_800_000_000 + secs), ..claims() };
    let first = |claims: &TokenClaims| tokens().issue(claims, &SeededEntropy::new([1; 32]));
    let key_of = |token: TokenText| url_bytes::<54>(&token.expose().as_bytes()[4..]).unwrap()[1];
    assert_eq!(key_of(first(&at(59))), 1);
    assert_eq!(key_of(first(&at(60))), 2);
    assert!(tokens().verify(first(&at(60)).expose()).is_ok());
    assert_eq!((tokens().signing_key(at(59).issued), tokens().signing_key(at(60).issued)), (1, 2));
}

#[test]
fn every_changed_bit_is_refused() {
    let token = tokens().stable(1, &stable()).unwrap();
    let bytes: [u8; 54] = url_bytes(&token.expose().as_bytes()[4..]).unwrap();
    for bit in 0..54 * 8 {
        let mut forged = bytes;
        forged[bit / 8] ^= 1 << (bit % 8);
        let forged: [u8; 72] = url_text(&forged);
        let text = format!("vst_{}", std::str::from_utf8(&forged).unwrap());
        assert_eq!(tokens().verify(&text), Err(TokenFault::Forged), "bit {bit}");
    }
}

#[test]
fn two_kinds_are_never_mistaken() {
    for made in TokenKind::ALL {
        let token = tokens().stable(1, &TokenClaims { kind: made, ..claims() }).unwrap();
        for asked in TokenKind::ALL.into_iter().filter(|asked| *asked != made) {
            let text = token.expose().replacen(made.prefix(), asked.prefix(), 1);
            assert_eq!(tokens().verify(&text), Err(TokenFault::Forged));
        }
    }
}

prop_compose! {
    fn any_claims()(
        kind in 0_usize..9,
        (account, incarnation, epoch) in any::<(u32, u16, u32)>(),
        (secret, issued) in any::<(u16, i64)>(),
        (subject, detail) in any::<(u32, u32)>(),
    ) -> TokenClaims {
        TokenClaims {
            kind: TokenKind::ALL[kind],
            account: AccountNo(account),
            incarnation: Incarnation(incarnation),
            epoch,
            secret: SecretNo(secret),
            issued: Time::from_millis(issued),
            subject,
            detail,
        }
    }
}

proptest! {
    #[test]
    fn claims_come_back(claims in any_claims()) {
        let token = tokens().issue(&claims, &SeededEntropy::new([1; 32]));
        prop_assert!(token.expose().starts_with(claims.kind.prefix()));
        prop_assert_eq!(tokens().verify(token.expose()), Ok(claims));
        prop_assert_eq!(tokens().verify(tokens().stable(2, &claims).unwrap().expose()), Ok(claims));
    }

    #[test]
    fn any_text_is_answered(text in "(?s:.{0,80})|v[a-z]{2}_[A-Za-z0-9_-]{72}") {
        prop_assert!(tokens().verify(&text).is_err());
    }
}
