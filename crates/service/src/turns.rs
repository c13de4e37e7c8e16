//! Turns: of many callers who would do the same thing at once, one does it and the others see it done.

use tokio::sync::{Mutex, MutexGuard};
use vermilion_model::AccountNo;

/// Accounts that share a part wait for each other, which costs one commit and harms nobody.
const PARTS: usize = 64;

/// One turn at a time an account.
#[derive(Debug)]
pub(crate) struct Turns(Box<[Mutex<()>]>);

impl Default for Turns {
    fn default() -> Turns {
        Turns((0..PARTS).map(|_| Mutex::default()).collect())
    }
}

impl Turns {
    /// Waits for the account's turn. Whoever has it looks again before doing anything.
    pub(crate) async fn of(&self, account: AccountNo) -> Option<MutexGuard<'_, ()>> {
        let part = usize::try_from(account.0).unwrap_or(0) % PARTS;
        Some(self.0.get(part)?.lock().await)
    }
}
