//! Accounts, their secrets, and their standing.

use vermilion_model::fact::{
    AccountOpened, AccountRestored, AccountSuspended, Act, Actor, NewAccount, SecretReset, SecretsFrozen,
    SecretsUnfrozen,
};
use vermilion_model::{AccountNo, AccountType, AppId, ItsTokens, SecretNo, Span};
use vermilion_store::{Job, Lowered, Sql, Stmt};

use super::settings::text_of_secret;
use crate::Broken;
use crate::fault::Fault;
use crate::oracle::{Account, Secret};
use crate::world::World;

pub(super) async fn open(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let no = AccountNo(u32::from_be_bytes(world.dice.bytes()) >> 1 | 1);
    let (app_id, owner) = (AppId::from_random(world.dice.bytes()), desk.id(now));
    let key_owner: [u8; 16] = world.dice.bytes();
    let (_, wrapped_key) = desk.vault.make(&key_owner).expect("a key is made");
    let name_digest = world.dice.bytes::<33>().to_vec();
    let row = NewAccount { wrapped_key, owner: key_owner, name_digest, sealed: vec![1] };
    let act = AccountOpened {
        account: no,
        app_id,
        account_type: AccountType::MiniProgram,
        administrator: owner,
        admission: None,
        row,
    };
    let seq = desk.record(now, Actor::Member(owner), act).await.expect("an account is opened");
    world.answered(seq)?;
    let (secrets, grants) = (Vec::new(), Vec::new());
    world.oracle.accounts.push(Account {
        no,
        app_id,
        owner,
        secrets,
        frozen: false,
        suspended: false,
        grants,
        list_version: 0,
        shut_out: false,
    });
    let at = world.oracle.accounts.len() - 1;
    drop(desk);
    new_secret(world, at).await
}

pub(super) async fn reset_secret(world: &mut World) -> Result<(), Broken> {
    let at = world.dice.below(world.oracle.accounts.len());
    new_secret(world, at).await
}

async fn new_secret(world: &mut World, at: usize) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let account = &mut world.oracle.accounts[at];
    let (text, digest) = text_of_secret(&desk, account);
    let secret = SecretNo(account.secrets.last().map_or(1, |last| last.no.0 + 1));
    let leaks = world.fault == Some(Fault::StoresASecret);
    let name = if leaks { text.clone() } else { "server".to_owned() };
    let act = SecretReset { account: account.no, secret, digest, tokens: ItsTokens::EndToo, name };
    let seq = desk.record(now, Actor::Member(account.owner), act).await.expect("a secret is reset");
    account.secrets.iter_mut().for_each(|old| old.dead = true);
    account.secrets.push(Secret { no: secret, text, dead: false, retires_at: None });
    world.oracle.tokens.iter_mut().filter(|token| token.account == at).for_each(|token| token.ended = true);
    world.answered(seq)
}

/// Freezes secrets, or unfreezes them.
pub(super) async fn freeze(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let at = world.dice.below(world.oracle.accounts.len());
    let account = &mut world.oracle.accounts[at];
    let act: Act = if account.frozen {
        SecretsUnfrozen { account: account.no }.into()
    } else {
        SecretsFrozen { account: account.no }.into()
    };
    let seq = desk.record(desk.now(), Actor::Member(account.owner), act).await.expect("it is frozen or not");
    account.frozen = !account.frozen;
    world.answered(seq)
}

/// Suspends an account, or restores it.
pub(super) async fn suspend(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let at = world.dice.below(world.oracle.accounts.len());
    let account = &mut world.oracle.accounts[at];
    let reason = "rules".to_owned();
    let act: Act = if account.suspended {
        AccountRestored { account: account.no, reason }.into()
    } else {
        AccountSuspended { account: account.no, reason }.into()
    };
    let seq = desk.record(desk.now(), Actor::Platform, act).await.expect("it is suspended or not");
    account.suspended = !account.suspended;
    world.answered(seq)
}

static FORGET: Sql =
    Sql::both("update account set suspended_at = null where suspended_at is not null and no > $1");
static EDIT: Sql = Sql::both("update entry set actor = 'nobody' where number = $1 and lane = 0");

/// What a broken disk or a dishonest operator does while a node is down.
pub(super) async fn meddle(world: &World) {
    let (sql, param) = match world.fault {
        Some(Fault::ForgetsSuspensions) => (&FORGET, 0_i64),
        Some(Fault::EditsTheLog) => (&EDIT, 3),
        _ => return,
    };
    let writes = vec![Stmt::new(sql, vec![param.into()])];
    let job = Job::Upkeep(Lowered { writes, ..Lowered::default() });
    world.nodes[0].store().writer.commit(job).await.expect("rows can be changed");
    world.clock.advance(Span::secs(1));
}
