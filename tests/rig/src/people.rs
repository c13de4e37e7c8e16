//! Users and what they allowed.

use std::sync::Arc;

use anyhow::Result;
use vermilion_model::fact::traffic::{PairMade, Traffic, UserMade};
use vermilion_model::fact::{Actor, ConsentGiven};
use vermilion_model::{AccountNo, Entropy, HostApp, Id, Ordinal, Scope, User};
use vermilion_seal::SystemEntropy;
use vermilion_service::Desk;

/// How many facts wait for the writer at once: fewer than its queue takes.
const AT_ONCE: usize = 1_000;

/// Users of one host app who have never been seen by an account.
#[derive(Debug, Clone)]
pub struct Crowd(Arc<Vec<Id<User>>>);

impl Crowd {
    /// Everybody.
    pub fn users(&self) -> &[Id<User>] {
        &self.0
    }
}

/// Makes that many users.
pub async fn crowd(desk: &Arc<Desk>, count: usize) -> Result<Crowd> {
    let host_app: Id<HostApp> = desk.id(desk.now());
    let users: Vec<Id<User>> = (0..count).map(|_| desk.id(desk.now())).collect();
    each(users.clone(), |user| {
        let desk = Arc::clone(desk);
        async move { make(&desk, host_app, user).await }
    })
    .await?;
    Ok(Crowd(Arc::new(users)))
}

async fn make(desk: &Desk, host_app: Id<HostApp>, user: Id<User>) -> Result<()> {
    let entropy: &dyn Entropy = &SystemEntropy;
    let (_, wrapped_key) = desk.vault.make(user.bytes())?;
    let made = UserMade {
        user,
        host_app,
        external_digest: entropy.bytes::<32>().to_vec(),
        wrapped_key,
        sealed: entropy.bytes::<96>().to_vec(),
        at: desk.now(),
    };
    Ok(desk.note(Traffic::UserMade(made)).await?)
}

/// Every user of the crowd becomes a pair of the account, and allows it a scope where one is named. The
/// ordinals run from the one given.
pub async fn agree(desk: &Arc<Desk>, crowd: &Crowd, account: AccountNo, scope: Option<Scope>) -> Result<()> {
    let users: Vec<_> = (1_u32..).zip(crowd.users().iter().copied()).collect();
    each(users, |(ordinal, user)| {
        let desk = Arc::clone(desk);
        let ordinal = Ordinal(ordinal);
        async move {
            let pair = PairMade { account, user, ordinal, at: desk.now() };
            desk.note(Traffic::PairMade(pair)).await?;
            if let Some(scope) = scope {
                let given = ConsentGiven { user, account, ordinal, scope, notice: 1 };
                desk.record(desk.now(), Actor::Platform, given).await?;
            }
            Ok(())
        }
    })
    .await
}

/// Does something for each, many at a time.
async fn each<T, F>(things: Vec<T>, work: impl Fn(T) -> F) -> Result<()>
where
    F: Future<Output = Result<()>> + Send + 'static,
{
    let mut tasks = tokio::task::JoinSet::new();
    for thing in things {
        if tasks.len() >= AT_ONCE
            && let Some(done) = tasks.join_next().await
        {
            done??;
        }
        tasks.spawn(work(thing));
    }
    while let Some(done) = tasks.join_next().await {
        done??;
    }
    Ok(())
}
