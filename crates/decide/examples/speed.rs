//! Prints what a decision and a consent look-up cost, and how much memory ten million pairs take.
//!
//! `cargo run --release -p vermilion-decide --example speed`

#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]
#![expect(clippy::disallowed_methods, reason = "it measures")]

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Instant;

use vermilion_decide::{Ask, InForce, ServedCall, TokenView, decide};
use vermilion_model::fact::{Act, Actor, ConsentGiven, ConsentWithdrawn, Fact, Pair};
use vermilion_model::{
    AccountGround, AccountNo, AccountType, AppId, Capabilities, Catalogue, Giver, Ground, Id, Ordinal, Scope,
    SecretNo, SecretsState, Seq, Span, Stops, Time, TokenKind,
};

const ACCOUNTS: u32 = 100;
const USERS: u32 = 100_000;
const ROUNDS: u32 = 2_000_000;
const NOW: Time = Time::from_secs(1_000_000);
const PATH: &str = "/cgi-bin/message/subscribe/send";
/// No two look-ups in a row touch the same line of memory.
const STRIDE: u32 = 2_654_435_761;

fn main() {
    let catalogue = Catalogue::embedded().unwrap();
    let before = resident();
    let began = Instant::now();
    let in_force = platform(&catalogue);
    let pairs = ACCOUNTS * USERS;
    println!("{pairs} pairs stood up in {:?}", began.elapsed());
    println!("memory: {:.2} bytes a pair", f64::from(resident() - before) * 1024.0 / f64::from(pairs));
    consents(&in_force, "quiet");
    own(&in_force, &catalogue);
    delegated(&in_force, &catalogue);
    with_writes(&in_force, &catalogue);
    small_accounts(&catalogue);
}

fn platform(catalogue: &Catalogue) -> InForce {
    let served: Vec<_> = catalogue
        .calls()
        .iter()
        .map(|call| ServedCall { call: call.no, daily_limit: None, minute_limit: None })
        .collect();
    let in_force = InForce::new(catalogue, &served);
    in_force.allow_until(Span::millis(i64::MAX));
    let capabilities = catalogue.call_by_path(PATH).unwrap().opened_by;
    for n in 1..=ACCOUNTS {
        open(&in_force, n);
        grant(&in_force, n, Giver::Platform, capabilities);
        if n > 1 {
            grant(&in_force, n, Giver::Account(AccountNo(n - 1)), capabilities);
        }
        for ordinal in 1..=USERS {
            let pair = Pair { account: AccountNo(n), ordinal: Ordinal(ordinal) };
            in_force.stand(Ground::Consent { pair, bits: 0x7f }).unwrap();
        }
    }
    in_force
}

fn open(in_force: &InForce, n: u32) {
    let account = AccountGround {
        account: AccountNo(n),
        app_id: AppId::from_random(u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()),
        account_type: AccountType::MiniProgram,
        stops: Stops::NONE,
        secrets: SecretsState::Usable,
        last_secret: SecretNo(1),
    };
    in_force.stand(Ground::Account(account)).unwrap();
}

fn grant(in_force: &InForce, n: u32, giver: Giver, capabilities: Capabilities) {
    let mut id = [0; 16];
    id[..4].copy_from_slice(&n.to_be_bytes());
    id[4] = u8::from(giver == Giver::Platform);
    let id = Id::from_bytes(id);
    in_force
        .stand(Ground::Authorization {
            id,
            account: AccountNo(n),
            giver,
            capabilities,
            until: None,
            suspended: false,
        })
        .unwrap();
}

fn timed(name: &str, mut each: impl FnMut(u32)) {
    let began = Instant::now();
    for n in 0..ROUNDS {
        each(n.wrapping_mul(STRIDE));
    }
    println!("{name}: {:.1} ns", began.elapsed().as_secs_f64() * 1e9 / f64::from(ROUNDS));
}

const fn account(n: u32) -> AccountNo {
    AccountNo(n % ACCOUNTS + 1)
}
const fn user(n: u32) -> Ordinal {
    Ordinal(n / ACCOUNTS % USERS + 1)
}

fn consents(in_force: &InForce, name: &str) {
    let accounts: Vec<_> = (0..ACCOUNTS).map(|n| in_force.account(account(n)).unwrap()).collect();
    timed(&format!("consent look-up, {name}"), |n| {
        black_box(accounts.get((n % ACCOUNTS) as usize).map(|account| account.consent_bits(user(n))));
    });
}

/// From strings, but for the token's MAC, which is `seal`'s.
fn own(in_force: &InForce, catalogue: &Catalogue) {
    timed("path, token and decide, own", |n| {
        let call = catalogue.call_by_path(black_box(PATH)).unwrap().no;
        let token = TokenView {
            kind: TokenKind::Plain,
            account: account(n),
            secret: SecretNo(1),
            epoch: 0,
            issued: NOW,
        };
        let actor = in_force.check_token(&token, NOW).unwrap();
        let ask = Ask { user: Some(user(n)), ..Ask::own(actor, call) };
        black_box(decide(in_force, &ask, NOW)).unwrap();
    });
    let call = catalogue.call_by_path(PATH).unwrap().no;
    timed("decide alone, own", |n| {
        let ask = Ask { user: Some(user(n)), ..Ask::own(account(n), call) };
        black_box(decide(in_force, black_box(&ask), NOW)).unwrap();
    });
}

fn delegated(in_force: &InForce, catalogue: &Catalogue) {
    let call = catalogue.call_by_path(PATH).unwrap().no;
    timed("decide alone, delegated", |n| {
        let giver = n % (ACCOUNTS - 1) + 1;
        let on_behalf_of = Some(AccountNo(giver));
        let ask = Ask { on_behalf_of, user: Some(user(n)), ..Ask::own(AccountNo(giver + 1), call) };
        black_box(decide(in_force, black_box(&ask), NOW)).unwrap();
    });
}

/// About one write to a hundred look-ups, from another thread.
fn with_writes(in_force: &InForce, catalogue: &Catalogue) {
    let stop = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| write_until(in_force, &stop));
        consents(in_force, "with writes");
        own(in_force, catalogue);
        stop.store(true, Relaxed);
    });
}

fn write_until(in_force: &InForce, stop: &AtomicBool) {
    let (mut number, scope) = (0, Scope::UserInfo);
    while !stop.load(Relaxed) {
        number += 1;
        let n = u32::try_from(number).unwrap_or(0).wrapping_mul(STRIDE);
        let (user_id, account, ordinal) = (Id::from_bytes([0; 16]), account(n), user(n));
        let act: Act = if number % 2 == 0 {
            ConsentGiven { user: user_id, account, ordinal, scope, notice: 1 }.into()
        } else {
            ConsentWithdrawn { user: user_id, account, ordinal, scope }.into()
        };
        let fact = Fact { at: NOW, actor: Actor::Platform, act };
        in_force.apply(Seq { lane: 0, number }, &fact).unwrap();
        let began = Instant::now();
        while began.elapsed().as_nanos() < 1500 {
            std::hint::spin_loop();
        }
    }
}

/// What an account costs that has no user yet, and one with a hundred.
fn small_accounts(catalogue: &Catalogue) {
    let in_force = InForce::new(catalogue, &[]);
    let before = resident();
    (1..=10_000).for_each(|n| open(&in_force, n));
    println!("an empty account: {:.0} bytes", f64::from(resident() - before) * 1024.0 / 10_000.0);
    let before = resident();
    for n in 1..=10_000 {
        for ordinal in 1..=100 {
            let pair = Pair { account: AccountNo(n), ordinal: Ordinal(ordinal) };
            in_force.stand(Ground::Consent { pair, bits: 1 }).unwrap();
        }
    }
    println!("its first hundred users: {:.0} bytes", f64::from(resident() - before) * 1024.0 / 10_000.0);
}

/// Resident memory in KiB, where the system tells.
fn resident() -> u32 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}
