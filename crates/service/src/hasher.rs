//! Passwords are hashed on a bounded pool: each takes tens of milliseconds and 19 MiB.

use std::sync::Arc;

use tokio::sync::Semaphore;
use vermilion_model::Entropy;
use vermilion_seal::{SecretText, password};

use crate::Failure;

/// How many hashes run at once; more wait, and past [`WAITING`] they are told to come back.
const AT_ONCE: usize = 2;
const WAITING: usize = 64;

/// The bounded pool.
#[derive(Debug, Clone)]
pub struct Hasher {
    running: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    entropy: Arc<dyn Entropy>,
}

impl Hasher {
    /// An empty pool; salts come from the entropy.
    pub fn new(entropy: Arc<dyn Entropy>) -> Hasher {
        let (running, waiting) = (Arc::new(Semaphore::new(AT_ONCE)), Arc::new(Semaphore::new(WAITING)));
        Hasher { running, waiting, entropy }
    }

    /// The PHC text of a password of permitted length.
    pub async fn hash(&self, password: password::Password) -> Result<String, Failure> {
        let entropy = Arc::clone(&self.entropy);
        self.run(move || password.hash(&*entropy)).await
    }

    /// Whether this is the password that was hashed; with nobody's, the same time passes.
    pub async fn verify(&self, stored: Option<String>, typed: SecretText) -> Result<bool, Failure> {
        self.run(move || match stored {
            Some(stored) => password::verify(&stored, &typed),
            None => password::verify_nobody(&typed).map(|()| false),
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, password::HashFault> + Send + 'static,
    ) -> Result<T, Failure> {
        let _waiting = self.waiting.try_acquire().map_err(|_| Failure::Busy)?;
        let _running = self.running.acquire().await.map_err(Failure::broken)?;
        tokio::task::spawn_blocking(work).await.map_err(Failure::broken)?.map_err(Failure::broken)
    }
}
