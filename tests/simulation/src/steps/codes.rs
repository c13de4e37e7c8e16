//! Codes and tokens.

use vermilion_model::{AccountNo, CodeKind, SecretNo};
use vermilion_seal::CodeClaims;
use vermilion_service::wechat::{Asking, Caller, Credential, Obstacle, exchange_code, fetch_token};
use vermilion_store::{Job, Lowered};

use crate::Broken;
use crate::fault::Fault;
use crate::oracle::{Account, CODE_LIFE, Code, Kind, Secret, Token};
use crate::world::World;

pub(super) async fn mint(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let person = world.dice.below(world.oracle.people.len());
    let pair = &world.oracle.people[person].pairs[world.dice.below(2)];
    let ring = desk.ring.load_full();
    let claims = CodeClaims {
        kind: CodeKind::Login,
        incarnation: desk.incarnation,
        account: world.oracle.accounts[pair.account].no,
        ordinal: pair.ordinal,
        serial: desk.serial(now).await.expect("there are serials"),
        issued: now,
        life: CODE_LIFE,
        other: AccountNo(0),
        scope: 0,
        session_key_id: ring.sessions.signing_key(now),
    };
    let text = ring.codes.seal(&claims).expose().to_owned();
    world.oracle.codes.push(Code { text, account: pair.account, person, issued: now, spent: false });
    Ok(())
}

/// I6: of all exchanges of one code, on any node, one at most succeeds; it is shown twice.
pub(super) async fn exchange(world: &mut World) -> Result<(), Broken> {
    if world.oracle.codes.is_empty() {
        return Ok(());
    }
    let newest = world.oracle.codes.len().min(4);
    let at = world.oracle.codes.len() - 1 - world.dice.below(newest);
    shown(world, at).await?;
    shown(world, at).await
}

async fn shown(world: &mut World, at: usize) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let code = &world.oracle.codes[at];
    let account = &world.oracle.accounts[code.account];
    let Some(secret) = some_secret(world, account) else { return Ok(()) };
    let shown = Credential { app_id: account.app_id.as_str(), secret: &secret.text };
    let answer = exchange_code(&desk, shown, &code.text, now).await;
    let lives = world.oracle.code_lives(code, now) && account.proves(secret, now);
    let mut yielded = answer.is_ok();
    if world.fault == Some(Fault::SpendsUnguarded) && matches!(answer, Err(Obstacle::CodeSpent)) {
        // The guard stripped: nothing is inserted, nothing is counted, and the fact goes through.
        yielded = desk.store().writer.commit(Job::Upkeep(Lowered::default())).await.is_ok();
    }
    if yielded && code.spent {
        return Err(Broken::new(6, "one code was exchanged twice"));
    }
    if yielded != lives {
        return Err(Broken::new(1, format!("an exchange answered {answer:?}, must be {lives}")));
    }
    world.oracle.codes[at].spent |= yielded;
    Ok(())
}

/// Mostly one that works, and sometimes any other.
pub(super) fn some_secret<'a>(world: &World, account: &'a Account) -> Option<&'a Secret> {
    let any = world.dice.once_in(8);
    let secrets: Vec<&Secret> = account.secrets.iter().filter(|secret| any || !secret.dead).collect();
    world.dice.pick(&secrets).copied()
}

pub(super) fn fetch(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let at = world.some_account();
    let account = &world.oracle.accounts[at];
    let Some(secret) = some_secret(world, account) else { return Ok(()) };
    let shown = Credential { app_id: account.app_id.as_str(), secret: &secret.text };
    let answer = text_of(&desk, shown, now);
    let expected = account.proves(secret, now) && !account.shut_out;
    if answer.is_ok() != expected {
        let seen = format!("a token was answered {:?}, must be {expected}", answer.err());
        return Err(Broken::new(4, seen));
    }
    let Ok(text) = answer else { return Ok(()) };
    let secret: SecretNo = secret.no;
    // Only the newest of a secret is kept: when an older one dies is a story of its own.
    let older = |token: &Token| (token.account, token.secret, token.kind) == (at, secret, Kind::Plain);
    world.oracle.tokens.retain(|token| !older(token));
    let kind = Kind::Plain;
    world.oracle.tokens.push(Token { text, account: at, secret, issued: now, ended: false, kind });
    Ok(())
}

fn text_of(
    desk: &vermilion_service::Desk,
    shown: Credential<'_>,
    now: vermilion_model::Time,
) -> Result<String, Obstacle> {
    let asking = Asking { now, client: std::net::Ipv4Addr::LOCALHOST.into() };
    fetch_token(desk, shown, asking).map(|fetched| fetched.token.expose().to_owned())
}

pub(super) fn use_token(world: &World) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let Some(token) = world.dice.pick(&world.oracle.tokens) else { return Ok(()) };
    let lives = token.lives(now);
    let believed = Caller::of_token(&desk, &token.text, now);
    if believed.is_ok() != lives {
        return Err(Broken::new(4, format!("a token was answered {believed:?}, must be {lives}")));
    }
    Ok(())
}
