//! What must hold after every operation, and what is looked at now and then.

use vermilion_decide::{Ask, decide};
use vermilion_model::fact::Pair;
use vermilion_model::{Call, Capabilities, Scope};
use vermilion_service::wechat::{Caller, admit};
use vermilion_store::{Chain, Sql, verify};

use crate::Broken;
use crate::oracle::End;
use crate::world::World;

/// How many calls of each account each node is asked about after each operation.
const LOOKED_AT: usize = 12;

/// Every node's memory answers as the oracle does.
pub(crate) fn in_memory(world: &World) -> Result<(), Broken> {
    calls(world)?;
    delegated(world)?;
    consents(world)?;
    hosts(world)
}

/// What stands in the store.
pub(crate) async fn in_the_store(world: &World) -> Result<(), Broken> {
    log(world).await?;
    secrets(world).await?;
    erased(world).await
}

/// I1 to I4: every node answers every call as the oracle does.
fn calls(world: &World) -> Result<(), Broken> {
    let now = vermilion_service::Clock::now(&*world.clock);
    for (at, account) in world.oracle.accounts.iter().enumerate() {
        for desk in &world.nodes {
            let catalogue = &desk.catalogue;
            let telling = world.oracle.telling(at);
            let about = catalogue.calls().iter().filter(|call| telling.meets(call.opened_by));
            let about: Vec<&Call> = about.collect();
            for turn in 0..LOOKED_AT {
                let any = turn % 2 == 0 || about.is_empty();
                let call =
                    if any { world.dice.pick(catalogue.calls()) } else { world.dice.pick(&about).copied() };
                let Some(call) = call else { continue };
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
            let telling = it.effective.and(it.offered.unwrap_or(Capabilities::NONE));
            let about = desk.catalogue.calls().iter().filter(|call| telling.meets(call.opened_by));
            let about: Vec<&Call> = about.collect();
            let Some(call) = world.dice.pick(&about).copied() else { continue };
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

/// I4 for host apps: a key that was revoked opens nothing, and an account runs where it is listed.
fn hosts(world: &World) -> Result<(), Broken> {
    for host in &world.oracle.hosts {
        for desk in &world.nodes {
            for key in &host.keys {
                let known = desk.in_force.host_by_key(&key.digest, desk.uptime());
                if known.is_ok() == key.revoked {
                    let seen = format!("key {} of {} was answered {known:?}", key.number, host.id);
                    return Err(Broken::new(4, seen));
                }
            }
            for (at, account) in world.oracle.accounts.iter().enumerate() {
                let state = desk.in_force.account(account.no).expect("it was opened");
                if state.runs_in(host.id).is_ok() != host.listed.contains(&at) {
                    return Err(Broken::new(4, format!("account {at} is listed wrongly in {}", host.id)));
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
pub(crate) async fn at_rest(world: &World) -> Result<(), Broken> {
    in_the_store(world).await?;
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
    for account in world.oracle.accounts.iter().filter(|account| account.end == Some(End::Erased)) {
        let key = world.nodes[0].vault.key(&account.key_owner).await.expect("keys are read");
        if key.is_some() {
            return Err(Broken::new(10, format!("the key of {} is there again", account.app_id)));
        }
    }
    Ok(())
}
