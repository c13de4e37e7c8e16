//! Delegations: offered, accepted, modified, given up, revoked, and never more than the giver has.

use serde_json::{Value, json};
use vermilion_decide::{Ask, Reason, decide};
use vermilion_model::AccountNo;
use vermilion_testkit::{Answer, Member, TestDesk};

use crate::kit::{NAME, PHONE, PHONE_CALL, another_reviewer, approve, desk, get, path, post, submit, text};

const PROVIDER: &str = "云舟开放平台";

async fn provider(desk: &TestDesk) -> Member {
    desk.register_as("provider@cloud.example", "third_party_platform", PROVIDER).await
}

fn offer(capabilities: &[&str]) -> Value {
    let purpose: Value = capabilities
        .iter()
        .map(|id| ((*id).to_owned(), json!("代运营时使用")))
        .collect::<serde_json::Map<_, _>>()
        .into();
    json!({
        "account_name": PROVIDER, "account_type": "third_party_platform", "capabilities": capabilities,
        "purpose": purpose,
    })
}

async fn step(desk: &TestDesk, by: &Member, id: &str, verb: &str, body: Value) -> Answer {
    let body = (!body.is_null()).then_some(body);
    desk.call("POST", &path(by, &format!("delegations/{id}/{verb}")), Some(&by.cookie), body).await
}

/// A giver whose phone number capability is granted, and a provider.
async fn granted() -> (TestDesk, Member, Member, String) {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    let asked = submit(&desk, &owner, &[PHONE]).await;
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    let provider = provider(&desk).await;
    (desk, owner, provider, text(&asked["id"]))
}

async fn offered(desk: &TestDesk, by: &Member, capabilities: &[&str]) -> Value {
    let answer = post(desk, by, &path(by, "delegations"), json!({ "form": offer(capabilities) })).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    assert!(!answer.header("vermilion-seq").is_empty());
    answer.json
}

async fn number(desk: &TestDesk, member: &Member) -> AccountNo {
    desk.desk.read.account_by_app_id(member.app_id.parse().unwrap()).await.unwrap().unwrap().account
}

/// Whether `actor` may make a call on behalf of `giver` now.
async fn may_for(desk: &TestDesk, actor: &Member, giver: &Member, call: &str) -> Result<(), Reason> {
    let call = desk.desk.catalogue.call_by_name(call).unwrap().no;
    let own = Ask { uptime: desk.desk.uptime(), ..Ask::own(number(desk, actor).await, call) };
    let ask = Ask { on_behalf_of: Some(number(desk, giver).await), ..own };
    decide(&desk.desk.in_force, &ask, desk.desk.now()).map(|_| ())
}

#[tokio::test]
async fn the_receiver_accepts_and_it_ends_with_the_givers_own() {
    let (desk, owner, provider, grant) = granted().await;
    let made = offered(&desk, &owner, &[PHONE]).await;
    let id = text(&made["id"]);
    assert_eq!(
        (made["state"].as_str(), made["waiting"]["turn"].as_str()),
        (Some("offered"), Some("receiver"))
    );
    assert!(matches!(may_for(&desk, &provider, &owner, PHONE_CALL).await, Err(Reason::NotDelegated { .. })));
    // What an account received is no grant of its own, and stands in a list of its own.
    let list = get(&desk, &provider, &path(&provider, "delegations?side=received")).await;
    assert_eq!(
        (list["items"][0]["id"].as_str(), list["items"][0]["side"].as_str()),
        (Some(&*id), Some("received"))
    );
    assert_eq!(list["items"][0]["waiting"]["document"]["purpose"][PHONE], "代运营时使用");
    assert_eq!(get(&desk, &provider, &path(&provider, "authorizations")).await["items"], json!([]));

    let taken = step(&desk, &provider, &id, "accept", json!({ "version": 1 })).await;
    assert_eq!((taken.status, taken.json["state"].as_str()), (200, Some("effective")), "{taken:?}");
    assert_eq!(taken.json["giver"]["name"], NAME);
    assert_eq!(may_for(&desk, &provider, &owner, PHONE_CALL).await, Ok(()));
    let given = get(&desk, &owner, &path(&owner, "delegations")).await;
    assert_eq!(given["items"][0]["receiver"]["name"], PROVIDER);

    // I1: the giver's own ends, and with it what rests on it.
    let own = path(&owner, &format!("authorizations/{grant}/revoke"));
    assert_eq!(post(&desk, &owner, &own, json!({ "name": NAME })).await.status, 200);
    assert!(matches!(may_for(&desk, &provider, &owner, PHONE_CALL).await, Err(Reason::GiverLacks { .. })));
    let seen = get(&desk, &provider, &path(&provider, &format!("delegations/{id}"))).await;
    assert_eq!((&seen["capabilities"], &seen["resting"]), (&json!([PHONE]), &json!([PHONE])));
    assert_eq!(seen["revisions"][0]["outcome"], "approved");
}

#[tokio::test]
async fn a_change_waits_for_the_receiver_and_less_is_at_once() {
    let (desk, owner, provider, _) = granted().await;
    let id = text(&offered(&desk, &owner, &["login"]).await["id"]);
    step(&desk, &provider, &id, "accept", json!({ "version": 1 })).await;
    let body = |version| json!({ "version": version, "form": offer(&["login", PHONE]) });
    let stale = step(&desk, &owner, &id, "modify", body(1)).await;
    assert_eq!((stale.status, stale.header("etag")), (412, "\"2\""));
    let changed = step(&desk, &owner, &id, "modify", body(2)).await;
    assert_eq!(changed.json["state"], "effective_pending", "{changed:?}");
    assert_eq!(
        (&changed.json["capabilities"], &changed.json["waiting"]["capabilities"]),
        (&json!(["login"]), &json!([PHONE, "login"]))
    );
    assert!(may_for(&desk, &provider, &owner, PHONE_CALL).await.is_err(), "I2");
    let refused = step(&desk, &provider, &id, "refuse", Value::Null).await;
    assert_eq!(
        (refused.json["state"].as_str(), refused.json["last_outcome"]["outcome"].as_str()),
        (Some("effective"), Some("refused"))
    );
    let changed = step(&desk, &owner, &id, "modify", body(4)).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    let taken = step(&desk, &provider, &id, "accept", json!({ "version": 5 })).await;
    assert_eq!(taken.json["capabilities"], json!([PHONE, "login"]), "{taken:?}");
    assert_eq!(may_for(&desk, &provider, &owner, PHONE_CALL).await, Ok(()));
    // I3, by either side.
    let less = step(&desk, &provider, &id, "give-up", json!({ "capabilities": [PHONE] })).await;
    assert_eq!((less.status, &less.json["capabilities"]), (200, &json!(["login"])));
    assert!(matches!(may_for(&desk, &provider, &owner, PHONE_CALL).await, Err(Reason::NotHandedOver { .. })));
}

#[tokio::test]
async fn either_side_ends_it_by_the_others_name() {
    let (desk, owner, provider, _) = granted().await;
    for (by, typed) in [(&owner, PROVIDER), (&provider, NAME)] {
        let id = text(&offered(&desk, &owner, &[PHONE]).await["id"]);
        step(&desk, &provider, &id, "accept", json!({ "version": 1 })).await;
        let wrong = step(&desk, by, &id, "revoke", json!({ "name": "another" })).await;
        assert_eq!(wrong.faults(), ["/name not_their_name"]);
        let gone = step(&desk, by, &id, "revoke", json!({ "name": typed })).await;
        assert_eq!((gone.status, gone.json["state"].as_str()), (200, Some("revoked")), "{gone:?}");
        assert!(matches!(
            may_for(&desk, &provider, &owner, PHONE_CALL).await,
            Err(Reason::NotDelegated { .. })
        ));
        let again = step(&desk, by, &id, "revoke", json!({ "name": typed })).await;
        assert_eq!((again.status, again.code()), (409, "already_revoked"));
        let late = step(&desk, &provider, &id, "accept", json!({ "version": 3 })).await;
        assert_eq!((late.status, late.code()), (409, "nothing_offered"));
    }
}

#[tokio::test]
async fn an_offer_is_taken_back_and_each_step_is_one_sides() {
    let (desk, owner, provider, _) = granted().await;
    let id = text(&offered(&desk, &owner, &[PHONE]).await["id"]);
    for (by, verb, body) in [
        (&owner, "accept", json!({ "version": 1 })),
        (&owner, "refuse", Value::Null),
        (&provider, "withdraw", Value::Null),
        (&provider, "modify", json!({ "version": 1, "form": offer(&[PHONE]) })),
    ] {
        let answer = step(&desk, by, &id, verb, body).await;
        assert_eq!((answer.status, answer.code()), (403, "forbidden"), "{verb}");
    }
    let back = step(&desk, &owner, &id, "withdraw", Value::Null).await;
    assert_eq!((back.status, back.json["state"].as_str()), (200, Some("withdrawn")), "{back:?}");
    let late = step(&desk, &provider, &id, "accept", json!({ "version": 2 })).await;
    assert_eq!((late.status, late.code()), (409, "nothing_offered"));
    let again = step(&desk, &owner, &id, "withdraw", Value::Null).await;
    assert_eq!((again.status, again.code()), (409, "nothing_pending"));
    // To others it is not there.
    let other = desk.register_member("other@shop.example").await;
    for verb in ["accept", "revoke", "modify", "give-up"] {
        let body = match verb {
            "accept" => json!({ "version": 1 }),
            "revoke" => json!({ "name": NAME }),
            "give-up" => json!({ "capabilities": [PHONE] }),
            _ => json!({ "version": 1, "form": {} }),
        };
        assert_eq!(step(&desk, &other, &id, verb, body).await.code(), "missing_authorization", "{verb}");
    }
    // Nor is it reached as if it were a grant.
    let as_grant = path(&provider, &format!("authorizations/{id}"));
    assert_eq!(desk.call("GET", &as_grant, Some(&provider.cookie), None).await.status, 404);
}

#[tokio::test]
async fn preflight_holds_the_offer_against_the_register_and_what_is_held() {
    let (desk, owner, _, _) = granted().await;
    let found = async |form: Value| {
        let answer =
            post(&desk, &owner, &path(&owner, "delegations/preflight"), json!({ "form": form })).await;
        assert_eq!(answer.status, 200, "{answer:?}");
        let findings = answer.json["findings"].as_array().unwrap().clone();
        let line = |finding: &Value| {
            ["family", "pointer", "code"].map(|key| finding[key].as_str().unwrap().to_owned()).join(" ")
        };
        findings.iter().map(line).collect::<Vec<_>>()
    };
    assert_eq!(found(offer(&[PHONE])).await, [""; 0]);
    assert_eq!(
        found(json!({})).await,
        [
            "incomplete /account_name required",
            "incomplete /account_type required",
            "incomplete /capabilities too_few"
        ]
    );
    let mut form = offer(&["payment", "payment", "telepathy"]);
    form["account_type"] = json!("mini_program");
    form["purpose"] = json!({});
    form["until"] = json!("2020-01-01");
    assert_eq!(
        found(form).await,
        [
            "mismatch /account_type not_their_type",
            "rules /capabilities/0 not_held",
            "rules /capabilities/1 duplicate",
            "rules /capabilities/2 unknown",
            "incomplete /purpose/payment required",
            "rules /until past",
        ]
    );
    let mut form = offer(&[PHONE]);
    form["account_name"] = json!("无此账号");
    assert_eq!(found(form.clone()).await, ["mismatch /account_name no_such_account"]);
    form["account_name"] = json!(NAME);
    form["account_type"] = json!("mini_program");
    assert_eq!(found(form.clone()).await, ["rules /account_name own_account"]);
    let refused = post(&desk, &owner, &path(&owner, "delegations"), json!({ "form": form })).await;
    assert_eq!((refused.status, refused.faults()), (422, vec!["/account_name own_account".to_owned()]));
}

#[tokio::test]
async fn it_does_not_outlive_the_givers_own() {
    let (desk, owner) = desk().await;
    let reviewer = desk.reviewer().await;
    provider(&desk).await;
    let mut form = crate::kit::form(&[PHONE]);
    form["until"] = json!("2027-02-01");
    let asked = crate::kit::submit_form(&desk, &owner, json!({ "form": form })).await;
    approve(&desk, &reviewer, &text(&asked["pending"]["case"]), 1).await;
    let faults = async |until: &str| {
        let mut form = offer(&[PHONE, "login"]);
        form["until"] = json!(until);
        post(&desk, &owner, &path(&owner, "delegations/preflight"), json!({ "form": form })).await.json["findings"].clone()
    };
    assert_eq!(faults("2027-02-01").await, json!([]));
    assert_eq!(faults("2027-02-02").await[0]["code"], "outlives_grant");
}

#[tokio::test]
async fn an_exclusive_set_goes_to_one_platform_whoever_is_faster() {
    let (desk, owner, first, _) = granted().await;
    let second = desk.register_as("second@cloud.example", "third_party_platform", "第二平台").await;
    // Offered to both while nobody has it.
    let one = text(&offered(&desk, &owner, &["code_release"]).await["id"]);
    let mut form = offer(&["code_release"]);
    form["account_name"] = json!("第二平台");
    let two = post(&desk, &owner, &path(&owner, "delegations"), json!({ "form": form })).await;
    assert_eq!(two.status, 201, "{two:?}");
    let two = text(&two.json["id"]);
    let taken = step(&desk, &first, &one, "accept", json!({ "version": 1 })).await;
    assert_eq!(taken.status, 200, "{taken:?}");
    let late = step(&desk, &second, &two, "accept", json!({ "version": 1 })).await;
    assert_eq!((late.status, late.code()), (409, "set_taken"), "{late:?}");
    let found = post(&desk, &owner, &path(&owner, "delegations/preflight"), json!({ "form": form })).await;
    assert_eq!(found.json["findings"][0]["code"], "exclusive_set");
    step(&desk, &owner, &one, "revoke", json!({ "name": PROVIDER })).await;
    assert_eq!(step(&desk, &second, &two, "accept", json!({ "version": 1 })).await.status, 200);
}

#[tokio::test]
async fn what_the_catalogue_has_reviewed_waits_for_a_reviewer_after_the_receiver() {
    let (desk, owner, provider, _) = granted().await;
    let reviewer = another_reviewer(&desk).await;
    let class = vermilion_model::ReviewClass::OnePerson;
    let held = desk.desk.in_force.account(number(&desk, &owner).await).unwrap().held(desk.desk.now());
    let handed =
        desk.desk.catalogue.capabilities().iter().find(|c| c.delegation == class && held.has(c.number));
    let Some(handed) = handed.map(|c| c.id.clone()) else {
        panic!("no capability that is held from the start is handed when it is handed over");
    };
    let id = text(&offered(&desk, &owner, &[&handed]).await["id"]);
    let taken = step(&desk, &provider, &id, "accept", json!({ "version": 1 })).await;
    assert_eq!(
        (taken.json["state"].as_str(), taken.json["waiting"]["turn"].as_str()),
        (Some("pending"), Some("reviewer")),
        "{taken:?}"
    );
    let queue = get(&desk, &reviewer, "/api/v1/review/cases?state=open").await;
    let case = text(&queue["items"][0]["id"]);
    let seen = get(&desk, &reviewer, &format!("/api/v1/review/cases/{case}")).await;
    assert_eq!(seen["document"]["account_name"], PROVIDER);
    assert_eq!(approve(&desk, &reviewer, &case, 1).await.status, 200);
    let seen = get(&desk, &owner, &path(&owner, &format!("delegations/{id}"))).await;
    assert_eq!((seen["state"].as_str(), &seen["capabilities"]), (Some("effective"), &json!([handed])));
}

#[tokio::test]
async fn a_call_on_behalf_is_explained_to_who_was_given_something() {
    let (desk, owner, provider, _) = granted().await;
    let explain = path(&provider, &format!("explain?call={PHONE_CALL}&on_behalf_of={}", owner.app_id));
    let stranger = desk.call("GET", &explain, Some(&provider.cookie), None).await;
    assert_eq!((stranger.status, stranger.faults()), (422, vec!["/on_behalf_of unknown".to_owned()]));
    let id = text(&offered(&desk, &owner, &[PHONE]).await["id"]);
    let no = get(&desk, &provider, &explain).await;
    assert_eq!((no["reason"].as_str(), no["code"].as_i64()), (Some("not_delegated"), Some(61003)));
    step(&desk, &provider, &id, "accept", json!({ "version": 1 })).await;
    let yes = get(&desk, &provider, &explain).await;
    assert_eq!((yes["allowed"].as_bool(), yes["steps"][5]["step"].as_str()), (Some(true), Some("delegated")));
}
