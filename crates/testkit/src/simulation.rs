//! What `vermilion dev` adds: seeded accounts and users, and the face that moves the clock.

use std::sync::{Arc, OnceLock};

use vermilion_http::{App, DevTools};
use vermilion_service::seed::{Seed, seed};

use crate::TestDesk;

impl TestDesk {
    /// With the simulation's face, and filled from a seed as `vermilion dev --seed` fills it.
    pub async fn seeded(number: u64) -> TestDesk {
        let made = TestDesk::new().await;
        seed(&made.desk, &Seed::from_number(number)).await.expect("the store is filled");
        let clock = Arc::clone(&made.clock);
        let tools = DevTools {
            advance: Arc::new(move |by| {
                clock.advance(by);
                Ok(())
            }),
            seed: Arc::new(Seed::from_number(number)),
            base_url: Arc::new(OnceLock::from("http://127.0.0.1:8080".to_owned())),
        };
        let router = vermilion_http::router(App::new(Arc::clone(&made.desk)).with_dev(tools));
        TestDesk { router, ..made }
    }
}
