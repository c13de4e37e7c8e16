//! Changing a store behind the server's back, as whoever holds the database could.

use vermilion_store::Place;

use crate::ground::Ground;
use crate::server::connect;

impl Ground {
    /// Runs statements on the database itself.
    pub(crate) async fn tamper(&self, statements: &str) {
        match &self.place {
            Place::Sqlite => {
                let conn = rusqlite::Connection::open(self.file()).unwrap();
                conn.execute_batch(statements).unwrap();
            }
            Place::Postgres { url } => connect(&url.url).await.batch_execute(statements).await.unwrap(),
        }
    }
}
