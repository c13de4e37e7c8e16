//! A seeded server in this process: fresh SQLite, a clock that moves when told, entropy from a number.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;
use vermilion_http::{App, DevTools, router, served_calls};
use vermilion_model::{Catalogue, Span, Time};
use vermilion_seal::{MasterKeys, SeededEntropy};
use vermilion_service::seed::{Seed, seed};
use vermilion_service::{Clock, Desk, Settings, StartOptions, Waiting, start};
use vermilion_store::{Bounds, Chain, Clocks, Kind, Place, StoreOptions, open};

/// 2026-03-04T08:00:00Z, a Wednesday.
pub(crate) const START: Time = Time::from_secs(1_772_611_200);

#[derive(Debug, Clone)]
pub(crate) struct SetClock(Arc<AtomicI64>);

impl SetClock {
    pub(crate) fn advance(&self, by: Span) {
        self.0.fetch_add(by.as_millis(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Time {
        Time::from_millis(self.0.load(Ordering::SeqCst))
    }
    fn boot(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.load(Ordering::SeqCst)).unwrap())
    }
    fn wait_until(&self, _: Time) -> Waiting<'_> {
        Box::pin(std::future::pending())
    }
}

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

pub(crate) struct Ground {
    pub(crate) folder: TempDir,
    pub(crate) clock: SetClock,
    pub(crate) desk: Arc<Desk>,
    pub(crate) router: Router,
    /// What `/dev/v1/env` said last.
    pub(crate) env: Value,
}

impl Ground {
    /// Seeded, with the simulation's face.
    pub(crate) async fn new() -> Ground {
        let mut ground = Ground::bare().await;
        seed(&ground.desk, &Seed::from_number(7)).await.unwrap();
        ground.renew().await;
        ground
    }

    /// Nothing in the store.
    pub(crate) async fn bare() -> Ground {
        let folder = TempDir::new().unwrap();
        let clock = SetClock(Arc::new(AtomicI64::new(START.millis())));
        let desk = Arc::new(desk(folder.path().to_owned(), &clock).await);
        let moved = clock.clone();
        let tools = DevTools {
            advance: Arc::new(move |by| {
                moved.advance(by);
                Ok(())
            }),
            seed: Arc::new(Seed::from_number(7)),
            base_url: "http://127.0.0.1:8080".to_owned(),
        };
        let router = router(App::new(Arc::clone(&desk)).with_dev(tools));
        Ground { folder, clock, desk, router, env: Value::Null }
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
        self.send(Request::builder().method(method).uri(path), body).await
    }

    /// With the seeded host app's key.
    pub(crate) async fn host(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        self.keyed(&self.var("HOST_KEY"), method, path, body).await
    }

    pub(crate) async fn keyed(&self, key: &str, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = Request::builder().method(method).uri(format!("/host/v1{path}"));
        self.send(request.header(header::AUTHORIZATION, format!("Bearer {key}")), body).await
    }

    async fn send(&self, request: axum::http::request::Builder, body: Option<Value>) -> Answer {
        let body = body.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        let response = self.router.clone().oneshot(request.body(body).unwrap()).await.unwrap();
        let status = response.status();
        let seq = response.headers().get("vermilion-seq").map(|v| v.to_str().unwrap().to_owned());
        let bytes = response.into_body().collect().await.unwrap().to_bytes();
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status, seq, json }
    }

    /// A new user with a phone number; their id.
    pub(crate) async fn user(&self, external_id: &str, number: &str) -> String {
        let phone = serde_json::json!({"country_code": "86", "number": number});
        let body = serde_json::json!({"external_id": external_id, "phone": phone, "nickname": "小满"});
        let made = self.host(Method::POST, "/users", Some(body)).await;
        assert_eq!(made.status, StatusCode::CREATED, "{:?}", made.json);
        made.text("id")
    }

    /// A code of `login` or `phone` for the seeded mini program.
    pub(crate) async fn code(&self, kind: &str, user: &str) -> Answer {
        let body = serde_json::json!({"app_id": self.var("APPID")});
        self.host(Method::POST, &format!("/users/{user}/{kind}-codes"), Some(body)).await
    }

    /// `/sns/jscode2session` of the seeded mini program.
    pub(crate) async fn exchange(&self, code: &str) -> Value {
        let (app_id, secret) = (self.var("APPID"), self.var("APPSECRET"));
        let query = format!("appid={app_id}&secret={secret}&js_code={code}&grant_type=authorization_code");
        self.plain(Method::GET, &format!("/sns/jscode2session?{query}"), None).await.json
    }

    /// `/wxa/business/getuserphonenumber` of the seeded mini program.
    pub(crate) async fn phone_number(&self, code: &str) -> Value {
        let (app_id, secret) = (self.var("APPID"), self.var("APPSECRET"));
        let query = format!("grant_type=client_credential&appid={app_id}&secret={secret}");
        let token = self.plain(Method::GET, &format!("/cgi-bin/token?{query}"), None).await;
        let path = format!("/wxa/business/getuserphonenumber?access_token={}", token.text("access_token"));
        self.plain(Method::POST, &path, Some(serde_json::json!({"code": code}))).await.json
    }
}

async fn desk(data: PathBuf, clock: &SetClock) -> Desk {
    let entropy = Arc::new(SeededEntropy::from_number(1));
    let masters = Arc::new(MasterKeys::generate(&*entropy));
    let (wall, boot) = (clock.clone(), clock.clone());
    let clocks = Clocks { wall: Arc::new(move || wall.now()), boot: Arc::new(move || boot.boot()) };
    let options = StoreOptions {
        place: Place::Sqlite,
        data,
        kind: Kind::Dev,
        chain: Arc::new(Chain::new(masters.audit().clone())),
        clocks,
        entropy: Arc::clone(&entropy) as _,
        bounds: Bounds::default(),
        fresh_for: Duration::from_secs(1),
        max_pages: None,
    };
    let opened = open(options).await.unwrap();
    let options = StartOptions {
        opened,
        masters,
        clock: Arc::new(clock.clone()),
        entropy,
        served: served_calls(&Catalogue::embedded().unwrap()),
        settings: Settings::default(),
    };
    start(options).await.unwrap()
}
