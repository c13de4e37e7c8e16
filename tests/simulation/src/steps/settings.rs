//! What an account's developers set: several secrets with their planned ends, one that leaked, and from where
//! tokens may be fetched.

use vermilion_model::fact::{
    Act, Actor, AllowListSet, SecretIssued, SecretReplaced, SecretRetired, SecretRetirementPlanned,
};
use vermilion_model::{AllowList, AllowMode, Digest, ItsTokens, SecretNo, Span};
use vermilion_seal::{DigestOf, mint};
use vermilion_service::Desk;

use crate::Broken;
use crate::oracle::{Account, Secret};
use crate::world::World;

/// Two environments of one account need no more.
const LIVING: usize = 3;

/// A text that nobody had before, and its digest.
pub(super) fn text_of_secret(desk: &Desk, account: &Account) -> (String, Digest) {
    let text = mint::app_secret(&*desk.entropy).expose().to_owned();
    let within = account.app_id.as_str().as_bytes();
    let digest = desk.ring.load().digests.digest(DigestOf::AppSecret, within, text.as_bytes());
    (text, digest)
}

fn next(account: &Account) -> SecretNo {
    SecretNo(account.secrets.last().map_or(1, |last| last.no.0 + 1))
}

/// One of an account's living secrets, by its place.
fn some_living(world: &World, account: usize) -> Option<usize> {
    let secrets = world.oracle.accounts[account].secrets.iter().enumerate();
    let living: Vec<usize> = secrets.filter(|(_, secret)| !secret.dead).map(|(at, _)| at).collect();
    world.dice.pick(&living).copied()
}

/// A second or third secret, beside the others.
pub(super) async fn issue(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let at = world.some_account();
    let account = &mut world.oracle.accounts[at];
    if account.secrets.iter().filter(|secret| !secret.dead).count() >= LIVING {
        return Ok(());
    }
    let (text, digest) = text_of_secret(&desk, account);
    let secret = next(account);
    let act = SecretIssued { account: account.no, secret, digest, name: "test".to_owned() };
    let seq = desk.record(desk.now(), Actor::Member(account.owner), act).await.expect("a secret is issued");
    account.secrets.push(Secret { no: secret, text, dead: false, retires_at: None });
    world.answered(seq)
}

/// Retires one beside others, with its tokens or without.
pub(super) async fn retire(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let of = world.some_account();
    let Some(at) = some_living(world, of) else { return Ok(()) };
    let tokens = if world.dice.once_in(2) { ItsTokens::EndToo } else { ItsTokens::LiveOn };
    let account = &mut world.oracle.accounts[of];
    if account.secrets.iter().filter(|secret| !secret.dead).count() < 2 {
        return Ok(());
    }
    let secret = account.secrets[at].no;
    let act = SecretRetired { account: account.no, secret, tokens };
    let seq = desk.record(desk.now(), Actor::Member(account.owner), act).await.expect("it is retired");
    account.secrets[at].dead = true;
    if tokens == ItsTokens::EndToo {
        let theirs =
            world.oracle.tokens.iter_mut().filter(|token| token.account == of && token.secret == secret);
        theirs.for_each(|token| token.ended = true);
    }
    world.answered(seq)
}

/// Plans a secret's end, or takes the plan back; one must go on without an end in sight.
pub(super) async fn plan(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let account = world.some_account();
    let Some(at) = some_living(world, account) else { return Ok(()) };
    let end = now.plus(Span::secs(1 + i64::try_from(world.dice.below(7200)).unwrap_or(0)));
    let account = &mut world.oracle.accounts[account];
    let mut others =
        account.secrets.iter().enumerate().filter(|(other, secret)| *other != at && !secret.dead);
    let another = others.any(|(_, secret)| secret.retires_at.is_none());
    let (number, planned) = (account.secrets[at].no, account.secrets[at].retires_at);
    let wish = if planned.is_some() { None } else { Some(end) };
    if wish.is_some() && !another {
        return Ok(());
    }
    let act = SecretRetirementPlanned { account: account.no, secret: number, at: wish };
    let seq = desk.record(now, Actor::Member(account.owner), act).await.expect("an end is planned or not");
    account.secrets[at].retires_at = wish;
    world.answered(seq)
}

/// One leaked: it dies with its tokens, the others go on, and a new one takes its place.
pub(super) async fn leaked(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let of = world.some_account();
    let Some(at) = some_living(world, of) else { return Ok(()) };
    let account = &mut world.oracle.accounts[of];
    let (text, digest) = text_of_secret(&desk, account);
    let (leaked, secret) = (account.secrets[at].no, next(account));
    let act = SecretReplaced { account: account.no, leaked, secret, digest, name: "server".to_owned() };
    let seq = desk.record(desk.now(), Actor::Member(account.owner), act).await.expect("it is replaced");
    account.secrets[at].dead = true;
    account.secrets.push(Secret { no: secret, text, dead: false, retires_at: None });
    let theirs = world.oracle.tokens.iter_mut().filter(|token| token.account == of && token.secret == leaked);
    theirs.for_each(|token| token.ended = true);
    world.answered(seq)
}

/// From where tokens may be fetched: from here, or from an address that nobody has.
pub(super) async fn allow_list(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let mode = AllowMode::ALL[world.dice.below(AllowMode::ALL.len())];
    let here = world.dice.once_in(2);
    let at = world.some_account();
    let account = &mut world.oracle.accounts[at];
    let network = if here { "127.0.0.0/8" } else { "203.0.113.8" };
    let list = AllowList { mode, networks: vec![network.parse().expect("a network")] };
    let act: Act = AllowListSet { account: account.no, version: account.list_version, list }.into();
    let seq = desk.record(desk.now(), Actor::Member(account.owner), act).await.expect("a list is set");
    account.list_version += 1;
    account.shut_out = mode == AllowMode::Enforce && !here;
    world.answered(seq)
}
