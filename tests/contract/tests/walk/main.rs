//! The contract, walked in process: of each call of areas a to c that takes AppID and secret, the account's
//! own token or an OAuth code, one success at least with every field present and of its type, and every
//! listed error code provoked; what is not stands in `exceptions.json` with its reason, and that list may
//! only shrink. Everything outside answers WeChat's own refusal.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what is not as expected fails the test"
)]

mod contract;
mod exceptions;
mod login;
mod oauth;
mod outside;
mod quotas;
mod seen;
mod stage;
mod tokens;
mod user_data;

use contract::Contract;
use exceptions::Exceptions;
use stage::Stage;

#[tokio::test]
async fn every_call_answers_what_the_contract_says() {
    let contract = Contract::read();
    let mut stage = Stage::new(&contract).await;
    tokens::walk(&mut stage).await;
    login::walk(&mut stage).await;
    user_data::walk(&mut stage).await;
    oauth::walk(&mut stage).await;
    quotas::walk(&mut stage).await;
    stage.stops(&contract).await;
    let report = Exceptions::read().hold(&contract, &stage.seen);
    for line in &report.counts {
        println!("{line}");
    }
    assert!(report.faults.is_empty(), "{}", report.faults.join("\n"));
}
