//! Calls that are counted, and what sets their counters back (I1).

use vermilion_decide::Reason;
use vermilion_model::fact::{Actor, LimitsSwitched};
use vermilion_model::{Authorization, Call, Capabilities, Giver, LimitsState, ReviewClass, Span, Submission};
use vermilion_service::quotas::{clear_for_account, lease_quota};
use vermilion_service::wechat::{Caller, Obstacle, admit};
use vermilion_store::{Job, Lowered, Sql, Stmt};

use crate::Broken;
use crate::fault::Fault;
use crate::ground::COUNTED;
use crate::oracle::Grant;
use crate::world::World;

/// How many calls one operation makes at most.
const CALLS: usize = 40;

static FORGET_CALLS: Sql = Sql::both("update quota set used = 0 where used > $1");

/// Some calls of an account that holds what they need, through any node.
pub(super) async fn call(world: &mut World) -> Result<(), Broken> {
    let catalogue = std::sync::Arc::clone(&world.nodes[0].catalogue);
    let call = catalogue.call_by_name(COUNTED).expect("the call is known");
    let may = |at: &usize| world.oracle.may_call(*at, call.no, &catalogue);
    let able: Vec<usize> = (0..world.oracle.accounts.len()).filter(may).collect();
    let at = match world.dice.pick(&able).copied() {
        Some(at) => at,
        None => match granted(world, call).await? {
            Some(at) => at,
            None => return Ok(()),
        },
    };
    for _ in 0..=world.dice.below(CALLS) {
        if world.dice.once_in(CALLS) {
            // Into another day, with what is left of a block.
            world.clock.advance(Span::days(1));
        }
        let desk = world.node();
        let (now, account) = (desk.now(), world.oracle.accounts[at].no);
        let stale = world.fault == Some(Fault::CountsOnAnotherDay) && world.dice.once_in(2);
        let asked = if stale { now.minus(Span::days(1)) } else { now };
        let caller = Caller { account, now: asked, uptime: desk.uptime() };
        let mut answer = admit(&desk, &caller, call.no, None);
        if matches!(answer, Err(Obstacle::Denied(Reason::QuotaBlockNeeded))) {
            if stale {
                // There is no block of yesterday's that could be used today.
                continue;
            }
            forget(world).await;
            lease_quota(&desk, account, call.no, now).await.expect("a block is leased, or none is left");
            answer = admit(&desk, &caller, call.no, None);
        }
        counted(world, at, answer).await?;
    }
    Ok(())
}

/// Where nobody may make the call, somebody gets what opens it, without a reviewer.
async fn granted(world: &mut World, call: &Call) -> Result<Option<usize>, Broken> {
    let living = world.living_accounts().into_iter();
    let standing: Vec<usize> = living.filter(|at| world.oracle.accounts[*at].stands()).collect();
    let Some(at) = world.dice.pick(&standing).copied() else { return Ok(None) };
    let desk = world.node();
    let now = desk.now();
    let account = &mut world.oracle.accounts[at];
    let authorization = Authorization::new(desk.id(now), account.no, Giver::Platform);
    let capabilities: Capabilities = call.opened_by.iter().take(1).collect();
    let asked = Submission {
        revision: desk.id(now),
        case: desk.id(now),
        capabilities,
        due_at: now,
        review: ReviewClass::None,
        until: None,
        by: account.owner,
        document: [0; 32],
    };
    let act = authorization.submit(&asked).expect("nothing is pending");
    let seq = desk.record(now, Actor::Member(account.owner), act).await.expect("it is in force at once");
    account.grants.push(Grant {
        id: authorization.id,
        effective: capabilities,
        ever: capabilities,
        pending: None,
        rejected: None,
        revoked: false,
        suspended: false,
    });
    world.answered(seq)?;
    // The calls that follow are made through any node.
    world.catch_up().await;
    Ok(world.oracle.may_call(at, call.no, &desk.catalogue).then_some(at))
}

/// What lets calls past their limit: the store loses the counter that the next block is taken from.
async fn forget(world: &World) {
    if world.fault != Some(Fault::AllowsPastTheLimit) || !world.dice.once_in(4) {
        return;
    }
    let writes = vec![Stmt::new(&FORGET_CALLS, vec![0_i64.into()])];
    let job = Job::Upkeep(Lowered { writes, ..Lowered::default() });
    world.nodes[0].store().writer.commit(job).await.expect("rows can be changed");
}

/// Never more are allowed than the limit, nor more than the store counts for this very day.
async fn counted(world: &mut World, at: usize, answer: Result<(), Obstacle>) -> Result<(), Broken> {
    let desk = world.node();
    let (no, day) = (world.oracle.accounts[at].no, desk.day(desk.now()));
    let call = desk.catalogue.call_by_name(COUNTED).expect("the call is known");
    let limit = desk.catalogue.limits().of(call.no).daily.expect("it has a limit");
    let account = &mut world.oracle.accounts[at];
    match answer {
        Ok(()) if account.limits == LimitsState::Off => return Ok(()),
        Ok(()) => *account.counted.entry(day).or_default() += 1,
        Err(Obstacle::Denied(Reason::QuotaSpent { .. })) if account.limits == LimitsState::On => {}
        other => return Err(Broken::new(1, format!("a counted call was answered {other:?}"))),
    }
    let allowed = account.counted.get(&day).copied().unwrap_or(0);
    if allowed > limit {
        return Err(Broken::new(1, format!("{allowed} calls of a day were allowed, {limit} may be")));
    }
    let row = desk.read.quota_of_call(no, COUNTED).await.expect("counters are read");
    let used = row.filter(|row| row.day == day).map_or(0, |row| row.used);
    if allowed > used || used > limit {
        let seen = format!("{allowed} calls of day {day} were allowed, the store counts {used} of {limit}");
        return Err(Broken::new(1, seen));
    }
    Ok(())
}

/// An account's server has its counters set back; so often a month and no more.
pub(super) async fn clear(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let at = world.some_account();
    let account = &mut world.oracle.accounts[at];
    let one = world.dice.once_in(2).then(|| COUNTED.to_owned());
    let all = one.is_none();
    let Ok(seq) = clear_for_account(&desk, account.no, one).await else {
        // The month's are used up, or the clock was moved into another month meanwhile.
        return Ok(());
    };
    account.counted.clear();
    if all {
        account.forced.clear();
    }
    world.answered(seq)
}

/// An account's calls are counted no longer, or again.
pub(super) async fn switch(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let at = world.some_account();
    let account = &mut world.oracle.accounts[at];
    let state = match account.limits {
        LimitsState::On => LimitsState::Off,
        LimitsState::Off => LimitsState::On,
    };
    let act = LimitsSwitched { account: account.no, state };
    let seq = desk.record(desk.now(), Actor::Platform, act).await.expect("it is counted or not");
    account.limits = state;
    world.answered(seq)
}
