//! The main job and each invariant, by hand.

use vermilion_decide::{Allowed, Ask, Fetcher, InForce, Misfit, Reason, Source, Step, TokenView};
use vermilion_model::fact::traffic::StableRenewed;
use vermilion_model::fact::*;
use vermilion_model::*;

use crate::world::*;

const YES: Result<Allowed, Reason> = Ok(Allowed { account: SHOP });
const MESSAGES: Scope = Scope::SubscribeMessage;

fn missing(n: &[u8]) -> Result<Allowed, Reason> {
    Err(Reason::CapabilityMissing { account: SHOP, opened_by: caps(n) })
}

#[test]
fn from_application_to_revocation() {
    let mut world = World::new();
    assert_eq!(world.own(OPEN, None), YES);
    assert_eq!(world.own(CODE, None), YES, "from the start");
    assert_eq!(world.own(PHONE, Some(ANN)), missing(&[1]));
    // I2: submitting changes nothing.
    world.did(submitted(1, SHOP, Giver::Platform, caps(&[1]), ReviewClass::OnePerson));
    assert_eq!(world.own(PHONE, Some(ANN)), missing(&[1]));
    world.did(approved(1, SHOP, Giver::Platform, caps(&[1]), None));
    assert_eq!(world.own(PHONE, Some(ANN)), YES);
    world.did(revoked(1, SHOP, Giver::Platform));
    assert_eq!(world.own(PHONE, Some(ANN)), missing(&[1]));
}

#[test]
fn what_nobody_reviews_is_in_force_with_its_submission() {
    let mut world = World::new();
    world.did(submitted(1, SHOP, Giver::Platform, caps(&[1]), ReviewClass::None));
    assert_eq!(world.own(PHONE, None), YES);
    world.did(submitted(2, SHOP, Giver::Platform, caps(&[2]), ReviewClass::TwoPersons));
    assert_eq!(world.own(MESSAGE, Some(ANN)), missing(&[2, 127]));
}

#[test]
fn giving_up_is_immediate_and_takes_from_what_is_held_now() {
    let mut world = World::new();
    world.did(approved(1, SHOP, Giver::Platform, caps(&[1, 2]), None));
    world.did(given_up(1, SHOP, Giver::Platform, caps(&[1])));
    assert_eq!(world.own(PHONE, None), missing(&[1]));
    world.did(consent(SHOP, ANN, MESSAGES));
    assert_eq!(world.own(MESSAGE, Some(ANN)), YES);
}

#[test]
fn standing_consent_is_asked_for_and_withdrawn() {
    let mut world = World::new();
    world.did(approved(1, SHOP, Giver::Platform, caps(&[2]), None));
    let missing = Err(Reason::ConsentMissing { scope: MESSAGES });
    assert_eq!(world.own(MESSAGE, None), Err(Reason::UserNotNamed));
    assert_eq!(world.own(MESSAGE, Some(ANN)), missing);
    world.did(consent(SHOP, ANN, Scope::UserInfo));
    assert_eq!(world.own(MESSAGE, Some(ANN)), missing);
    world.did(consent(SHOP, ANN, MESSAGES));
    assert_eq!(world.own(MESSAGE, Some(ANN)), YES);
    assert_eq!(world.own(MESSAGE, Some(Ordinal(2))), missing);
    world.did(withdrawn(SHOP, ANN, MESSAGES));
    assert_eq!(world.own(MESSAGE, Some(ANN)), missing);
}

#[test]
fn a_user_who_is_gone_allows_nothing() {
    let mut world = World::new();
    world.did(approved(1, SHOP, Giver::Platform, caps(&[1, 2]), None));
    world.did(consent(SHOP, ANN, MESSAGES));
    world.did(UserClosed { user: id(1), pairs: vec![Pair { account: SHOP, ordinal: ANN }] });
    for call in [MESSAGE, PHONE, CODE, OPEN] {
        assert_eq!(world.own(call, Some(ANN)), Err(Reason::UserGone));
    }
    assert_eq!(world.own(CODE, Some(Ordinal(2))), YES);
}

#[test]
fn a_delegation_never_gives_more_than_the_giver_has() {
    let mut world = World::new();
    let giver = Giver::Account(SHOP);
    assert_eq!(world.delegated(OPEN, None), Err(Reason::NotDelegated { giver: SHOP }));
    world.did(approved(1, PLATFORM, giver, caps(&[1]), None));
    assert_eq!(world.delegated(OPEN, None), YES);
    let lacks = Err(Reason::GiverLacks { giver: SHOP, opened_by: caps(&[1]) });
    assert_eq!(world.delegated(PHONE, None), lacks);
    world.did(approved(2, SHOP, Giver::Platform, caps(&[1]), None));
    assert_eq!(world.delegated(PHONE, None), YES);
    let kept = Err(Reason::NotHandedOver { giver: SHOP, opened_by: caps(&[3]) });
    assert_eq!(world.delegated(CODE, None), kept);
    // Handed over, but of two capabilities that open the call not the one that the giver holds.
    world.did(approved(2, SHOP, Giver::Platform, caps(&[2]), None));
    world.did(approved(1, PLATFORM, giver, caps(&[127]), None));
    let kept = Err(Reason::NotHandedOver { giver: SHOP, opened_by: caps(&[2, 127]) });
    assert_eq!(world.delegated(MESSAGE, Some(ANN)), kept);
    world.did(revoked(1, PLATFORM, giver));
    assert_eq!(world.delegated(MESSAGE, Some(ANN)), Err(Reason::NotDelegated { giver: SHOP }));
}

#[test]
fn the_platform_stops_one_authorization_and_the_others_go_on() {
    let mut world = World::new();
    let (giver, stopped_of) = (Giver::Account(SHOP), |account, n: &[u8]| {
        Err(Reason::AuthorizationSuspended { account, opened_by: caps(n) })
    });
    world.did(approved(1, SHOP, Giver::Platform, caps(&[1]), None));
    world.did(accepted(2, PLATFORM, SHOP, (caps(&[1, 3]), ReviewClass::None)));
    world.did(stopped(1, SHOP, Giver::Platform));
    assert_eq!(world.own(PHONE, None), stopped_of(SHOP, &[1]));
    assert_eq!(world.delegated(PHONE, None), stopped_of(SHOP, &[1]));
    assert_eq!([world.own(CODE, None), world.delegated(CODE, None)], [YES, YES]);
    // I2: a revision that is approved meanwhile is stopped too.
    world.did(approved(1, SHOP, Giver::Platform, caps(&[1, 2]), None));
    assert_eq!(world.own(PHONE, None), stopped_of(SHOP, &[1]));
    world.did(restored(1, SHOP, Giver::Platform));
    assert_eq!([world.own(PHONE, None), world.delegated(PHONE, None)], [YES, YES]);
    world.did(stopped(2, PLATFORM, giver));
    assert_eq!(world.delegated(CODE, None), stopped_of(PLATFORM, &[1, 3]));
    assert_eq!(world.own(PHONE, None), YES);
}

#[test]
fn a_delegation_is_in_force_once_accepted_unless_somebody_reviews_it() {
    let mut world = World::new();
    world.did(approved(1, SHOP, Giver::Platform, caps(&[1]), None));
    world.did(accepted(2, PLATFORM, SHOP, (caps(&[1]), ReviewClass::OnePerson)));
    assert_eq!(world.delegated(PHONE, None), Err(Reason::NotDelegated { giver: SHOP }));
    world.did(accepted(2, PLATFORM, SHOP, (caps(&[1]), ReviewClass::None)));
    assert_eq!(world.delegated(PHONE, None), YES);
    // I1: it ends with the giver's own.
    world.did(revoked(1, SHOP, Giver::Platform));
    let lacks = Err(Reason::GiverLacks { giver: SHOP, opened_by: caps(&[1]) });
    assert_eq!(world.delegated(PHONE, None), lacks);
}

#[test]
fn rows_of_one_pair_add_up_in_either_order() {
    for order in [[0, 1], [1, 0]] {
        let world = World::new();
        let pair = Pair { account: SHOP, ordinal: ANN };
        let rows = [0x10, Scope::GONE].map(|bits| Ground::Consent { pair, bits });
        for n in order {
            world.in_force.stand(rows[n].clone()).unwrap();
        }
        assert_eq!(world.own(CODE, Some(ANN)), Err(Reason::UserGone));
        assert_eq!(world.in_force.account(SHOP).unwrap().consent_bits(ANN), 0x90);
    }
}

#[test]
fn what_an_account_received_from_another_is_not_its_own() {
    let mut world = World::new();
    world.did(approved(1, PLATFORM, Giver::Account(SHOP), caps(&[3]), None));
    let opened_by = caps(&[3]);
    let own = world.ask(&Ask::own(PLATFORM, CODE));
    assert_eq!(own, Err(Reason::CapabilityMissing { account: PLATFORM, opened_by }));
    assert_eq!(world.delegated(CODE, None), YES);
}

#[test]
fn an_end_comes_by_itself() {
    let mut world = World::new();
    world.did(approved(1, SHOP, Giver::Platform, caps(&[1]), Some(NOON.plus(Span::secs(1)))));
    assert_eq!(world.own(PHONE, None), YES);
    world.now = NOON.plus(Span::secs(1));
    assert_eq!(world.own(PHONE, None), missing(&[1]));
}

#[test]
fn suspension_and_closing_stop_either_party() {
    let mut world = World::new();
    world.did(approved(1, PLATFORM, Giver::Account(SHOP), caps(&[3]), None));
    for (account, own) in [(SHOP, true), (PLATFORM, false)] {
        let suspended = Err(Reason::AccountSuspended { account });
        world.did(AccountSuspended { account, reason: "rules".into() });
        assert_eq!(world.own(OPEN, None), if own { suspended } else { YES });
        assert_eq!(world.delegated(CODE, None), suspended);
        world.did(AccountRestored { account, reason: "mended".into() });
        assert_eq!(world.delegated(CODE, None), YES);
    }
    world.did(AccountClosed { account: SHOP });
    world.did(AccountRestored { account: SHOP, reason: "too late".into() });
    assert_eq!(world.delegated(CODE, None), Err(Reason::AccountClosed { account: SHOP }));
}

#[test]
fn what_stops_an_account_is_lifted_on_its_own() {
    let mut world = World::new();
    world.did(AccountFrozen { account: SHOP });
    assert_eq!(world.own(OPEN, None), Err(Reason::AccountFrozen { account: SHOP }));
    world.did(AccountSuspended { account: SHOP, reason: "rules".into() });
    world.did(AccountUnfrozen { account: SHOP });
    assert_eq!(world.own(OPEN, None), Err(Reason::AccountSuspended { account: SHOP }));
    world.did(AccountClosing { account: SHOP, until: NOON });
    world.did(AccountRestored { account: SHOP, reason: "mended".into() });
    assert_eq!(world.own(OPEN, None), Err(Reason::AccountClosing { account: SHOP }));
    world.did(AccountKept { account: SHOP });
    assert_eq!(world.own(OPEN, None), YES);
}

#[test]
fn nothing_is_allowed_without_fresh_knowledge() {
    let world = World::new();
    let stale = InForce::new(&catalogue(), &served());
    let ask = Ask { uptime: Span::secs(10), ..Ask::own(SHOP, OPEN) };
    assert_eq!(vermilion_decide::decide(&stale, &ask, NOON), Err(Reason::Stale), "before the first row");
    stale.allow_until(Span::secs(11));
    stale.allow_until(Span::secs(10));
    let unknown = Err(Reason::AccountUnknown { account: SHOP });
    assert_eq!(vermilion_decide::decide(&stale, &ask, NOON), unknown);
    let shown = stale.check_secret(&AppId::from_random([0; 8]), (Span::secs(11), NOON), |_| true);
    assert_eq!(shown, Err(Reason::Stale));
    assert_eq!(stale.host_by_key(&digest(1), Span::secs(11)), Err(Reason::Stale));
    let later = Ask { uptime: Span::secs(11), ..ask };
    assert_eq!(vermilion_decide::decide(&stale, &later, NOON), Err(Reason::Stale));
    world.in_force.halt();
    assert_eq!(world.own(OPEN, None), Err(Reason::Halted));
}

#[test]
fn a_fact_that_does_not_fit_halts() {
    let world = World::new();
    let stranger = Act::from(AccountClosed { account: AccountNo(77) });
    let fact = Fact { at: NOON, actor: Actor::Platform, act: stranger };
    let seq = Seq { lane: 0, number: world.number + 1 };
    assert_eq!(world.in_force.apply(seq, &fact), Err(Misfit::UnknownAccount(AccountNo(77))));
    assert_eq!(world.own(OPEN, None), Err(Reason::Halted));
    assert_eq!(world.in_force.applied(0).number, world.number);
}

#[test]
fn a_fact_met_again_in_the_feed_is_skipped() {
    let mut world = World::new();
    world.did(approved(1, SHOP, Giver::Platform, caps(&[1]), None));
    let again = Fact {
        at: NOON,
        actor: Actor::Platform,
        act: approved(1, SHOP, Giver::Platform, caps(&[1]), None).into(),
    };
    let seq = world.in_force.applied(0);
    world.did(revoked(1, SHOP, Giver::Platform));
    world.in_force.apply(seq, &again).unwrap();
    assert_eq!(world.own(PHONE, None), missing(&[1]), "resurrected");
}

#[test]
fn only_served_calls_are_allowed() {
    let mut world = World::new();
    assert_eq!(world.own(UNSERVED, None), Err(Reason::CallNotServed));
    assert_eq!(world.own(CallNo(99), None), Err(Reason::CallUnknown));
    assert_eq!(world.own(NOBODY, None), missing(&[]));
    world.did(approved(1, SHOP, Giver::Platform, (0..=127).map(CapabilityNo).collect(), None));
    assert_eq!(world.own(NOBODY, None), missing(&[]), "no capability opens it");
}

#[test]
fn an_account_in_doubt_is_allowed_nothing() {
    let world = World::new();
    world.in_force.doubt(SHOP).unwrap();
    assert_eq!(world.own(OPEN, None), Err(Reason::AccountInDoubt { account: SHOP }));
}

#[test]
fn explain_lists_the_steps_and_where_the_capability_comes_from() {
    let mut world = World::new();
    let until = Some(NOON.plus(Span::days(1)));
    world.did(approved(1, SHOP, Giver::Platform, caps(&[1, 2]), until));
    world.did(approved(2, PLATFORM, Giver::Account(SHOP), caps(&[1]), None));
    let ask = Ask { on_behalf_of: Some(SHOP), ..Ask::own(PLATFORM, PHONE) };
    let told = world.explain(&ask);
    assert_eq!(told.outcome, YES);
    let steps: Vec<_> = told.steps.iter().map(|line| line.step.code()).collect();
    let all = "fresh call_known parties_known actor_stands giver_stands delegated held handed_over served consented quota_holds";
    assert_eq!(steps.join(" "), all);
    let capabilities = caps(&[1]);
    let sources: Vec<_> = told.steps.iter().flat_map(|line| line.sources.clone()).collect();
    let expected = [
        Source::Authorization { id: id(1), account: SHOP, capabilities, until },
        Source::Authorization { id: id(2), account: PLATFORM, capabilities, until: None },
    ];
    assert_eq!(sources, expected);
    let denied = world.explain(&Ask { call: MESSAGE, ..ask });
    let last = denied.steps.last().unwrap();
    assert_eq!((last.step, last.outcome), (Step::HandedOver, denied.outcome.map(|_| ())));
}

fn secret_issued(n: u8) -> SecretIssued {
    SecretIssued { account: SHOP, secret: SecretNo(n.into()), digest: digest(n), name: String::new() }
}
fn shown(world: &World, n: u8) -> Result<Fetcher, Reason> {
    let app_id = opened(SHOP, AccountType::MiniProgram).app_id;
    world.in_force.check_secret(&app_id, (Span::ZERO, world.now), |stored| *stored == digest(n))
}
#[expect(clippy::unnecessary_wraps, reason = "compared with what may fail")]
fn fetched(n: u16) -> Result<Fetcher, Reason> {
    Ok(Fetcher { account: SHOP, secret: SecretNo(n) })
}

#[test]
fn secrets_live_until_retired_reset_frozen_or_suspended() {
    let mut world = World::new();
    assert_eq!(shown(&world, 1), Err(Reason::SecretWrong));
    world.did(secret_issued(1));
    world.did(secret_issued(2));
    assert_eq!([shown(&world, 1), shown(&world, 2)], [fetched(1), fetched(2)]);
    world.did(SecretRetired { account: SHOP, secret: SecretNo(1), tokens: ItsTokens::LiveOn });
    assert_eq!([shown(&world, 1), shown(&world, 2)], [Err(Reason::SecretWrong), fetched(2)]);
    world.did(SecretsFrozen { account: SHOP });
    assert_eq!([shown(&world, 1), shown(&world, 2)], [Err(Reason::SecretWrong), Err(Reason::SecretsFrozen)]);
    world.did(SecretsUnfrozen { account: SHOP });
    let new = SecretReset {
        account: SHOP,
        secret: SecretNo(3),
        digest: digest(3),
        tokens: ItsTokens::LiveOn,
        name: String::new(),
    };
    world.did(new);
    assert_eq!([shown(&world, 2), shown(&world, 3)], [Err(Reason::SecretWrong), fetched(3)]);
    world.did(AccountSuspended { account: SHOP, reason: "rules".into() });
    assert_eq!(shown(&world, 3), Err(Reason::AccountSuspended { account: SHOP }));
    let nobody = AppId::from_random([9; 8]);
    assert_eq!(
        world.in_force.check_secret(&nobody, (Span::ZERO, world.now), |_| true),
        Err(Reason::AppUnknown)
    );
}

fn token(kind: TokenKind, secret: u16, epoch: u32, issued: Time) -> TokenView {
    TokenView { kind, account: SHOP, secret: SecretNo(secret), epoch, issued }
}
const DISPLACED: Result<AccountNo, Reason> = Err(Reason::TokenDisplaced);

#[test]
fn tokens_expire_are_displaced_and_end() {
    let mut world = World::new();
    world.did(secret_issued(1));
    world.did(secret_issued(2));
    let first = world.in_force.issue_token(SHOP, SecretNo(1), NOON).unwrap();
    let old = token(TokenKind::Plain, 1, first.epoch, first.at);
    let check = |token: &TokenView, secs| world.in_force.check_token(token, NOON.plus(Span::secs(secs)));
    assert_eq!(check(&old, 7199), Ok(SHOP));
    assert_eq!(check(&old, 7200), Err(Reason::TokenExpired { at: NOON.plus(Span::secs(7200)) }));
    let second = world.in_force.issue_token(SHOP, SecretNo(1), NOON.plus(Span::secs(60))).unwrap();
    let other = token(TokenKind::Plain, 2, 0, NOON);
    let stable = token(TokenKind::Stable, 1, 0, NOON);
    assert_eq!(check(&old, 359), Ok(SHOP), "beside the newer one");
    assert_eq!(check(&old, 360), DISPLACED);
    for lives in [token(TokenKind::Plain, 1, 0, second.at), other, stable] {
        assert_eq!(check(&lives, 3600), Ok(SHOP), "two kinds and two secrets never displace each other");
    }
    assert_eq!(check(&token(TokenKind::Plain, 3, 0, NOON), 0), DISPLACED, "a secret never given");
    let act =
        TokensEnded { account: SHOP, kind: TokenKind::Plain, secret: SecretNo(2), epoch: 1, stable: None };
    world.did(act);
    let check = |token: &TokenView| world.in_force.check_token(token, NOON.plus(Span::secs(60)));
    assert_eq!([check(&other), check(&stable)], [DISPLACED, Ok(SHOP)]);
    assert_eq!(check(&token(TokenKind::Plain, 2, 1, NOON)), Ok(SHOP));
    assert_eq!(world.in_force.account(SHOP).unwrap().epoch(SecretNo(2), TokenKind::Plain), Some(1));
}

#[test]
fn a_reset_ends_tokens_only_where_it_says_so() {
    for (tokens, expected) in [(ItsTokens::LiveOn, Ok(SHOP)), (ItsTokens::EndToo, DISPLACED)] {
        let mut world = World::new();
        world.did(secret_issued(1));
        world.did(secret_issued(2));
        world.did(SecretRetired { account: SHOP, secret: SecretNo(1), tokens: ItsTokens::LiveOn });
        world.did(SecretReset {
            account: SHOP,
            secret: SecretNo(3),
            digest: digest(3),
            tokens,
            name: String::new(),
        });
        for (kind, secret) in [(TokenKind::Plain, 1), (TokenKind::Plain, 2), (TokenKind::Stable, 2)] {
            assert_eq!(world.in_force.check_token(&token(kind, secret, 0, NOON), NOON), expected);
        }
        assert_eq!(world.in_force.check_token(&token(TokenKind::Plain, 3, 0, NOON), NOON), Ok(SHOP));
        // Whoever had just shown the old secret gets nothing that lives.
        let late = world.in_force.issue_token(SHOP, SecretNo(2), NOON).map(|issued| issued.epoch);
        assert_eq!(late, if tokens == ItsTokens::LiveOn { Ok(0) } else { Err(Reason::SecretWrong) });
        let forged = token(TokenKind::Plain, 2, vermilion_decide::ENDED, NOON);
        assert_eq!(world.in_force.check_token(&forged, NOON), expected);
    }
}

#[test]
fn a_mark_that_a_crash_lost_comes_back_with_the_newer_token() {
    let mut world = World::new();
    world.did(secret_issued(1));
    let (old, new) =
        (token(TokenKind::Plain, 1, 0, NOON), token(TokenKind::Plain, 1, 0, NOON.plus(Span::secs(9))));
    let later = NOON.plus(Span::secs(1000));
    assert_eq!(world.in_force.check_token(&old, later), Ok(SHOP), "nothing is known of the newer one");
    assert_eq!(world.in_force.check_token(&new, later), Ok(SHOP));
    assert_eq!(world.in_force.check_token(&old, later), DISPLACED);
    let flushed = world.in_force.take_marks_to_flush();
    assert_eq!(flushed.len(), 1);
    assert_eq!(flushed[0].issued, new.issued.millis());
    assert!(world.in_force.take_marks_to_flush().is_empty());
    world.in_force.marks_not_flushed(&flushed);
    assert_eq!(world.in_force.take_marks_to_flush(), flushed);
    // Another node reads it.
    let mut other = World::new();
    other.did(secret_issued(1));
    other.in_force.note_mark(&flushed[0]).unwrap();
    assert_eq!(other.in_force.check_token(&old, later), DISPLACED);
    assert!(other.in_force.take_marks_to_flush().is_empty(), "the store has it");
}

#[test]
fn stable_rows_merge_by_their_own_number() {
    let mut world = World::new();
    world.did(secret_issued(1));
    let renewed = |epoch, issued| StableRenewed {
        account: SHOP,
        secret: SecretNo(1),
        epoch,
        before: 0,
        issued,
        key: 1,
    };
    let stable =
        |world: &World| world.in_force.account(SHOP).unwrap().stable(SecretNo(1)).map(|row| row.issued);
    assert_eq!(stable(&world), None);
    world.in_force.stable_renewed(&renewed(0, 20)).unwrap();
    world.in_force.stable_renewed(&renewed(0, 10)).unwrap();
    assert_eq!(stable(&world), Some(20));
    let row = StableRow { issued: 30, key: 1 };
    let ended = |epoch, stable| TokensEnded {
        account: SHOP,
        kind: TokenKind::Stable,
        secret: SecretNo(1),
        epoch,
        stable,
    };
    world.did(ended(1, Some(row)));
    world.in_force.stable_renewed(&renewed(0, 40)).unwrap();
    assert_eq!(stable(&world), Some(30), "late news of an earlier epoch");
    world.did(ended(2, None));
    assert_eq!(stable(&world), None);
}

#[test]
fn withdrawal_kills_unspent_codes() {
    let mut world = World::new();
    let pair = Pair { account: SHOP, ordinal: ANN };
    let alive =
        |world: &World, scope, secs| world.in_force.code_alive(pair, scope, NOON.plus(Span::secs(secs)));
    let phone = Some(Scope::PhoneNumber);
    world.did(consent(SHOP, ANN, Scope::PhoneNumber));
    assert_eq!(alive(&world, phone, 0), Ok(()));
    world.did(withdrawn(SHOP, ANN, Scope::PhoneNumber));
    let dead = Err(Reason::CodeDead { scope: phone });
    assert_eq!(
        [alive(&world, phone, -60), alive(&world, phone, 5), alive(&world, phone, 6)],
        [dead, dead, Ok(())]
    );
    assert_eq!([alive(&world, None, 0), alive(&world, Some(MESSAGES), 0)], [Ok(()), Ok(())]);
    world.in_force.forget_withdrawals(NOON.plus(Span::mins(29)));
    assert_eq!(alive(&world, phone, 0), dead);
    world.did(consent(SHOP, ANN, Scope::PhoneNumber));
    assert_eq!(alive(&world, phone, 0), Ok(()), "consented again");
    world.did(UserErased { user: id(1), pairs: vec![pair] });
    for scope in [None, phone] {
        assert_eq!(alive(&world, scope, 999_999), Err(Reason::CodeDead { scope: None }));
    }
}

#[test]
fn host_keys_and_listings() {
    let mut world = World::new();
    let (host_app, account) = (id(5), SHOP);
    world.did(HostAppMade { host_app, name: String::new() });
    for n in [1, 2] {
        world.did(HostKeyIssued { host_app, number: n.into(), digest: digest(n) });
    }
    world.did(HostKeyRevoked { host_app, number: 1 });
    assert_eq!(world.in_force.host_by_key(&digest(1), Span::ZERO), Err(Reason::HostKeyUnknown));
    assert_eq!(world.in_force.host_by_key(&digest(2), Span::ZERO), Ok(host_app));
    let runs = |world: &World| world.in_force.account(SHOP).unwrap().runs_in(host_app);
    assert_eq!(runs(&world), Err(Reason::NotListed));
    world.did(AccountListed { host_app, account });
    assert_eq!(runs(&world), Ok(()));
    world.did(AccountUnlisted { host_app, account });
    assert_eq!(runs(&world), Err(Reason::NotListed));
}
