//! The stable token: the same text on every node and after a restart, until it is renewed or ended.

use vermilion_decide::Reason;
use vermilion_model::{LimitsState, Span};
use vermilion_service::wechat::{Asking, Credential, Obstacle, Refresh, fetch_stable_token};

use super::codes::some_secret;
use crate::Broken;
use crate::oracle::{Kind, TOKEN_LIFE, Token};
use crate::world::World;

/// It is renewed this long before its end.
const RENEWED_BEFORE: Span = Span::mins(5);
/// A forced refresh sooner than this after the last one is none.
const FORCE_APART: Span = Span::secs(30);

pub(super) async fn fetch(world: &mut World) -> Result<(), Broken> {
    one(world, Refresh::Normal).await
}

pub(super) async fn force(world: &mut World) -> Result<(), Broken> {
    one(world, Refresh::Force).await
}

/// Any account and one of its secrets; to force, one that holds a token.
fn asking(world: &World, refresh: Refresh) -> Option<(usize, usize)> {
    if refresh == Refresh::Normal {
        let at = world.some_account();
        let account = &world.oracle.accounts[at];
        let no = some_secret(world, account)?.no;
        return account.secrets.iter().position(|secret| secret.no == no).map(|secret| (at, secret));
    }
    let tokens = world.oracle.tokens.iter();
    let held: Vec<&Token> = tokens.filter(|token| !token.ended && token.kind != Kind::Plain).collect();
    let token = world.dice.pick(&held)?;
    let secrets = &world.oracle.accounts[token.account].secrets;
    secrets.iter().position(|secret| secret.no == token.secret).map(|secret| (token.account, secret))
}

async fn one(world: &mut World, refresh: Refresh) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let Some((at, secret)) = asking(world, refresh) else { return Ok(()) };
    let account = &world.oracle.accounts[at];
    let secret = &account.secrets[secret];
    let (no, works) = (secret.no, account.proves(secret, now) && !account.shut_out);
    let shown = Credential { app_id: account.app_id.as_str(), secret: &secret.text };
    let theirs = |token: &Token| {
        (token.account, token.secret) == (at, no) && matches!(token.kind, Kind::Stable { .. })
    };
    let held = world.oracle.tokens.iter().rfind(|token| theirs(token) && !token.ended).cloned();
    let age = held.as_ref().map(|held| now.since(held.issued));
    let once_forced = matches!(held.as_ref().map(|held| held.kind), Some(Kind::Stable { forced: true }));
    let rested = !once_forced || age.is_some_and(|age| age >= FORCE_APART);
    let forces = refresh == Refresh::Force && held.is_some() && rested;
    let day = desk.day(now);
    let limit = desk.catalogue.limits().allowances().forced_refreshes_a_day;
    let spent = forces
        && account.limits == LimitsState::On
        && account.forced.get(&day).is_some_and(|done| *done >= limit);
    let asking = Asking { now, client: std::net::Ipv4Addr::LOCALHOST.into() };
    let answer = fetch_stable_token(&desk, shown, refresh, asking).await;
    let answer = answer.map(|fetched| fetched.token.expose().to_owned());
    if spent && matches!(answer, Err(Obstacle::Denied(Reason::QuotaSpent { .. }))) {
        return Ok(());
    }
    if answer.is_ok() != (works && !spent) {
        let seen = format!("a stable token was answered {:?}, must be {works}", answer.err());
        return Err(Broken::new(4, seen));
    }
    let Ok(text) = answer else { return Ok(()) };
    let young = age.is_some_and(|age| age.as_millis() < TOKEN_LIFE.as_millis() - RENEWED_BEFORE.as_millis());
    match held {
        Some(held) if young && !forces => {
            if held.text == text {
                return Ok(());
            }
            return Err(Broken::new(5, "a stable token changed though nobody ended or renewed it"));
        }
        Some(held) if held.text == text => {
            return Err(Broken::new(4, "a stable token is the same although it was to be another"));
        }
        _ => {}
    }
    if forces {
        world.oracle.tokens.iter_mut().filter(|token| theirs(token)).for_each(|token| token.ended = true);
        if world.oracle.accounts[at].limits == LimitsState::On {
            *world.oracle.accounts[at].forced.entry(day).or_default() += 1;
        }
    }
    let kind = Kind::Stable { forced: forces || once_forced };
    world.oracle.tokens.push(Token { text, account: at, secret: no, issued: now, ended: false, kind });
    Ok(())
}
