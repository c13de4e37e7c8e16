//! A seeded node in this process, and whoever speaks to it.

use serde_json::{Value, json};
use vermilion_model::Span;
use vermilion_testkit::{Answer, TestDesk};

use crate::contract::Contract;
use crate::seen::Book;

pub(crate) struct Stage<'c> {
    contract: &'c Contract,
    pub(crate) desk: TestDesk,
    env: Value,
    pub(crate) seen: Book,
}

impl<'c> Stage<'c> {
    pub(crate) async fn new(contract: &'c Contract) -> Stage<'c> {
        let desk = TestDesk::seeded(7).await;
        let env = desk.call("GET", "/dev/v1/env", None, None).await.json;
        Stage { contract, desk, env, seen: Book::default() }
    }

    /// A value of `dev env`.
    pub(crate) fn var(&self, name: &str) -> String {
        self.env[name].as_str().unwrap_or_else(|| panic!("no {name} in the environment")).to_owned()
    }

    /// A call of the WeChat face, noted. HTTP 200 always.
    pub(crate) async fn call(&mut self, method: &str, path: &str, body: Option<Value>) -> Value {
        let answer = self.desk.call(method, path, None, body).await;
        self.take(path, answer)
    }

    /// The same with these bytes as body.
    pub(crate) async fn send(&mut self, path: &str, body: &[u8]) -> Value {
        let answer = self.desk.request("POST", path).bytes(body).send().await;
        self.take(path, answer)
    }

    fn take(&mut self, path: &str, answer: Answer) -> Value {
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("content-type"), "application/json", "{path}");
        self.seen.note(self.contract, path, &answer.json);
        answer.json
    }

    pub(crate) async fn get(&mut self, path: &str) -> Value {
        self.call("GET", path, None).await
    }

    /// Expects this code.
    pub(crate) async fn refused(&mut self, path: &str, code: i64) {
        let answer = self.get(path).await;
        assert_eq!(answer["errcode"], code, "{path}: {answer}");
    }

    /// A fresh token of an account.
    pub(crate) async fn token(&mut self, app_id: &str, secret: &str) -> String {
        let path = format!("/cgi-bin/token?grant_type=client_credential&appid={app_id}&secret={secret}");
        let answer = self.get(&path).await;
        answer["access_token"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// A fresh token of the seeded mini program.
    pub(crate) async fn own_token(&mut self) -> String {
        let (app_id, secret) = (self.var("APPID"), self.var("APPSECRET"));
        self.token(&app_id, &secret).await
    }

    /// The host app's face.
    pub(crate) async fn host(&self, method: &str, path: &str, body: Option<Value>) -> Answer {
        let (path, key) = (format!("/host/v1{path}"), format!("Bearer {}", self.var("HOST_KEY")));
        let call = self.desk.request(method, &path).header("authorization", &key);
        match body {
            Some(body) => call.json(&body).send().await,
            None => call.send().await,
        }
    }

    /// A new user of the host app, with a number.
    pub(crate) async fn user(&self, external_id: &str) -> String {
        let phone = json!({"country_code": "86", "number": "13800000001"});
        let body = json!({"external_id": external_id, "phone": phone, "nickname": "小满"});
        self.host("POST", "/users", Some(body)).await.json["id"].as_str().unwrap().to_owned()
    }

    /// A code of this kind, of a user for an account.
    pub(crate) async fn code(&self, kind: &str, user: &str, body: Value) -> String {
        let answer = self.host("POST", &format!("/users/{user}/{kind}-codes"), Some(body)).await;
        answer.json["code"].as_str().unwrap_or_else(|| panic!("{kind}: {:?}", answer.json)).to_owned()
    }

    /// The cookie of a seeded member.
    pub(crate) async fn sign_in(&self, who: &str) -> String {
        let (login, password) = (self.var(&format!("{who}_LOGIN")), self.var(&format!("{who}_PASSWORD")));
        let body = json!({"login": login, "password": password});
        self.desk.call("POST", "/api/v1/sessions", None, Some(body)).await.cookie().unwrap()
    }

    /// Another mini program that is listed in the host app.
    pub(crate) async fn another_mini_program(&self) -> String {
        let operator = self.sign_in("OPERATOR").await;
        let all = self.desk.call("GET", "/api/v1/operations/accounts", Some(&operator), None).await;
        let own = self.var("APPID");
        let other = |item: &&Value| item["account_type"] == "mini_program" && item["app_id"] != own.as_str();
        let items = all.json["items"].as_array().unwrap();
        items.iter().find(other).unwrap()["app_id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn advance(&self, by: Span) {
        self.desk.advance(by);
    }

    /// The node stops allowing: every call with a token or a secret is told to come back.
    pub(crate) async fn stops(&mut self, contract: &Contract) {
        let token = self.own_token().await;
        let (app_id, secret) = (self.var("APPID"), self.var("APPSECRET"));
        let (open_id, credential) =
            (self.var("OPENID"), format!("appid={app_id}&secret={secret}&appsecret={secret}"));
        self.desk.desk.in_force.halt();
        for endpoint in contract.walked() {
            let path = match endpoint.auth.as_str() {
                "appid+secret" => format!(
                    "{}?{credential}&code=x&js_code=x&grant_type={}",
                    endpoint.path,
                    if endpoint.path.starts_with("/sns/") {
                        "authorization_code"
                    } else {
                        "client_credential"
                    }
                ),
                _ => format!("{}?access_token={token}&openid={open_id}", endpoint.path),
            };
            let body = (endpoint.method == "POST").then(
                || json!({"grant_type": "client_credential", "appid": app_id, "secret": secret, "code": "x"}),
            );
            self.call(&endpoint.method, &path, body).await;
        }
    }
}
