//! A run: so many operations, and after each the invariants.

use vermilion_decide::{Ask, decide};
use vermilion_model::Scope;
use vermilion_model::fact::Pair;
use vermilion_service::wechat::{Caller, admit};
use vermilion_store::{Chain, Sql, verify};

use crate::fault::Fault;
use crate::world::World;
use crate::{Broken, Ground, steps};

/// How a run ended.
pub struct Ran {
    /// How many operations were done.
    pub operations: usize,
    /// The first invariant that did not hold.
    pub broken: Option<Broken>,
}

/// Runs `operations` from a seed. Costly checks come every so often and at the end.
pub async fn run(ground: Ground, seed: u64, operations: usize, fault: Option<Fault>) -> Ran {
    let mut world = World::new(ground, seed, fault).await;
    let mut done = 0;
    let mut broken = None;
    while done < operations && broken.is_none() {
        done += 1;
        broken = one(&mut world, done.is_multiple_of(16)).await.err();
    }
    if broken.is_none() {
        broken = at_rest(&world).await.err();
    }
    for node in world.nodes.drain(..) {
        if let Some(desk) = std::sync::Arc::into_inner(node) {
            desk.close().await;
        }
    }
    Ran { operations: done, broken }
}

async fn one(world: &mut World, costly: bool) -> Result<(), Broken> {
    steps::any(world).await?;
    world.catch_up().await;
    calls(world)?;
    delegated(world)?;
    consents(world)?;
    if costly {
        log(world).await?;
        secrets(world).await?;
        erased(world).await?;
    }
    Ok(())
}

/// I1 to I4: every node answers every call as the oracle does.
fn calls(world: &World) -> Result<(), Broken> {
    let now = vermilion_service::Clock::now(&*world.clock);
    for (at, account) in world.oracle.accounts.iter().enumerate() {
        for desk in &world.nodes {
            let catalogue = &desk.catalogue;
            for _ in 0..8 {
                let Some(call) = world.dice.pick(catalogue.calls()) else { continue };
                let Some(expected) = world.oracle.allows(at, call.no, catalogue) else { continue };
                let caller = Caller { account: account.no, now, uptime: desk.uptime() };
                let answer = admit(desk, &caller, call.no, None);
                if answer.is_ok() != expected {
                    let seen = format!("{} of account {at}: {answer:?}, must be {expected}", call.name());
                    return Err(Broken::new(1, seen));
                }
            }
        }
    }
    Ok(())
}

/// I1 and I4 for calls on behalf of another account.
fn delegated(world: &World) -> Result<(), Broken> {
    let now = vermilion_service::Clock::now(&*world.clock);
    for it in &world.oracle.delegations {
        let (receiver, giver) = (&world.oracle.accounts[it.receiver], &world.oracle.accounts[it.giver]);
        for desk in &world.nodes {
            let Some(call) = world.dice.pick(desk.catalogue.calls()) else { continue };
            let pair = (it.receiver, it.giver);
            let Some(expected) = world.oracle.allows_for(pair, call.no, &desk.catalogue) else { continue };
            let own = Ask { uptime: desk.uptime(), ..Ask::own(receiver.no, call.no) };
            let answer = decide(&desk.in_force, &Ask { on_behalf_of: Some(giver.no), ..own }, now);
            if answer.is_ok() != expected {
                let seen = format!("{} through {}: {answer:?}, must be {expected}", call.name(), it.id);
                return Err(Broken::new(1, seen));
            }
        }
    }
    Ok(())
}

/// I1 and I4 for what users allowed.
fn consents(world: &World) -> Result<(), Broken> {
    for person in &world.oracle.people {
        for pair in &person.pairs {
            let granted = pair.granted.iter().filter_map(|scope| scope.bit()).fold(0, |bits, bit| bits | bit);
            let expected = if person.gone { Scope::GONE } else { granted };
            let account = world.oracle.accounts[pair.account].no;
            for desk in &world.nodes {
                let bits = desk.in_force.account(account).map_or(0, |state| state.consent_bits(pair.ordinal));
                if bits & Scope::GONE != expected & Scope::GONE || (!person.gone && bits != expected) {
                    let pair = Pair { account, ordinal: pair.ordinal };
                    return Err(Broken::new(4, format!("{pair:?} has {bits:#x}, must have {expected:#x}")));
                }
            }
        }
    }
    Ok(())
}

/// I8: the log verifies.
async fn log(world: &World) -> Result<(), Broken> {
    let desk = &world.nodes[0];
    let chain = Chain::new(world.ground.masters.audit().clone());
    let report = verify(&desk.read, &chain, (desk.incarnation, 0), None).await.expect("the log is read");
    match report.findings.first() {
        None => Ok(()),
        Some(finding) => Err(Broken::new(8, finding.to_string())),
    }
}

static NAMES: Sql = Sql::both("select name from secret order by account, no");

/// I9: no secret stands where somebody reads it.
async fn secrets(world: &World) -> Result<(), Broken> {
    let rows = world.nodes[0].read.read(&NAMES, &[]).await.expect("names are read");
    let kept: String = rows.iter().map(|row| row.text(0).expect("a name")).collect();
    clear_of_secrets(world, &kept)
}

/// I9 over every byte on disk: too slow to be looked at more than once a run.
async fn at_rest(world: &World) -> Result<(), Broken> {
    log(world).await?;
    erased(world).await?;
    clear_of_secrets(world, &String::from_utf8_lossy(&world.ground.bytes()))
}

fn clear_of_secrets(world: &World, kept: &str) -> Result<(), Broken> {
    for account in &world.oracle.accounts {
        if let Some(secret) = account.secrets.iter().find(|secret| kept.contains(&secret.text)) {
            return Err(Broken::new(
                9,
                format!("secret {} of {} stands in clear", secret.no.0, account.app_id),
            ));
        }
    }
    Ok(())
}

/// I10: nothing opens what an erased person left.
async fn erased(world: &World) -> Result<(), Broken> {
    for person in world.oracle.people.iter().filter(|person| person.erased) {
        let key = world.nodes[0].vault.key(person.id.bytes()).await.expect("keys are read");
        if key.is_some() {
            return Err(Broken::new(10, format!("the key of {} is there again", person.id)));
        }
    }
    Ok(())
}
