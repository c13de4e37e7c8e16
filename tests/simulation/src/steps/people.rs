//! Users and what they allow.

use vermilion_model::fact::traffic::{PairMade, Traffic, UserMade};
use vermilion_model::fact::{Actor, ConsentGiven, ConsentWithdrawn, Pair, UserClosed, UserErased};
use vermilion_model::{Id, Scope};
use vermilion_seal::Place;
use vermilion_service::people::{PhoneNumber, UserBox};
use vermilion_store::{Job, Lowered, Sql, Stmt};

use super::user_codes::withdrawn;
use crate::Broken;
use crate::fault::Fault;
use crate::oracle::{PairOf, Person};
use crate::world::World;

/// A user, who logs in to the first two accounts.
pub(super) async fn make(world: &mut World) -> Result<(), Broken> {
    let desk = world.node();
    let now = desk.now();
    let id = desk.id(now);
    let (key, wrapped_key) = desk.vault.make(id.bytes()).expect("a key is made");
    let phone = PhoneNumber { country_code: "86".to_owned(), number: "13800000000".to_owned() };
    let said = UserBox { external_id: id.to_string(), phone: Some(phone), nickname: None, avatar_url: None };
    let place = Place { table: "usr", row: id.bytes() };
    let made = UserMade {
        user: id,
        host_app: Id::from_bytes([9; 16]),
        external_digest: world.dice.bytes::<33>().to_vec(),
        wrapped_key,
        sealed: desk.vault.seal(&key, place, &said).expect("it is sealed"),
        at: now,
    };
    desk.note(Traffic::UserMade(made)).await.expect("a user is made");
    let mut pairs = Vec::new();
    for account in 0..2 {
        let no = world.oracle.accounts[account].no;
        let ordinal = desk.ordinal(no).await.expect("there are ordinals");
        let pair = PairMade { account: no, user: id, ordinal, at: now };
        desk.note(Traffic::PairMade(pair)).await.expect("a pair is made");
        pairs.push(PairOf { account, ordinal, granted: Vec::new() });
    }
    world.oracle.people.push(Person { id, gone: false, erased: false, pairs });
    Ok(())
}

fn some_person(world: &World, wanted: impl Fn(&Person) -> bool) -> Option<usize> {
    let people = world.oracle.people.iter().enumerate().filter(|(_, person)| wanted(person));
    let all: Vec<usize> = people.map(|(at, _)| at).collect();
    world.dice.pick(&all).copied()
}

pub(super) async fn consent(world: &mut World) -> Result<(), Broken> {
    let Some(at) = some_person(world, |person| !person.gone) else { return Ok(()) };
    let desk = world.node();
    let scope = Scope::ALL[world.dice.below(7)];
    let pair = world.dice.below(2);
    let person = &mut world.oracle.people[at];
    let (user, pair) = (person.id, &mut person.pairs[pair]);
    let account = world.oracle.accounts[pair.account].no;
    let act = ConsentGiven { user, account, ordinal: pair.ordinal, scope, notice: 1 };
    let by = Actor::HostApp(Id::from_bytes([9; 16]));
    let seq = desk.record(desk.now(), by, act).await.expect("it is allowed");
    if !pair.granted.contains(&scope) {
        pair.granted.push(scope);
    }
    let pair = Pair { account, ordinal: pair.ordinal };
    withdrawn(world, pair, scope, None);
    world.answered(seq)
}

pub(super) async fn withdraw(world: &mut World) -> Result<(), Broken> {
    let allows = |person: &Person| !person.gone && person.pairs.iter().any(|pair| !pair.granted.is_empty());
    let Some(at) = some_person(world, allows) else { return Ok(()) };
    let desk = world.node();
    let person = &mut world.oracle.people[at];
    let user = person.id;
    let pair = person.pairs.iter_mut().find(|pair| !pair.granted.is_empty()).expect("it allows something");
    let scope = pair.granted.remove(world.dice.below(pair.granted.len()));
    let account = world.oracle.accounts[pair.account].no;
    let pair = Pair { account, ordinal: pair.ordinal };
    let act = ConsentWithdrawn { user, account, ordinal: pair.ordinal, scope };
    let by = Actor::HostApp(Id::from_bytes([9; 16]));
    let now = desk.now();
    let seq = desk.record(now, by, act).await.expect("it is withdrawn");
    withdrawn(world, pair, scope, Some(now));
    world.answered(seq)
}

fn pairs(world: &World, at: usize) -> Vec<Pair> {
    let pairs = world.oracle.people[at].pairs.iter();
    pairs.map(|p| Pair { account: world.oracle.accounts[p.account].no, ordinal: p.ordinal }).collect()
}

pub(super) async fn close(world: &mut World) -> Result<(), Broken> {
    if world.oracle.people.len() < 4 {
        return Ok(());
    }
    let Some(at) = some_person(world, |person| !person.gone) else { return Ok(()) };
    let desk = world.node();
    let act = UserClosed { user: world.oracle.people[at].id, pairs: pairs(world, at) };
    let by = Actor::HostApp(Id::from_bytes([9; 16]));
    let seq = desk.record(desk.now(), by, act).await.expect("a user is closed");
    world.oracle.people[at].gone = true;
    world.answered(seq)
}

static KEY_BACK: Sql = Sql::both("insert into person_key (person, wrapped, made_at) values ($1, $2, 1)");

pub(super) async fn erase(world: &mut World) -> Result<(), Broken> {
    let Some(at) = some_person(world, |person| !person.erased) else { return Ok(()) };
    let desk = world.node();
    let user = world.oracle.people[at].id;
    let wrapped = desk.read.person_key(*user.bytes()).await.expect("keys are read").unwrap_or_default();
    let act = UserErased { user, pairs: pairs(world, at) };
    let by = Actor::HostApp(Id::from_bytes([9; 16]));
    let seq = desk.record(desk.now(), by, act).await.expect("a user is erased");
    let person = &mut world.oracle.people[at];
    (person.gone, person.erased) = (true, true);
    if world.fault == Some(Fault::KeepsAPersonKey) {
        let writes = vec![Stmt::new(&KEY_BACK, vec![user.into(), wrapped.into()])];
        let job = Job::Upkeep(Lowered { writes, ..Lowered::default() });
        desk.store().writer.commit(job).await.expect("a key is put back");
    }
    world.answered(seq)
}
