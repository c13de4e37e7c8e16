//! People who registered or were invited, through the faces as anybody would.

use serde_json::{Value, json};
use vermilion_model::PlatformRole;
use vermilion_model::fact::Actor;
use vermilion_service::members::{Invited, invite};

use crate::{Answer, TestDesk};

/// The password of everybody here.
pub const PASSWORD: &str = "tidal lamp forty-seven";

/// Somebody who is signed in.
#[derive(Debug, Clone)]
pub struct Member {
    /// For the `Cookie` header.
    pub cookie: String,
    /// The member's id.
    pub id: String,
    /// Their e-mail address.
    pub email: String,
    /// Their first account's AppID; empty for who was invited.
    pub app_id: String,
}

impl TestDesk {
    /// Registers somebody with a mini program named after the address.
    pub async fn register_member(&self, email: &str) -> Member {
        self.register_as(email, "mini_program", &format!("App {}", email.split('@').next().unwrap_or(email)))
            .await
    }

    /// Registers somebody with an account of this type and name.
    pub async fn register_as(&self, email: &str, account_type: &str, account_name: &str) -> Member {
        let code = self.verify(email).await;
        let form = json!({
            "account_type": account_type, "account_name": account_name,
            "email": email, "email_code": code, "password": PASSWORD, "agreement": 1,
        });
        let answer = self.call("POST", "/api/v1/registrations", None, Some(form)).await;
        member(email, &answer)
    }

    /// Has a code sent to an address and reads it there.
    pub async fn verify(&self, email: &str) -> String {
        let body = json!({ "channel": "email", "address": email });
        let answer = self.call("POST", "/api/v1/verifications", None, Some(body)).await;
        assert_eq!(answer.status, 202, "{answer:?}");
        self.code_for(email).await.expect("a code was mailed")
    }

    /// The same person with a new session, after the old one's time.
    pub async fn signed_in_again(&self, who: &Member) -> Member {
        let body = json!({ "login": who.email, "password": PASSWORD });
        let answer = self.call("POST", "/api/v1/sessions", None, Some(body)).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        Member { cookie: answer.cookie().expect("a session's cookie"), ..who.clone() }
    }

    /// An AppSecret of somebody's first account.
    pub async fn secret_of(&self, member: &Member) -> String {
        let path = format!("/api/v1/accounts/{}/secrets", member.app_id);
        let answer = self.call("POST", &path, Some(&member.cookie), Some(json!({ "name": "main" }))).await;
        assert_eq!(answer.status, 201, "{answer:?}");
        text(&answer.json["secret"])
    }

    /// Somebody with a platform role, invited to an address named after it.
    pub async fn reviewer(&self) -> Member {
        self.invited(PlatformRole::Reviewer, "reviewer@platform.example").await
    }

    /// Likewise.
    pub async fn operator(&self) -> Member {
        self.invited(PlatformRole::Operator, "operator@platform.example").await
    }

    /// Likewise.
    pub async fn auditor(&self) -> Member {
        self.invited(PlatformRole::Auditor, "auditor@platform.example").await
    }

    /// Somebody with a platform role.
    pub async fn invited(&self, role: PlatformRole, email: &str) -> Member {
        let invited = invite(&self.desk, Actor::CommandLine, role, email).await.expect("an invitation");
        let Invited::Link { token, .. } = invited else { panic!("{email} is a member already") };
        let form = json!({ "token": token.expose(), "password": PASSWORD, "name": "Lin" });
        let answer = self.call("POST", "/api/v1/invitations/accept", None, Some(form)).await;
        member(email, &answer)
    }
}

fn member(email: &str, answer: &Answer) -> Member {
    assert_eq!(answer.status, 201, "{answer:?}");
    Member {
        cookie: answer.cookie().expect("a session's cookie"),
        id: text(&answer.json["member"]["id"]),
        email: email.to_owned(),
        app_id: text(&answer.json["account"]["app_id"]),
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
