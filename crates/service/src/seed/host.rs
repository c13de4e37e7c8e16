//! The host app: its key, what is listed in it, its users and what they allowed.

use vermilion_model::fact::{AccountListed, Actor, HostAppMade, HostKeyIssued};
use vermilion_model::{AccountType, HostApp, Id, Scope};
use vermilion_seal::DigestOf;

use super::Filling;
use super::cast::{ACCOUNTS, APP, HOST, OPERATOR, USERS};
use crate::hosts::{Asked, HostCaller, give_consent, make_user};
use crate::people::{PhoneNumber, UserBox};
use crate::{Failure, hosts};

/// How many days before the store was made the host app came.
const DAYS: i64 = 14;

impl Filling<'_> {
    pub(super) async fn host(&self) -> Result<(), Failure> {
        let (at, by) = (self.ago(DAYS), self.member(OPERATOR).await?.ok_or(Failure::SignedOut)?);
        let (host_app, by) = (self.host_app(), Actor::Member(by));
        self.put(at, by, HostAppMade { host_app, name: HOST.to_owned() }).await?;
        let key = self.seed.host_key();
        let digest = self.desk.ring.load().digests.digest(DigestOf::HostKey, &[], key.expose().as_bytes());
        self.put(at, by, HostKeyIssued { host_app, number: 1, digest }).await?;
        let runs = [AccountType::MiniProgram, AccountType::ServiceAccount];
        for opened in ACCOUNTS.into_iter().filter(|a| runs.contains(&a.account_type)) {
            self.put(at, by, AccountListed { host_app, account: self.account(opened)? }).await?;
        }
        Ok(())
    }

    fn host_app(&self) -> Id<HostApp> {
        self.seed.id(self.ago(DAYS), "host-app")
    }

    pub(super) async fn users(&self) -> Result<(), Failure> {
        let host = HostCaller { host_app: self.host_app() };
        let app_id = self.seed.app_id(APP.key);
        for (at, user) in USERS.into_iter().enumerate() {
            let made = make_user(self.desk, host, boxed(user)).await?;
            // Not everybody allows everything, and the last one never came.
            let scopes: &[Scope] = match at {
                0 => &[Scope::UserInfo, Scope::PhoneNumber, Scope::UserLocation],
                1 | 2 => &[Scope::UserInfo],
                _ => &[],
            };
            for scope in scopes {
                let asked = Asked { app_id: app_id.as_str(), scope: scope.name() };
                give_consent(self.desk, host, made.user, asked, 1).await?;
            }
        }
        Ok(())
    }

    /// Whether an earlier start came to the end: the last user is there.
    pub(super) async fn is_done(&self) -> Result<bool, Failure> {
        let Some(last) = USERS.last() else { return Ok(true) };
        let host = HostCaller { host_app: self.host_app() };
        Ok(hosts::find_user(self.desk, host, last.0).await?.is_some())
    }
}

fn boxed((external_id, nickname, number): (&str, &str, &str)) -> UserBox {
    UserBox {
        external_id: external_id.to_owned(),
        phone: Some(PhoneNumber { country_code: "86".to_owned(), number: number.to_owned() }),
        nickname: Some(nickname.to_owned()),
        avatar_url: Some(format!("https://host.example/avatars/{external_id}.png")),
    }
}
