//! Codes of a user's own act: for the phone number, and for web authorization.

use vermilion_model::fact::Pair;
use vermilion_model::{AccountNo, CodeKind, OAuthScope, Scope, Time};
use vermilion_seal::CodeClaims;
use vermilion_service::wechat::oauth::exchange_oauth_code;
use vermilion_service::wechat::{Caller, Credential, Obstacle, hand_phone_number};
use vermilion_store::{Job, Lowered, Sql, Stmt};

use super::codes::some_secret;
use crate::Broken;
use crate::fault::Fault;
use crate::oracle::{CODE_LIFE, UserCode};
use crate::world::World;

/// A call that every account in good standing may make: by it an OAuth code is exchanged here, so that no account
/// of another type is needed.
const OPEN_CALL: &str = "GET:/cgi-bin/get_api_domain_ip";

static FORGET_SPENT: Sql = Sql::both("delete from login where kind = $1");
static FORGET_GRANTS: Sql = Sql::both("delete from oauth_grant where serial > $1");

pub(super) async fn mint_phone(world: &mut World) -> Result<(), Broken> {
    mint(world, CodeKind::Phone, 0).await
}

pub(super) async fn mint_oauth(world: &mut World) -> Result<(), Broken> {
    let scope = if world.dice.once_in(2) { OAuthScope::Base } else { OAuthScope::UserInfo };
    mint(world, CodeKind::OAuth, scope.number()).await
}

async fn mint(world: &mut World, kind: CodeKind, scope: u8) -> Result<(), Broken> {
    let desk = world.node();
    let issued = desk.now();
    let person = world.dice.below(world.oracle.people.len());
    let pair = world.dice.below(2);
    let of = &world.oracle.people[person].pairs[pair];
    let ring = desk.ring.load_full();
    let claims = CodeClaims {
        kind,
        incarnation: desk.incarnation,
        account: world.oracle.accounts[of.account].no,
        ordinal: of.ordinal,
        serial: desk.serial(issued).await.expect("there are serials"),
        issued,
        life: CODE_LIFE,
        other: AccountNo(0),
        scope,
        session_key_id: ring.sessions.signing_key(issued),
    };
    let text = ring.codes.seal(&claims).expose().to_owned();
    world.oracle.user_codes.push(UserCode { text, kind, scope, person, pair, issued, spent: false });
    Ok(())
}

/// One of the newest of a kind.
fn some_code(world: &World, kind: CodeKind) -> Option<usize> {
    let of_kind = world.oracle.user_codes.iter().enumerate().filter(|(_, code)| code.kind == kind);
    let newest: Vec<usize> = of_kind.map(|(at, _)| at).rev().take(3).collect();
    world.dice.pick(&newest).copied()
}

/// The store forgets what was spent, so that the guard finds nothing in its way.
async fn forget(world: &World, fault: Fault, kind: CodeKind) {
    if world.fault != Some(fault) {
        return;
    }
    let grants = Stmt::new(&FORGET_GRANTS, vec![0_i64.into()]);
    let writes = vec![grants, Stmt::new(&FORGET_SPENT, vec![i64::from(kind.number()).into()])];
    let job = Job::Upkeep(Lowered { writes, ..Lowered::default() });
    world.nodes[0].store().writer.commit(job).await.expect("rows can be changed");
}

/// I6 for phone codes: shown twice, to any nodes.
pub(super) async fn hand_phone(world: &mut World) -> Result<(), Broken> {
    let Some(at) = some_code(world, CodeKind::Phone) else { return Ok(()) };
    phone(world, at).await?;
    phone(world, at).await
}

async fn phone(world: &mut World, at: usize) -> Result<(), Broken> {
    forget(world, Fault::ForgetsSpentPhoneCodes, CodeKind::Phone).await;
    let desk = world.node();
    let now = desk.now();
    let code = &world.oracle.user_codes[at];
    let of = &world.oracle.people[code.person].pairs[code.pair];
    let account = world.oracle.accounts[of.account].no;
    let caller = Caller { account, now, uptime: desk.uptime() };
    let answer = hand_phone_number(&desk, &caller, &code.text, None).await.map(drop);
    let lives = world.oracle.user_code_lives(code, Some(Scope::PhoneNumber), now);
    judged(world, at, lives, &answer)
}

/// I6 for OAuth codes: shown twice, to any nodes.
pub(super) async fn exchange_oauth(world: &mut World) -> Result<(), Broken> {
    let Some(at) = some_code(world, CodeKind::OAuth) else { return Ok(()) };
    oauth(world, at).await?;
    oauth(world, at).await
}

async fn oauth(world: &mut World, at: usize) -> Result<(), Broken> {
    forget(world, Fault::ForgetsSpentOAuthCodes, CodeKind::OAuth).await;
    let desk = world.node();
    let now = desk.now();
    let code = &world.oracle.user_codes[at];
    let of = &world.oracle.people[code.person].pairs[code.pair];
    let account = &world.oracle.accounts[of.account];
    let Some(secret) = some_secret(world, account) else { return Ok(()) };
    let shown = Credential { app_id: account.app_id.as_str(), secret: &secret.text };
    let call = desk.catalogue.call_by_name(OPEN_CALL).expect("the call is known").no;
    let answer = exchange_oauth_code(&desk, shown, call, &code.text, now).await.map(drop);
    let profile = OAuthScope::from_number(code.scope).is_some_and(OAuthScope::shows_profile);
    let consent = profile.then_some(Scope::UserInfo);
    let lives = account.proves(secret, now) && world.oracle.user_code_lives(code, consent, now);
    judged(world, at, lives, &answer)
}

fn judged(world: &mut World, at: usize, lives: bool, answer: &Result<(), Obstacle>) -> Result<(), Broken> {
    let code = &mut world.oracle.user_codes[at];
    if answer.is_ok() && code.spent {
        return Err(Broken::new(6, format!("one {:?} code was exchanged twice", code.kind)));
    }
    if answer.is_ok() != lives {
        let seen = format!("a {:?} code was answered {answer:?}, must be {lives}", code.kind);
        return Err(Broken::new(4, seen));
    }
    code.spent |= answer.is_ok();
    Ok(())
}

/// When a pair took back what it had allowed, and did not allow it again.
pub(super) fn withdrawn(world: &mut World, pair: Pair, scope: Scope, at: Option<Time>) {
    world.oracle.withdrawn.retain(|(of, what, _)| (*of, *what) != (pair, scope));
    world.oracle.withdrawn.extend(at.map(|at| (pair, scope, at)));
}
