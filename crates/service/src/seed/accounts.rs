//! Accounts with one AppSecret each; a person's first one makes them a member.

use vermilion_model::fact::{
    AccountOpened, Actor, LimitsSwitched, MemberRegistered, NewAccount, ProfilePolicySet, SecretIssued,
};
use vermilion_model::{AccountName, AccountNo, Entropy, Id, LimitsState, Member, SecretNo, Span, Time};
use vermilion_seal::{DigestOf, Place};

use super::Filling;
use super::cast::{ACCOUNTS, Opened};
use crate::people::AccountBox;
use crate::{Failure, Kind};

impl Filling<'_> {
    pub(super) async fn accounts(&self) -> Result<(), Failure> {
        for opened in ACCOUNTS {
            let at = self.ago(opened.days);
            if self.account(opened).is_err() {
                self.open(opened, at).await?;
            }
            self.issue_secret(opened, at.plus(Span::hours(1))).await?;
            self.choose_profile_policy(opened, at.plus(Span::hours(1))).await?;
            // A demonstration is called as often as one likes; an operator may switch the limits on.
            let act = LimitsSwitched { account: self.account(opened)?, state: LimitsState::Off };
            self.put(at.plus(Span::hours(1)), Actor::Platform, act).await?;
        }
        Ok(())
    }

    /// The number of an account that is there.
    pub(super) fn account(&self, opened: Opened) -> Result<AccountNo, Failure> {
        let state = self.desk.in_force.account_by_app_id(&self.seed.app_id(opened.key));
        state.map(|state| state.no).map_err(|_| Failure::Missing(Kind::Account))
    }

    async fn open(&self, opened: Opened, at: Time) -> Result<(), Failure> {
        if let Some(member) = self.member(opened.owner).await? {
            let act = self.opening(opened, member)?;
            return self.put(at, Actor::Member(member), act).await;
        }
        let email_proof = self.proof(opened.owner, at).await?;
        let (member, row) = self.new_member(opened.owner, at).await?;
        let account = self.opening(opened, member)?;
        let agreement = self.desk.settings.agreement;
        let act = MemberRegistered {
            member,
            agreement,
            email_proof,
            phone_proof: None,
            invitation: None,
            account,
            row,
        };
        self.put(at.plus(Span::mins(2)), Actor::Member(member), act).await
    }

    fn opening(&self, opened: Opened, administrator: Id<Member>) -> Result<AccountOpened, Failure> {
        let entropy: &dyn Entropy = &self.seed.branch("owner-id", opened.key);
        let owner: [u8; 16] = entropy.bytes();
        let (key, wrapped_key) = self.desk.vault.make(&owner)?;
        let place = Place { table: "account", row: &owner };
        let name = AccountName::parse(opened.name, opened.account_type, "/account_name")
            .map_err(|fault| Failure::broken(fault.code))?;
        let known = AccountBox {
            name: opened.name.to_owned(),
            introduction: opened.introduction.to_owned(),
            avatar: None,
            category: None,
        };
        Ok(AccountOpened {
            admission: None,
            account: self.seed.account_no(opened.key),
            app_id: self.seed.app_id(opened.key),
            account_type: opened.account_type,
            administrator,
            row: NewAccount {
                wrapped_key,
                owner,
                name_digest: self.desk.name_digest(&name),
                sealed: self.desk.vault.seal(&key, place, &known)?,
            },
        })
    }

    async fn choose_profile_policy(&self, opened: Opened, at: Time) -> Result<(), Failure> {
        let Some(policy) = opened.profile else { return Ok(()) };
        let owner = self.member(opened.owner).await?.ok_or(Failure::SignedOut)?;
        let act = ProfilePolicySet { account: self.account(opened)?, policy };
        self.put(at, Actor::Member(owner), act).await
    }

    async fn issue_secret(&self, opened: Opened, at: Time) -> Result<(), Failure> {
        let account = self.account(opened)?;
        let (app_id, secret) = (self.seed.app_id(opened.key), self.seed.app_secret(opened.key));
        let within = app_id.as_str().as_bytes();
        let digest =
            self.desk.ring.load().digests.digest(DigestOf::AppSecret, within, secret.expose().as_bytes());
        let act = SecretIssued { account, secret: SecretNo(1), digest, name: "默认密钥".to_owned() };
        let owner = self.member(opened.owner).await?.ok_or(Failure::SignedOut)?;
        self.put(at, Actor::Member(owner), act).await
    }
}
