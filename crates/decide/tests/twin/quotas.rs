//! Limits of a day and of a minute, by hand.

use vermilion_decide::{Allowed, Ask, Block, InForce, Reason, ServedCall};
use vermilion_model::fact::*;
use vermilion_model::*;

use crate::world::*;

const YES: Result<Allowed, Reason> = Ok(Allowed { account: SHOP });

#[test]
fn quota_is_counted_down_a_day_and_explain_counts_nothing() {
    let world = World::new();
    let ask = Ask { day: 5, ..Ask::own(SHOP, COUNTED) };
    assert_eq!(world.ask(&ask), Err(Reason::QuotaBlockNeeded));
    let lend = |epoch, calls| world.in_force.lend(SHOP, COUNTED, Block { day: 5, epoch, calls }, world.now);
    assert_eq!(lend(0, 2), None);
    assert_eq!([world.ask(&ask), world.ask(&ask)], [YES, YES]);
    assert_eq!(world.ask(&ask), Err(Reason::QuotaBlockNeeded));
    lend(0, 0);
    assert_eq!(world.ask(&ask), Err(Reason::QuotaSpent { limit: 3 }));
    assert_eq!(world.ask(&Ask { day: 6, ..ask }), Err(Reason::QuotaBlockNeeded), "another day");
    assert_eq!(lend(1, 3), None, "cleared");
    assert_eq!(world.ask(&ask), YES);
    assert_eq!(lend(0, 9), Some(Block { day: 5, epoch: 0, calls: 9 }), "of an earlier epoch");
    assert_eq!(lend(1, 1), Some(Block { day: 5, epoch: 1, calls: 2 }), "what was left");
    assert_eq!(world.in_force.give_back(), [(SHOP, COUNTED, Block { day: 5, epoch: 1, calls: 1 })]);
    assert_eq!(world.ask(&ask), Err(Reason::QuotaBlockNeeded));
}

#[test]
fn whoever_asks_needs_no_block_and_a_day_that_is_used_up_is_asked_about_again() {
    let mut world = World::new();
    let ask = Ask { day: 5, ..Ask::own(SHOP, COUNTED) };
    assert_eq!(world.explain(&ask).outcome, YES, "as far as this node knows");
    let block = |calls| Block { day: 5, epoch: 0, calls };
    world.in_force.lend(SHOP, COUNTED, block(0), world.now);
    let spent = Err(Reason::QuotaSpent { limit: 3 });
    assert_eq!((world.ask(&ask), world.explain(&ask).outcome), (spent, spent));
    world.now = world.now.plus(Span::secs(5));
    let both = (world.ask(&ask), world.explain(&ask).outcome);
    assert_eq!(both, (Err(Reason::QuotaBlockNeeded), spent), "another node may have given some back");
}

#[test]
fn a_block_is_idle_when_two_looks_find_it_the_same() {
    let world = World::new();
    let ask = Ask { day: 5, ..Ask::own(SHOP, COUNTED) };
    world.in_force.lend(SHOP, COUNTED, Block { day: 5, epoch: 0, calls: 3 }, world.now);
    assert_eq!(world.in_force.give_back_idle(), []);
    assert_eq!((world.ask(&ask), world.in_force.give_back_idle()), (YES, vec![]), "it was used between");
    let rest = [(SHOP, COUNTED, Block { day: 5, epoch: 0, calls: 2 })];
    assert_eq!(world.in_force.give_back_idle(), rest);
    assert_eq!(world.ask(&ask), Err(Reason::QuotaBlockNeeded));
    world.in_force.take_again(&rest);
    assert_eq!([world.ask(&ask), world.ask(&ask)], [YES, YES]);
}

#[test]
fn who_is_not_counted_needs_no_block_and_a_clearing_takes_the_block_at_hand() {
    let mut world = World::new();
    let ask = Ask { day: 5, ..Ask::own(SHOP, COUNTED) };
    world.in_force.lend(SHOP, COUNTED, Block { day: 5, epoch: 0, calls: 2 }, world.now);
    assert_eq!((world.ask(&ask), world.in_force.quota_at_hand(SHOP, COUNTED, 5)), (YES, Some(1)));
    world.did(QuotaCleared { account: SHOP, call: Some("POST:/code".into()), month: 1, most: 1 });
    assert_eq!(world.in_force.quota_at_hand(SHOP, COUNTED, 5), Some(1), "another call's");
    world.did(QuotaCleared { account: SHOP, call: Some("POST:/counted".into()), month: 1, most: 1 });
    assert_eq!(world.ask(&ask), Err(Reason::QuotaBlockNeeded));
    world.in_force.lend(SHOP, COUNTED, Block { day: 5, epoch: 1, calls: 2 }, world.now);
    assert_eq!(world.ask(&ask), YES);
    world.did(QuotaCleared { account: SHOP, call: None, month: 1, most: 1 });
    assert_eq!(world.ask(&ask), Err(Reason::QuotaBlockNeeded));
    world.did(LimitsSwitched { account: SHOP, state: LimitsState::Off });
    assert_eq!([world.ask(&ask), world.ask(&ask)], [YES, YES]);
    world.did(LimitsSwitched { account: SHOP, state: LimitsState::On });
    assert_eq!(world.ask(&ask), Err(Reason::QuotaBlockNeeded));
}

#[test]
fn a_minute_has_its_own_limit_and_begins_anew() {
    let mut world = World::empty();
    let served = [ServedCall { call: COUNTED, daily_limit: None, minute_limit: Some(2) }];
    world.in_force = InForce::new(&catalogue(), &served);
    world.in_force.allow_until(Span::millis(i64::MAX));
    world.did(opened(SHOP, AccountType::MiniProgram));
    let ask = Ask::own(SHOP, COUNTED);
    let spent = Err(Reason::MinuteSpent { limit: 2 });
    assert_eq!([world.ask(&ask), world.ask(&ask), world.ask(&ask)], [YES, YES, spent]);
    let secret = |world: &World| {
        let shop = world.in_force.account(SHOP)?;
        world.in_force.count_secret_call(&shop, &ask, world.now)
    };
    assert_eq!(secret(&world), Err(Reason::MinuteSpent { limit: 2 }));
    world.now = world.now.plus(Span::mins(1));
    assert_eq!(
        [world.explain(&ask), world.explain(&ask)].map(|told| told.outcome),
        [YES, YES],
        "counts none"
    );
    assert_eq!((world.ask(&ask), secret(&world), world.ask(&ask)), (YES, Ok(()), spent));
    let pair = |n| Pair { account: SHOP, ordinal: Ordinal(n) };
    let user = |n| world.in_force.count_user(pair(n), world.now, 1);
    assert_eq!((user(1), user(1), user(2)), (Ok(()), Err(Reason::MinuteSpent { limit: 1 }), Ok(())));
}
