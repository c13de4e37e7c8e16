//! Programs: accounts with a secret, and what is granted to them.

use anyhow::Result;
use vermilion_model::fact::{
    AccountOpened, Actor, AuthorizationRevoked, LimitsSwitched, NewAccount, RevisionSubmitted, SecretIssued,
};
use vermilion_model::{
    AccountNo, AccountType, AppId, Authorization, Capabilities, Entropy, Giver, Id, LimitsState, ReviewClass,
    SecretNo, Seq,
};
use vermilion_seal::{DigestOf, SystemEntropy, mint};
use vermilion_service::Desk;

/// An account and what its server shows.
#[derive(Debug, Clone)]
pub struct Program {
    /// Its number.
    pub account: AccountNo,
    /// Its AppID.
    pub app_id: AppId,
    /// Its AppSecret.
    pub secret: String,
}

/// Opens a mini program's account with one secret.
pub async fn open_program(desk: &Desk, account: AccountNo) -> Result<Program> {
    let entropy: &dyn Entropy = &SystemEntropy;
    let now = desk.now();
    let app_id = AppId::from_random(entropy.bytes());
    let owner = entropy.bytes::<16>();
    let (_, wrapped_key) = desk.vault.make(&owner)?;
    let row = NewAccount {
        wrapped_key,
        owner,
        name_digest: owner.to_vec(),
        sealed: entropy.bytes::<64>().to_vec(),
    };
    let account_type = AccountType::MiniProgram;
    let administrator = desk.id(now);
    let opened = AccountOpened { account, app_id, account_type, administrator, admission: None, row };
    desk.record(now, Actor::Platform, opened).await?;
    let secret = mint::app_secret(entropy);
    let digest = desk.ring.load().digests.digest(
        DigestOf::AppSecret,
        app_id.as_str().as_bytes(),
        secret.expose().as_bytes(),
    );
    let issued = SecretIssued { account, secret: SecretNo(1), digest, name: "experiment".into() };
    desk.record(now, Actor::Platform, issued).await?;
    // Measured as often as it goes, not as often as a day allows.
    desk.record(now, Actor::Platform, LimitsSwitched { account, state: LimitsState::Off }).await?;
    Ok(Program { account, app_id, secret: secret.expose().to_owned() })
}

/// Gives capabilities that no person reviews, so that they are in force at once; which they are does not
/// matter here. With a reviewer it waits on the desk instead.
pub async fn grant(
    desk: &Desk,
    account: AccountNo,
    capabilities: Capabilities,
    review: ReviewClass,
) -> Result<Id<Authorization>> {
    let now = desk.now();
    let authorization = desk.id(now);
    let submitted = RevisionSubmitted {
        authorization,
        version: 0,
        revision: desk.id(now),
        number: 1,
        account,
        giver: Giver::Platform,
        capabilities,
        until: None,
        case: desk.id(now),
        due_at: now,
        review,
        by: desk.id(now),
        document: [0; 32],
        evidence: Vec::new(),
        sealed: vec![0; 64],
        draft: None,
    };
    desk.record(now, Actor::Platform, submitted).await?;
    Ok(authorization)
}

/// Takes it back.
pub async fn revoke(desk: &Desk, account: AccountNo, authorization: Id<Authorization>) -> Result<Seq> {
    let act = AuthorizationRevoked { authorization, account, giver: Giver::Platform, case: None };
    Ok(desk.record(desk.now(), Actor::Platform, act).await?)
}
