//! The clocks the store is handed; it reads none itself.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use vermilion_model::Time;

/// Time since some fixed point, by a clock that runs through suspend and is never set.
pub type Boot = Arc<dyn Fn() -> Duration + Send + Sync>;

/// The clocks handed in.
#[derive(Clone)]
pub struct Clocks {
    /// The wall clock: what rows are stamped with.
    pub wall: Arc<dyn Fn() -> Time + Send + Sync>,
    /// The clock ages are measured with.
    pub boot: Boot,
}

impl fmt::Debug for Clocks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Clocks").finish_non_exhaustive()
    }
}
