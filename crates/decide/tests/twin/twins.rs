//! I1: the real one against the naive one, over generated stories; and rebuilt = applied one by one.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use vermilion_decide::{Ask, Chunk, InForce, Reason, TokenView, decide};
use vermilion_model::fact::traffic::Mark;
use vermilion_model::*;

use crate::naive::Naive;
use crate::rows::normal;
use crate::story::{ACCOUNTS, Step, USERS, story};
use crate::world::{World, catalogue, served};

/// Every question that the small platform can be asked.
fn asks() -> Vec<Ask> {
    let mut asks = Vec::new();
    let givers = [None].into_iter().chain(ACCOUNTS.map(Some));
    for on_behalf_of in givers {
        for actor in ACCOUNTS {
            for call in (0..8).map(CallNo) {
                for user in [None].into_iter().chain(USERS.map(Some)) {
                    asks.push(Ask { on_behalf_of, user, ..Ask::own(actor, call) });
                }
            }
        }
    }
    // Counted calls have a state of their own, and a test of their own.
    asks.retain(|ask| ask.call != crate::world::COUNTED);
    asks
}

/// Every token that a mark stands for, and some that none does.
fn tokens(naive: &Naive, now: Time) -> Vec<TokenView> {
    let marked = naive.marks.iter().map(|(account, secret, issued)| (*account, *secret, *issued));
    let recent = ACCOUNTS.map(|account| (account, SecretNo(1), now.minus(Span::secs(100)).millis()));
    let view = |(account, secret, issued): (AccountNo, SecretNo, i64)| {
        [(TokenKind::Plain, 0), (TokenKind::Plain, 1), (TokenKind::Stable, 0), (TokenKind::Stable, 2)].map(
            |(kind, epoch)| TokenView { kind, account, secret, epoch, issued: Time::from_millis(issued) },
        )
    };
    let known = marked.chain(recent).filter(|(account, ..)| naive.account(*account).is_some());
    known.flat_map(view).collect()
}

fn told(steps: &[Step], mut each: impl FnMut(&World, &Naive)) -> (World, Naive) {
    let (mut world, mut naive) = (World::empty(), Naive::default());
    for step in steps {
        world.now = world.now.plus(step.wait());
        if let Some((account, secret)) = step.mark(&naive) {
            let issued = world.now.millis();
            naive.marks.push((account, secret, issued));
            world.in_force.note_mark(&Mark { account, kind: TokenKind::Plain, secret, issued }).unwrap();
        } else if let Some(act) = step.act(&naive, world.now) {
            naive.facts.push((world.now, act.clone()));
            world.did(act);
        }
        each(&world, &naive);
    }
    (world, naive)
}

fn rebuilt(naive: &Naive, now: Time) -> InForce {
    let in_force = InForce::new(&catalogue(), &served());
    in_force.allow_until(Span::millis(i64::MAX));
    for row in naive.ground(now) {
        in_force.stand(row).unwrap();
    }
    in_force
}

fn chunks_of(in_force: &InForce) -> Vec<Ground> {
    let chunks = in_force.account_numbers().into_iter().flat_map(|account| in_force.chunks_of(account));
    let ground = |chunk: Chunk| Ground::ConsentChunk {
        account: chunk.account,
        first: chunk.first(),
        bits: in_force.chunk(chunk),
    };
    chunks.map(ground).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn the_twins_agree_after_every_step(steps in story()) {
        let (catalogue, served, asks) = (catalogue(), served(), asks());
        let mut at = 0;
        let (world, naive) = told(&steps, |world, naive| {
            // A few after each step, another few each time.
            for ask in asks.iter().cycle().skip(at).take(7) {
                assert_eq!(world.ask(ask), naive.decide(&catalogue, &served, ask, world.now), "{ask:?}");
            }
            at = (at + 97) % asks.len();
        });
        for ask in &asks {
            prop_assert_eq!(world.ask(ask), naive.decide(&catalogue, &served, ask, world.now), "{:?}", ask);
        }
    }

    #[test]
    fn rebuilt_equals_applied_one_by_one(steps in story()) {
        let (world, naive) = told(&steps, |_, _| ());
        world.in_force.forget_withdrawals(world.now);
        let ground = normal(&naive.ground(world.now));
        let rebuilt = rebuilt(&naive, world.now);
        prop_assert_eq!(&normal(&world.in_force.rows()), &ground);
        prop_assert_eq!(&normal(&rebuilt.rows()), &ground);
        for ask in asks().iter().step_by(5) {
            let applied = decide(&world.in_force, ask, world.now);
            prop_assert_eq!(decide(&rebuilt, ask, world.now), applied, "{:?}", ask);
        }
    }

    #[test]
    fn a_saved_copy_and_what_came_after_it_stand_for_the_rows(steps in story(), at in 0usize..40, own in 0usize..10) {
        // The copy is as old as `at` says, and its chunks are read up to `own` steps later.
        let (mut count, mut saved, mut chunks) = (0, 0, Vec::new());
        let (world, naive) = told(&steps, |world, naive| {
            count += 1;
            if count <= at {
                saved = naive.facts.len();
            }
            if count <= at + own {
                chunks = chunks_of(&world.in_force);
            }
        });
        let copied = InForce::new(&catalogue(), &served());
        copied.allow_until(Span::millis(i64::MAX));
        let rows = naive.ground(world.now).into_iter();
        for row in rows.filter(|row| !matches!(row, Ground::Consent { .. })).chain(chunks) {
            copied.stand(row).unwrap();
        }
        for (at, act) in &naive.facts[saved..] {
            copied.stand(Ground::Later { at: *at, act: Box::new(act.clone()) }).unwrap();
        }
        copied.forget_withdrawals(world.now);
        prop_assert_eq!(&normal(&copied.rows()), &normal(&naive.ground(world.now)));
        // Saved anew, it is the same again.
        prop_assert_eq!(chunks_of(&copied), chunks_of(&world.in_force));
    }

    #[test]
    fn tokens_live_and_die_alike(steps in story(), later in 0i64..4000) {
        let (world, naive) = told(&steps, |_, _| ());
        let rebuilt = rebuilt(&naive, world.now);
        let now = world.now.plus(Span::secs(later));
        // Newest first: using one older than the newest mark notes nothing, whatever comes later.
        let mut tokens = tokens(&naive, world.now);
        tokens.retain(|token| {
            let newest = naive.steps(token.account, token.secret).last().copied();
            newest.is_none_or(|newest| token.kind == TokenKind::Stable || token.issued.millis() <= newest)
        });
        for token in tokens {
            let expected = naive.check_token(&token, now);
            prop_assert_eq!(world.in_force.check_token(&token, now), expected, "{:?}", token);
            prop_assert_eq!(rebuilt.check_token(&token, now), expected, "rebuilt, {:?}", token);
        }
    }
}

// A story that never gets anywhere agrees with everything.
#[test]
fn the_stories_reach_every_outcome() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut reached = std::collections::BTreeSet::new();
    for _ in 0..200 {
        let steps = story().new_tree(&mut runner).unwrap().current();
        let (world, naive) = told(&steps, |_, _| ());
        let mut note = |outcome: Result<(), Reason>| {
            reached.insert(outcome.map_or_else(|r| r.code(), |()| "allowed".into()))
        };
        for ask in asks() {
            note(decide(&world.in_force, &ask, world.now).map(|_| ()));
        }
        for token in tokens(&naive, world.now) {
            for later in [0, 400, 8000] {
                let now = world.now.plus(Span::secs(later));
                note(world.in_force.check_token(&token, now).map(|_| ()));
            }
        }
    }
    let reached: Vec<String> = reached.into_iter().collect();
    let all = "account_closed account_closing account_frozen account_suspended account_unknown allowed authorization_suspended call_not_served call_unknown \
               capability_missing consent_missing giver_lacks not_delegated not_handed_over token_displaced \
               token_expired user_gone user_not_named";
    assert_eq!(reached.join(" "), all);
}
