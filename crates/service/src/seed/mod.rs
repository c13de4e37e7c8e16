//! What `vermilion dev` fills a fresh store with: believable accounts, members, users and cases.
//!
//! Secrets are a pure function of 32 bytes and stored nowhere but as digests, so that they can be
//! printed again. Every step may be run again: what is there stays as it is.

mod accounts;
mod authorizations;
mod cast;
mod environment;
mod host;
mod members;
mod petitions;

use vermilion_model::fact::{Act, Actor};
use vermilion_model::{AccountNo, AppId, Entropy, Id, Span, Time};
use vermilion_seal::{SecretText, SeededEntropy, mint};

use crate::{Desk, Failure};
pub use environment::{Environment, environment};

/// The 32 bytes of `DATA/dev.seed`.
#[derive(Debug)]
pub struct Seed(SeededEntropy);

impl Seed {
    /// From the file's bytes.
    pub fn new(bytes: [u8; 32]) -> Seed {
        Seed(SeededEntropy::new(bytes))
    }

    /// From a small number, as `dev --seed N` takes it.
    pub fn from_number(number: u64) -> Seed {
        Seed(SeededEntropy::from_number(number))
    }

    fn branch(&self, purpose: &str, of: &str) -> SeededEntropy {
        self.0.branch(&format!("{purpose}:{of}"))
    }

    fn id<T>(&self, at: Time, of: &str) -> Id<T> {
        let entropy: &dyn Entropy = &self.branch("id", of);
        Id::new(at, entropy.bytes())
    }

    fn app_id(&self, account: &str) -> AppId {
        let entropy: &dyn Entropy = &self.branch("app-id", account);
        AppId::from_random(entropy.bytes())
    }

    fn account_no(&self, account: &str) -> AccountNo {
        let entropy: &dyn Entropy = &self.branch("account-no", account);
        // 31 bits, and no account is number zero.
        AccountNo((u32::from_be_bytes(entropy.bytes()) >> 1).max(1))
    }

    fn app_secret(&self, account: &str) -> SecretText {
        mint::app_secret(&self.branch("app-secret", account))
    }

    fn host_key(&self) -> SecretText {
        mint::host_key(&self.branch("host-key", cast::HOST))
    }

    /// Four groups of letters and digits, to be typed by people.
    fn password(&self, member: &str) -> SecretText {
        let text = mint::push_token(&self.branch("password", member));
        let letters: Vec<char> = text.expose().chars().take(16).collect();
        let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
        SecretText::new(groups.join("-"))
    }
}

/// One filling of one store.
struct Filling<'a> {
    desk: &'a Desk,
    seed: &'a Seed,
    /// When the store was made; the past is counted back from here.
    made: Time,
}

/// Fills a store that was made for `dev`. Long work (hashing passwords) is done at its first start only.
pub async fn seed(desk: &Desk, seed: &Seed) -> Result<(), Failure> {
    let filling = Filling { desk, seed, made: desk.store().meta.made_at };
    if filling.is_done().await? {
        return Ok(());
    }
    // In the order of their times, as if they had happened.
    filling.members().await?;
    filling.accounts().await?;
    filling.host().await?;
    filling.authorizations().await?;
    filling.petitions().await?;
    filling.users().await
}

impl Filling<'_> {
    /// So many days before the store was made.
    fn ago(&self, days: i64) -> Time {
        self.made.minus(Span::days(days))
    }

    /// Records an act; refused means that an earlier run did it.
    async fn put(&self, at: Time, actor: Actor, act: impl Into<Act>) -> Result<(), Failure> {
        match self.desk.record_past(at, actor, act.into()).await {
            Ok(_) | Err(Failure::Stale) => Ok(()),
            Err(failure) => Err(failure),
        }
    }
}
