//! A seeded desk, spoken to as a host app and as the seeded mini program's server.

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};
use vermilion_testkit::TestDesk;

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) seq: Option<String>,
    pub(crate) json: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.json["code"].as_str().unwrap_or_default()
    }
    pub(crate) fn text(&self, field: &str) -> String {
        self.json[field].as_str().unwrap_or_else(|| panic!("no {field} in {:?}", self.json)).to_owned()
    }
}

impl From<vermilion_testkit::Answer> for Answer {
    fn from(answer: vermilion_testkit::Answer) -> Answer {
        let seq = Some(answer.header("vermilion-seq").to_owned()).filter(|seq| !seq.is_empty());
        Answer { status: StatusCode::from_u16(answer.status).unwrap(), seq, json: answer.json }
    }
}

pub(crate) struct Ground {
    pub(crate) test: TestDesk,
    /// What `/dev/v1/env` said last.
    pub(crate) env: Value,
}

impl Ground {
    pub(crate) async fn new() -> Ground {
        let mut ground = Ground { test: TestDesk::seeded(7).await, env: Value::Null };
        ground.renew().await;
        ground
    }

    /// Fresh codes.
    pub(crate) async fn renew(&mut self) {
        self.env = self.plain(Method::GET, "/dev/v1/env", None).await.json;
    }

    pub(crate) fn var(&self, name: &str) -> String {
        self.env[name].as_str().unwrap_or_else(|| panic!("no {name} in the environment")).to_owned()
    }

    /// Without any key.
    pub(crate) async fn plain(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.test.call(method.as_str(), path, None, body).await.into()
    }

    /// The cookie of a seeded member: `OWNER`, `OPERATOR`, `REVIEWER` …
    pub(crate) async fn sign_in(&self, who: &str) -> String {
        let (login, password) = (self.var(&format!("{who}_LOGIN")), self.var(&format!("{who}_PASSWORD")));
        let body = json!({"login": login, "password": password});
        let answer = self.test.call("POST", "/api/v1/sessions", None, Some(body)).await;
        answer.cookie().unwrap_or_else(|| panic!("{who} cannot sign in: {:?}", answer.json))
    }

    /// With a member's cookie, on the console's face.
    pub(crate) async fn console(
        &self,
        cookie: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Answer {
        let path = format!("/api/v1{path}");
        self.test.call(method.as_str(), &path, Some(cookie), body).await.into()
    }

    /// With the seeded host app's key.
    pub(crate) async fn host(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.keyed(&self.var("HOST_KEY"), method, path, body).await
    }

    pub(crate) async fn keyed(&self, key: &str, method: Method, path: &str, body: Option<Value>) -> Answer {
        let path = format!("/host/v1{path}");
        let mut call = self.test.request(method.as_str(), &path);
        call = call.header("authorization", &format!("Bearer {key}"));
        if let Some(body) = body {
            call = call.json(&body);
        }
        call.send().await.into()
    }

    /// A new user with a phone number; their id.
    pub(crate) async fn user(&self, external_id: &str, number: &str) -> String {
        let phone = json!({"country_code": "86", "number": number});
        let body = json!({"external_id": external_id, "phone": phone, "nickname": "小满"});
        let made = self.host(Method::POST, "/users", Some(body)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.json);
        made.text("id")
    }

    /// A code of `login` or `phone` for the seeded mini program.
    pub(crate) async fn code(&self, kind: &str, user: &str) -> Answer {
        let body = json!({"app_id": self.var("APPID")});
        self.host(Method::POST, &format!("/users/{user}/{kind}-codes"), Some(body)).await
    }

    /// `/sns/jscode2session` of the seeded mini program.
    pub(crate) async fn exchange(&self, code: &str) -> Value {
        let (app_id, secret) = (self.var("APPID"), self.var("APPSECRET"));
        let query = format!("appid={app_id}&secret={secret}&js_code={code}&grant_type=authorization_code");
        self.plain(Method::GET, &format!("/sns/jscode2session?{query}"), None).await.json
    }

    /// A call of the seeded mini program with a token of its own; the path may carry a query.
    pub(crate) async fn wechat(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let (app_id, secret) = (self.var("APPID"), self.var("APPSECRET"));
        let query = format!("grant_type=client_credential&appid={app_id}&secret={secret}");
        let token = self.plain(Method::GET, &format!("/cgi-bin/token?{query}"), None).await;
        let mark = if path.contains('?') { '&' } else { '?' };
        let path = format!("{path}{mark}access_token={}", token.text("access_token"));
        self.plain(method, &path, body).await.json
    }

    /// An OpenID and a session key of a user who logs in to the seeded mini program.
    pub(crate) async fn login(&self, user: &str) -> (String, String) {
        let session = self.exchange(&self.code("login", user).await.text("code")).await;
        let text = |field: &str| session[field].as_str().unwrap_or_else(|| panic!("{session}")).to_owned();
        (text("openid"), text("session_key"))
    }

    /// `/wxa/business/getuserphonenumber` of the seeded mini program.
    pub(crate) async fn phone_number(&self, code: &str) -> Value {
        self.wechat(Method::POST, "/wxa/business/getuserphonenumber", Some(json!({"code": code}))).await
    }
}
