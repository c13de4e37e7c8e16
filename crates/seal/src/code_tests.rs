use proptest::prelude::*;

use super::*;

fn codes() -> Codes {
    let key = |seed| CodeKey::new(&KeyBytes::new([seed; 32]));
    Codes::new(
        KeySet::new(vec![(3, Time::ZERO, key(7)), (200, Time::from_secs(1_800_000_000), key(8))]).unwrap(),
    )
}

fn claims() -> CodeClaims {
    CodeClaims {
        kind: CodeKind::Login,
        incarnation: Incarnation(1),
        account: AccountNo(42),
        ordinal: Ordinal(7),
        serial: Serial::new(1000).unwrap(),
        issued: Time::from_secs(1_700_000_000),
        life: Span::mins(5),
        other: AccountNo(0),
        scope: 0,
        session_key_id: 1,
    }
}

#[test]
fn golden_vector_holds_for_ever() {
    assert_eq!(
        codes().seal(&claims()).expose(),
        "0AwB6JqL4YAh2cwY3dSbC_KAvNDga1qWbZu8o6RlPGPLzCAPTWbR1ewq45ZLmDYJ"
    );
}

#[test]
fn a_code_does_not_print() {
    assert_eq!(format!("{:?}", codes().seal(&claims())), "CodeText(..)");
}

#[test]
fn it_lives_up_to_its_expiry_and_not_at_it() {
    let text = codes().seal(&claims());
    let end = claims().expires();
    assert_eq!(codes().open(CodeKind::Login, text.expose(), end.minus(Span::millis(1))), Ok(claims()));
    assert_eq!(codes().open(CodeKind::Login, text.expose(), end), Err(CodeFault::Expired(claims())));
}

#[test]
fn two_kinds_are_never_mistaken() {
    for made in CodeKind::ALL {
        let text = codes().seal(&CodeClaims { kind: made, ..claims() });
        for asked in CodeKind::ALL {
            let opened = codes().open(asked, text.expose(), claims().issued);
            if made == asked {
                assert_eq!(opened.map(|c| c.kind), Ok(made));
            } else {
                assert_eq!(opened, Err(CodeFault::OtherKind(made)));
            }
        }
    }
}

#[test]
fn every_changed_bit_is_refused() {
    let text = codes().seal(&claims());
    let bytes: [u8; 48] = url_bytes(text.expose().as_bytes()).unwrap();
    for bit in 0..48 * 8 {
        let mut forged = bytes;
        forged[bit / 8] ^= 1 << (bit % 8);
        let forged: [u8; 64] = url_text(&forged);
        let opened = codes().open(CodeKind::Login, std::str::from_utf8(&forged).unwrap(), claims().issued);
        assert!(matches!(opened, Err(CodeFault::Malformed | CodeFault::Forged)), "bit {bit}: {opened:?}");
    }
}

#[test]
fn another_installations_code_is_forged() {
    let other =
        Codes::new(KeySet::new(vec![(3, Time::ZERO, CodeKey::new(&KeyBytes::new([9; 32])))]).unwrap());
    let text = other.seal(&claims());
    assert_eq!(codes().open(CodeKind::Login, text.expose(), claims().issued), Err(CodeFault::Forged));
}

#[test]
fn codes_of_one_moment_share_no_block() {
    let a = codes().seal(&claims());
    let b = codes().seal(&CodeClaims { serial: Serial::new(1001).unwrap(), ..claims() });
    assert_ne!(&a.expose()[4..24], &b.expose()[4..24]);
    assert_ne!(&a.expose()[26..44], &b.expose()[26..44]);
}

#[test]
fn serials_end_at_56_bits() {
    assert!(Serial::new((1 << 56) - 1).is_some());
    assert!(Serial::new(1 << 56).is_none() && Serial::new(-1).is_none());
}

prop_compose! {
    fn any_claims()(
        kind in 0_usize..8,
        incarnation: u16,
        (account, ordinal, other) in any::<(u32, u32, u32)>(),
        serial in 0_i64..1 << 56,
        issued in 0_i64..1 << 48,
        life in 1_i64..=65_535,
        (scope, session_key_id) in any::<(u8, u8)>(),
    ) -> CodeClaims {
        CodeClaims {
            kind: CodeKind::ALL[kind],
            incarnation: Incarnation(incarnation),
            account: AccountNo(account),
            ordinal: Ordinal(ordinal),
            serial: Serial::new(serial).unwrap(),
            issued: Time::from_millis(issued),
            life: Span::secs(life),
            other: AccountNo(other),
            scope,
            session_key_id,
        }
    }
}

proptest! {
    #[test]
    fn claims_come_back(claims in any_claims()) {
        let text = codes().seal(&claims);
        prop_assert!(text.expose().len() == 64);
        prop_assert_eq!(codes().open(claims.kind, text.expose(), claims.issued), Ok(claims));
    }

    #[test]
    fn any_text_is_answered(text in "(?s:.{0,70})|[A-Za-z0-9_-]{64}") {
        let opened = codes().open(CodeKind::Login, &text, Time::ZERO);
        prop_assert!(matches!(opened, Err(CodeFault::Malformed | CodeFault::Forged)));
    }
}
