use serde_json::json;
use vermilion_model::fact::{AccountOpened, Actor, NewAccount};
use vermilion_model::{AccountNo, AccountType, AppId, Id};
use vermilion_testkit::{Answer, Member, NOW, TestDesk};

async fn open(app: &TestDesk, by: &Member, account_type: &str, name: &str) -> Answer {
    let body = json!({"account_type": account_type, "account_name": name});
    app.call("POST", "/api/v1/accounts", Some(&by.cookie), Some(body)).await
}

#[tokio::test]
async fn a_member_opens_another_account_and_administers_it() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let opened = open(&app, &ann, "service_account", "小程序助手").await;
    assert_eq!((opened.status, opened.header("vermilion-seq")), (201, "1.0-2"), "{opened:?}");
    let path = format!("/api/v1/accounts/{}", opened.json["app_id"].as_str().unwrap());
    let seen = app.call("GET", &path, Some(&ann.cookie), None).await;
    assert_eq!((seen.status, &seen.json), (200, &opened.json));
    let me = app.call("GET", "/api/v1/me", Some(&ann.cookie), None).await;
    assert_eq!(me.json["accounts"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn faults_are_said_at_once() {
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let answer = open(&app, &ann, "", "").await;
    assert_eq!(answer.faults(), ["/account_type required", "/account_name required"]);
    assert_eq!(open(&app, &ann, "mini_program", "好小程序").await.faults(), ["/account_name forbidden_word"]);
    assert_eq!(open(&app, &ann, "mini_program", "APP ANN").await.faults(), ["/account_name taken"]);
}

#[tokio::test]
async fn another_members_account_is_not_there() {
    let app = TestDesk::new().await;
    let (ann, bob) =
        (app.register_member("ann@example.cn").await, app.register_member("bob@example.cn").await);
    for app_id in [ann.app_id.as_str(), "wx0000000000000000", "nonsense"] {
        let path = format!("/api/v1/accounts/{app_id}");
        let answer = app.call("GET", &path, Some(&bob.cookie), None).await;
        assert_eq!((answer.status, answer.code()), (404, "missing_account"), "{app_id}");
    }
}

#[tokio::test]
async fn a_number_that_is_taken_is_drawn_again() {
    // Entropy is seeded: in a second world the same number would be drawn, if nobody had it.
    let drawn = {
        let app = TestDesk::new().await;
        let ann = app.register_member("ann@example.cn").await;
        number(&app, &open(&app, &ann, "service_account", "Second").await).await
    };
    let app = TestDesk::new().await;
    let ann = app.register_member("ann@example.cn").await;
    let taken = AccountOpened {
        account: drawn,
        app_id: AppId::from_random([7; 8]),
        account_type: AccountType::ServiceAccount,
        administrator: Id::new(NOW, [7; 10]),
        admission: None,
        row: NewAccount { name_digest: vec![7], ..NewAccount::default() },
    };
    app.desk.record(NOW, Actor::Platform, taken).await.unwrap();
    let opened = open(&app, &ann, "service_account", "Second").await;
    assert_eq!(opened.status, 201, "{opened:?}");
    assert_ne!(number(&app, &opened).await, drawn);
}

async fn number(app: &TestDesk, opened: &Answer) -> AccountNo {
    let app_id = opened.json["app_id"].as_str().unwrap().parse().unwrap();
    app.desk.read.account_by_app_id(app_id).await.unwrap().unwrap().account
}
