//! The saved copy of consents: a start from it is as good as one from the rows, and notices when not.

use axum::http::{Method, StatusCode};
use serde_json::json;
use vermilion_decide::Chunk;
use vermilion_model::{AccountNo, Ordinal, Scope};
use vermilion_service::{Pace, check_consents, save_consents};

use crate::ground::Ground;

/// A ground whose host app's users agreed to things, and the pair of one of them.
struct Agreed {
    ground: Ground,
    users: Vec<String>,
}

impl Agreed {
    async fn new() -> Agreed {
        let ground = Ground::new().await;
        let mut users = Vec::new();
        for n in 0..3 {
            let user = ground.user(&format!("u-{n}"), "13800000001").await;
            users.push(user);
        }
        let agreed = Agreed { ground, users };
        for n in 0..3 {
            agreed.consent(Method::PUT, n, "scope.userInfo").await;
        }
        agreed
    }

    async fn consent(&self, method: Method, user: usize, scope: &str) {
        let body = (method == Method::PUT).then(|| json!({"notice": 1}));
        let path = format!("/users/{}/consents/{}/{scope}", self.users[user], self.ground.var("APPID"));
        let answer = self.ground.host(method, &path, body).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{:?}", answer.json);
    }

    fn account(&self) -> AccountNo {
        let app_id = self.ground.var("APPID").parse().unwrap();
        self.ground.test.desk.in_force.account_by_app_id(&app_id).unwrap().no
    }

    /// What memory holds of every account.
    fn held(&self) -> Vec<(Chunk, Vec<u8>)> {
        let memory = &self.ground.test.desk.in_force;
        let chunks = memory.account_numbers().into_iter().flat_map(|account| memory.chunks_of(account));
        chunks.map(|chunk| (chunk, memory.chunk(chunk))).collect()
    }

    async fn save(&self) {
        save_consents(&self.ground.test.desk).await.unwrap();
    }

    async fn check(&self) -> usize {
        check_consents(&self.ground.test.desk, Pace::AtOnce).await.unwrap()
    }

    async fn restarted(self) -> Agreed {
        let Agreed { ground, users } = self;
        Agreed { ground: Ground { test: ground.test.restarted().await, env: ground.env }, users }
    }

    async fn up_to(&self) -> Option<i64> {
        self.ground.test.consents_saved_up_to().await
    }
}

#[tokio::test]
async fn what_came_after_the_copy_is_replayed() {
    let agreed = Agreed::new().await;
    assert_eq!(agreed.up_to().await, None);
    agreed.save().await;
    let saved = agreed.up_to().await.unwrap();
    // Everything that can happen to a consent, behind the copy.
    agreed.consent(Method::DELETE, 0, "scope.userInfo").await;
    agreed.consent(Method::PUT, 0, "scope.userLocation").await;
    agreed.consent(Method::DELETE, 1, "scope.userInfo").await;
    agreed.consent(Method::PUT, 1, "scope.userInfo").await;
    agreed.ground.host(Method::POST, &format!("/users/{}/close", agreed.users[2]), None).await;
    let held = agreed.held();
    let agreed = agreed.restarted().await;
    assert_eq!(agreed.held(), held);
    assert_eq!((agreed.up_to().await, agreed.check().await), (Some(saved), 0));
    // What was replayed is saved the next time, and then nothing is to be replayed.
    agreed.save().await;
    assert!(agreed.up_to().await.unwrap() > saved);
    let agreed = agreed.restarted().await;
    assert_eq!((agreed.held(), agreed.check().await), (held, 0));
}

#[tokio::test]
async fn a_copy_that_allows_more_than_the_rows_is_found_and_ends_the_account_not_the_node() {
    let agreed = Agreed::new().await;
    agreed.consent(Method::DELETE, 1, "scope.userInfo").await;
    agreed.save().await;
    let (account, held) = (agreed.account(), agreed.held());
    let (chunk, mut bits) = held.iter().find(|(chunk, _)| chunk.account == account).cloned().unwrap();
    let user = bits.iter().position(|bits| *bits == 0x01).unwrap();
    bits[user] |= Scope::WeRun.bit().unwrap();
    agreed.ground.test.save_forged(account, chunk.number, bits).await;

    let agreed = agreed.restarted().await;
    let memory = &agreed.ground.test.desk.in_force;
    let forged = Ordinal(u32::try_from(user).unwrap());
    assert_eq!(memory.account(account).unwrap().consent_bits(forged), 0x05, "believed at first");
    assert!(memory.account(account).unwrap().stands().is_ok());
    assert_eq!(agreed.check().await, 1);
    assert!(memory.account(account).unwrap().stands().is_err());
    let others = memory.account_numbers().into_iter().filter(|other| *other != account);
    assert!(others.map(|other| memory.account(other).unwrap()).all(|other| other.stands().is_ok()));
    // Nothing wrong is saved again, and the next start reads the rows.
    agreed.save().await;
    assert_eq!(agreed.up_to().await, None);
    let agreed = agreed.restarted().await;
    assert_eq!(agreed.held(), held);
    assert!(agreed.ground.test.desk.in_force.account(account).unwrap().stands().is_ok());
}
