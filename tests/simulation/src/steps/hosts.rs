//! Host apps: their keys, and which accounts run in them.

use vermilion_model::Digest;
use vermilion_model::fact::{
    AccountListed, AccountUnlisted, Act, Actor, HostAppMade, HostKeyIssued, HostKeyRevoked,
};
use vermilion_model::{HostApp, Id};

use crate::Broken;
use crate::oracle::{Host, HostKey};
use crate::world::World;

/// More host apps than these are not made.
const HOSTS: usize = 3;

async fn made(world: &mut World) -> Result<usize, Broken> {
    let desk = world.node();
    let id: Id<HostApp> = desk.id(desk.now());
    let act = HostAppMade { host_app: id, name: "host".to_owned() };
    let seq = desk.record(desk.now(), Actor::Platform, act).await.expect("a host app is made");
    world.oracle.hosts.push(Host { id, keys: Vec::new(), listed: Vec::new() });
    world.answered(seq)?;
    Ok(world.oracle.hosts.len() - 1)
}

/// A key of a host app, new or old.
pub(super) async fn issue_key(world: &mut World) -> Result<(), Broken> {
    let hosts = world.oracle.hosts.len();
    let fresh = hosts == 0 || (hosts < HOSTS && world.dice.once_in(3));
    let at = if fresh { made(world).await? } else { world.dice.below(hosts) };
    let desk = world.node();
    let digest = Digest { key: 1, bytes: world.dice.bytes() };
    let host = &mut world.oracle.hosts[at];
    let number = u32::try_from(host.keys.len()).unwrap_or(0) + 1;
    let act = HostKeyIssued { host_app: host.id, number, digest };
    let seq = desk.record(desk.now(), Actor::Platform, act).await.expect("a key is issued");
    host.keys.push(HostKey { number, digest, revoked: false });
    world.answered(seq)
}

pub(super) async fn revoke_key(world: &mut World) -> Result<(), Broken> {
    let hosts = world.oracle.hosts.iter().enumerate();
    let keys = hosts.flat_map(|(at, host)| {
        let keys = host.keys.iter().enumerate();
        keys.filter(|(_, key)| !key.revoked).map(move |(key, _)| (at, key))
    });
    let keys: Vec<(usize, usize)> = keys.collect();
    let Some((at, key)) = world.dice.pick(&keys).copied() else { return Ok(()) };
    let desk = world.node();
    let host = &mut world.oracle.hosts[at];
    let act = HostKeyRevoked { host_app: host.id, number: host.keys[key].number };
    let seq = desk.record(desk.now(), Actor::Platform, act).await.expect("a key is revoked");
    host.keys[key].revoked = true;
    world.answered(seq)
}

/// An account runs in a host app from now on, or no longer.
pub(super) async fn list(world: &mut World) -> Result<(), Broken> {
    if world.oracle.hosts.is_empty() {
        return Ok(());
    }
    let desk = world.node();
    let (at, account) = (world.dice.below(world.oracle.hosts.len()), world.some_account());
    let no = world.oracle.accounts[account].no;
    let host = &mut world.oracle.hosts[at];
    let listed = host.listed.iter().position(|listed| *listed == account);
    let act: Act = match listed {
        Some(_) => AccountUnlisted { host_app: host.id, account: no }.into(),
        None => AccountListed { host_app: host.id, account: no }.into(),
    };
    let seq = desk.record(desk.now(), Actor::Platform, act).await.expect("it is listed or not");
    match listed {
        Some(place) => drop(host.listed.remove(place)),
        None => host.listed.push(account),
    }
    world.answered(seq)
}
