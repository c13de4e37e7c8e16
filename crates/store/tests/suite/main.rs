//! The contract of the store, the same cases for both engines.
//!
//! PostgreSQL's run when `VERMILION_TEST_POSTGRES` names a server where databases may be made.

mod ground;
mod sql;

mod guards;
mod order;
mod spend;

/// One test a case and engine.
macro_rules! both_engines {
    ($($case:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                super::$case(crate::ground::Ground::sqlite()).await;
            })*
        }
    };
}
pub(crate) use both_engines;
