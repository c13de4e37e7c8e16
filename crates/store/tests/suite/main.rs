//! The contract of the store, the same cases for both engines.
//!
//! PostgreSQL's run when `VERMILION_TEST_POSTGRES` names a server where databases may be made.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "every function here is part of a test: what is not as expected fails it"
)]

mod behind;
mod callers;
mod cases;
mod ground;
mod life;
mod life_goes_on;
mod proxy;
mod rivals;
mod rules;
mod server;
mod shelf;
mod sql;

mod admission;
mod archive;
mod at_once;
mod at_once_on_two;
mod audit;
mod engines;
mod evidence;
mod feed;
mod fitness;
mod guards;
mod keyed_requests;
mod lost;
mod node_rows;
mod nodes;
mod oauth;
mod order;
mod plans;
mod quotas;
mod restored;
mod saved;
mod schema;
mod spend;
mod sweep;
mod texts;
mod tls;
mod users;

/// One test a case and engine.
macro_rules! both_engines {
    ($($case:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                super::$case(&crate::ground::Ground::sqlite()).await;
            })*
        }
        crate::on_postgres!($($case),*);
    };
}
pub(crate) use both_engines;

/// One test a case, on PostgreSQL alone.
macro_rules! on_postgres {
    ($($case:ident),* $(,)?) => {
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let name = concat!(module_path!(), "::", stringify!($case));
                if let Some(ground) = crate::ground::Ground::postgres(name).await {
                    super::$case(&ground).await;
                    ground.drop_database().await;
                }
            })*
        }
    };
}
pub(crate) use on_postgres;
