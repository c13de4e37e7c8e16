//! Whether an account may act, as its owner decides: frozen, closed within a grace, erased after it.

use vermilion_model::Span;
use vermilion_model::fact::{
    AccountClosed, AccountClosing, AccountErased, AccountFrozen, AccountKept, AccountUnfrozen, Act, Actor,
};

use crate::Broken;
use crate::oracle::End;
use crate::world::World;

/// How long an account that is being closed can still be kept.
const GRACE: Span = Span::hours(1);

/// Freezes an account, or unfreezes it.
pub(super) async fn freeze(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let at = world.some_stopped(|account| account.halted);
    let account = &mut world.oracle.accounts[at];
    let act: Act = if account.halted {
        AccountUnfrozen { account: account.no }.into()
    } else {
        AccountFrozen { account: account.no }.into()
    };
    let seq = desk.record(desk.now(), Actor::Member(account.owner), act).await.expect("it is frozen or not");
    account.halted = !account.halted;
    world.answered(seq)
}

/// The next step of an account's end, or it is kept after all. Those in which people are known stay.
pub(super) async fn close(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let mortal: Vec<usize> = (2..world.oracle.accounts.len())
        .filter(|at| world.oracle.accounts[*at].end != Some(End::Erased))
        .collect();
    let Some(at) = world.dice.pick(&mortal).copied() else { return Ok(()) };
    let keeps = world.dice.once_in(2);
    let clock = std::sync::Arc::clone(&world.clock);
    let account = &mut world.oracle.accounts[at];
    let no = account.no;
    let (act, end): (Act, Option<End>) = match account.end {
        None => (AccountClosing { account: no, until: desk.now().plus(GRACE) }.into(), Some(End::Closing)),
        Some(End::Closing) if keeps => (AccountKept { account: no }.into(), None),
        Some(End::Closing) => {
            clock.advance(GRACE);
            (AccountClosed { account: no }.into(), Some(End::Closed))
        }
        Some(End::Closed | End::Erased) => (AccountErased { account: no }.into(), Some(End::Erased)),
    };
    let seq = desk.record(desk.now(), Actor::Member(account.owner), act).await.expect("its end goes on");
    account.end = end;
    world.answered(seq)
}
