//! The server under test.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, anyhow, bail};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use tokio::net::TcpListener;
use vermilion_model::fact::traffic::{PairMade, Traffic, UserMade};
use vermilion_model::fact::{
    AccountRestored, AccountSuspended, Act, Actor, ConsentGiven, ConsentWithdrawn, Pair, RevisionSubmitted,
    SecretReset, SecretsFrozen, SecretsUnfrozen,
};
use vermilion_model::{
    AccountNo, Authorization, Capabilities, CapabilityNo, Case, Giver, Id, ItsTokens, ReviewClass, Reviewer,
    Scope, SecretNo, SecretsState, Span, Standing, User,
};
use vermilion_rig::{Installation, Minting, listen_and_answer, mint, open_program};
use vermilion_seal::DigestOf;
use vermilion_service::{Desk, Failure};
use vermilion_store::AccountRow;

use crate::journal::{FROZEN, GOOD, SUSPENDED, USABLE};
use crate::order::{Order, Question};
use crate::phones;

/// The one scope that callers give and withdraw.
const SCOPE: Scope = Scope::UserInfo;

#[derive(Clone)]
struct Node {
    desk: Arc<Desk>,
    installation: Installation,
}

/// Opens the store and answers until it is killed.
pub(crate) async fn run(folder: &Path, url: Option<&str>) -> Result<()> {
    let installation = Installation::at(folder, url)?;
    let desk = Arc::new(installation.desk().await?);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("ready http://{}", listener.local_addr()?);
    let node = Node { desk: Arc::clone(&desk), installation };
    let rig = Router::new().route("/rig/do", post(perform)).route("/rig/ask", post(tell)).with_state(node);
    listen_and_answer(desk, listener, |faces| rig.fallback_service(faces)).await
}

async fn perform(State(node): State<Node>, Json(order): Json<Order>) -> (StatusCode, String) {
    match node.perform(order).await {
        Ok(()) => (StatusCode::OK, "done".into()),
        Err(Failure::Busy) => (StatusCode::SERVICE_UNAVAILABLE, "busy".into()),
        Err(Failure::Broken(fault)) => (StatusCode::INTERNAL_SERVER_ERROR, fault.to_string()),
        Err(refused) => (StatusCode::CONFLICT, refused.to_string()),
    }
}

async fn tell(State(node): State<Node>, Json(question): Json<Question>) -> (StatusCode, String) {
    match node.tell(question).await {
        Ok(text) => (StatusCode::OK, text),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:#}")),
    }
}

impl Node {
    async fn perform(&self, order: Order) -> Result<(), Failure> {
        match order {
            Order::MakeUser { user } => self.make_user(user).await,
            Order::MakePair { user, account, ordinal } => {
                let made = PairMade { account, user, ordinal, at: self.desk.now() };
                self.desk.note(Traffic::PairMade(made)).await
            }
            Order::Give { user, account, ordinal } => {
                self.record(ConsentGiven { user, account, ordinal, scope: SCOPE, notice: 1 }).await
            }
            Order::Withdraw { user, account, ordinal } => {
                self.record(ConsentWithdrawn { user, account, ordinal, scope: SCOPE }).await
            }
            Order::Submit { authorization, case, account, capabilities } => {
                let capabilities = capabilities.into_iter().map(CapabilityNo).collect();
                self.submit((authorization, case), account, capabilities).await
            }
            Order::Approve { case } => self.approve(case).await,
            Order::GiveUp { authorization, capability } => {
                let given_up = Capabilities::one(CapabilityNo(capability));
                let act = self.authorization(authorization).await?.give_up(given_up)?;
                self.record(act).await
            }
            Order::Revoke { authorization } => {
                let act = self.authorization(authorization).await?.revoke()?;
                self.record(act).await
            }
            Order::ResetSecret { account, number, text } => {
                self.reset(account, SecretNo(number), &text).await
            }
            Order::Suspend { account } => self.record(AccountSuspended { account, reason: reason() }).await,
            Order::Restore { account } => self.record(AccountRestored { account, reason: reason() }).await,
            Order::FreezeSecrets { account } => self.record(SecretsFrozen { account }).await,
            Order::UnfreezeSecrets { account } => self.record(SecretsUnfrozen { account }).await,
            Order::HandPhone { account, code } => phones::hand(&self.desk, account, &code).await,
        }
    }

    async fn record(&self, act: impl Into<Act>) -> Result<(), Failure> {
        self.desk.record(self.desk.now(), Actor::Platform, act).await.map(drop)
    }

    async fn make_user(&self, user: Id<User>) -> Result<(), Failure> {
        let (_, wrapped_key) = self.desk.vault.make(user.bytes())?;
        let made = UserMade {
            user,
            host_app: Id::from_bytes([1; 16]),
            external_digest: user.bytes().to_vec(),
            wrapped_key,
            sealed: vec![0; 64],
            at: self.desk.now(),
        };
        self.desk.note(Traffic::UserMade(made)).await
    }

    async fn submit(
        &self,
        (authorization, case): (Id<Authorization>, Id<Case>),
        account: AccountNo,
        capabilities: Capabilities,
    ) -> Result<(), Failure> {
        let now = self.desk.now();
        self.record(RevisionSubmitted {
            authorization,
            version: 0,
            revision: self.desk.id(now),
            number: 1,
            account,
            giver: Giver::Platform,
            capabilities,
            until: None,
            case,
            due_at: now,
            review: ReviewClass::OnePerson,
            by: Id::from_bytes([2; 16]),
            document: [0; 32],
            evidence: Vec::new(),
            sealed: vec![0; 64],
            draft: None,
        })
        .await
    }

    async fn approve(&self, case: Id<Case>) -> Result<(), Failure> {
        let row = self.desk.read.case_by_id(case).await?.ok_or_else(|| Failure::broken("no such case"))?;
        let reviewer = Reviewer { member: Id::from_bytes([3; 16]), accounts: Vec::new() };
        let act = row.case.approve(&reviewer)?;
        self.record(act).await
    }

    async fn authorization(&self, id: Id<Authorization>) -> Result<Authorization, Failure> {
        let row = self.desk.read.authorization_by_id(id).await?;
        Ok(row.ok_or_else(|| Failure::broken("no such authorization"))?.authorization)
    }

    async fn reset(&self, account: AccountNo, secret: SecretNo, text: &str) -> Result<(), Failure> {
        let app_id = self.desk.in_force.account(account)?.app_id;
        let within = app_id.as_str().as_bytes();
        let digest = self.desk.ring.load().digests.digest(DigestOf::AppSecret, within, text.as_bytes());
        let tokens = ItsTokens::EndToo;
        self.record(SecretReset { account, secret, digest, tokens, name: "crash".into() }).await
    }

    async fn tell(&self, question: Question) -> Result<String> {
        match question {
            Question::User { user, account } => {
                let made = self.desk.read.user_by_id(user).await?.is_some();
                let paired = self.desk.read.ordinal_of_pair(account, user).await?.is_some();
                Ok(if paired {
                    "paired"
                } else if made {
                    "made"
                } else {
                    "absent"
                }
                .into())
            }
            Question::Consent { user, account, ordinal } => {
                self.consent(user, Pair { account, ordinal }).await
            }
            Question::Authorization { authorization } => self.state_of(authorization).await,
            Question::Held { account } => {
                let account = self.desk.in_force.account(account)?;
                Ok(numbers(account.held(self.desk.now())))
            }
            Question::Account { account } => {
                let program = open_program(&self.desk, account).await?;
                Ok(format!("{} {}", program.app_id.as_str(), program.secret))
            }
            Question::Codes { account, count } => {
                let minting = Minting { account, users: 1, count, life: Span::hours(12) };
                Ok(mint(&self.desk, minting).await?.join("\n"))
            }
            Question::PhoneCodes { account, count } => {
                Ok(phones::codes(&self.desk, account, count).await?.join("\n"))
            }
            Question::Standing { account } => self.standing(account).await,
            Question::Secrets { account } => self.secrets(account).await,
            Question::Audit => Ok(self.installation.audit(&self.desk).await?.join("\n")),
        }
    }

    async fn consent(&self, user: Id<User>, pair: Pair) -> Result<String> {
        let rows = self.desk.read.consents_of_user(user).await?;
        let row = rows.iter().find(|row| row.account == pair.account && row.scope == SCOPE);
        let state = match row {
            None => "absent",
            Some(row) if row.withdrawn_at.is_some() => "withdrawn",
            Some(_) => "given",
        };
        let bits = self.desk.in_force.account(pair.account)?.consent_bits(pair.ordinal);
        let bit = SCOPE.bit().ok_or_else(|| anyhow!("the scope has no bit"))?;
        if (bits & bit != 0) != (state == "given") {
            bail!("memory's bits are {bits:b} and the row is {state}");
        }
        Ok(state.into())
    }

    async fn row(&self, account: AccountNo) -> Result<AccountRow> {
        self.desk.read.account_by_no(account).await?.ok_or_else(|| anyhow!("no such account"))
    }

    async fn standing(&self, account: AccountNo) -> Result<String> {
        let stored = if self.row(account).await?.suspended_at.is_some() { SUSPENDED } else { GOOD };
        let held = self.desk.in_force.account(account)?.standing;
        if (held == Standing::Suspended) != (stored == SUSPENDED) {
            bail!("memory has the account {held:?} and the row {stored}");
        }
        Ok(stored.into())
    }

    async fn secrets(&self, account: AccountNo) -> Result<String> {
        let stored = if self.row(account).await?.secrets_frozen_at.is_some() { FROZEN } else { USABLE };
        let held = self.desk.in_force.account(account)?.secrets;
        if (held == SecretsState::Frozen) != (stored == FROZEN) {
            bail!("memory has the secrets {held:?} and the row {stored}");
        }
        Ok(stored.into())
    }

    async fn state_of(&self, id: Id<Authorization>) -> Result<String> {
        let Some(row) = self.desk.read.authorization_by_id(id).await? else { return Ok("absent".into()) };
        let it = row.authorization;
        if it.revoked_at.is_some() {
            return Ok("revoked".into());
        }
        let in_force = it.effective.map(|effective| format!("in force {}", numbers(effective.capabilities)));
        Ok(in_force.unwrap_or_else(|| "pending".into()))
    }
}

fn reason() -> String {
    "rules".to_owned()
}

/// Numbers, rising.
pub(crate) fn numbers(capabilities: Capabilities) -> String {
    capabilities.iter().fold(String::new(), |mut text, CapabilityNo(number)| {
        let comma = if text.is_empty() { "" } else { "," };
        // Writing to a text does not fail.
        let _written = write!(text, "{comma}{number}");
        text
    })
}
