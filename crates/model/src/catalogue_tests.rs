use super::*;

#[test]
fn the_embedded_one_is_sound_and_knows_the_phone_call() {
    let catalogue = Catalogue::embedded().unwrap();
    let call = catalogue.call_by_name("POST:/wxa/business/getuserphonenumber").unwrap();
    let capability = catalogue.capability("phone_number").unwrap();
    assert!(call.opened_by.has(capability.number));
    assert!(catalogue.call_by_path("/cgi-bin/get_api_domain_ip").unwrap().open);
    assert!(catalogue.call_by_name("GET:/wxa/business/getuserphonenumber").is_none());
}

#[test]
fn a_number_used_twice_is_refused() {
    let twice = r#"
        version = 1
        open_calls = []
        [[capability]]
        number = 1
        id = "a"
        account_types = []
        risk = "low"
        grant = "none"
        delegation = "none"
        calls = []
        [[capability]]
        number = 1
        id = "b"
        account_types = []
        risk = "low"
        grant = "none"
        delegation = "none"
        calls = []
    "#;
    assert_eq!(Catalogue::parse(twice, "[]").unwrap_err(), CatalogueFault::Number("b".into()));
}

#[test]
fn an_unknown_call_is_refused() {
    let text = "version = 1\nopen_calls = [\"GET:/nope\"]\ncapability = []";
    assert!(matches!(Catalogue::parse(text, "[]"), Err(CatalogueFault::UnknownCall { .. })));
}

#[test]
fn every_call_has_its_place() {
    let catalogue = Catalogue::embedded().unwrap();
    let missing: Vec<String> = catalogue.unplaced().into_iter().map(Call::name).collect();
    assert_eq!(catalogue.calls().len(), 177);
    assert!(missing.is_empty(), "in no list and opened by no capability:\n{}", missing.join("\n"));
}

#[test]
fn a_call_stands_in_one_place_only() {
    let calls = r#"[{"method":"GET","path":"/a","accepts":[],"body":"none","sns":false}]"#;
    let text = "version = 1\nopen_calls = [\"GET:/a\"]\nsecret_calls = [\"GET:/a\"]\ncapability = []";
    assert_eq!(Catalogue::parse(text, calls).unwrap_err(), CatalogueFault::TwoPlaces("GET:/a".into()));
}

#[test]
fn lists_without_capability_fit_the_tokens_their_calls_take() {
    let catalogue = Catalogue::embedded().unwrap();
    for no in catalogue.secret_calls() {
        let call = catalogue.call(*no).unwrap();
        assert!(call.accepts.is_empty(), "{} takes a token", call.name());
    }
    for no in catalogue.component_calls() {
        let call = catalogue.call(*no).unwrap();
        assert_eq!(call.accepts, [Accepts::Component], "{}", call.name());
    }
}

#[test]
fn every_capability_is_for_somebody_and_opens_something() {
    for capability in Catalogue::embedded().unwrap().capabilities() {
        assert!(!capability.account_types.is_empty(), "{}", capability.id);
        assert!(!capability.calls.is_empty(), "{}", capability.id);
    }
}

#[test]
fn much_harm_takes_two_and_nothing_is_asked_for_that_one_has() {
    for capability in Catalogue::embedded().unwrap().capabilities() {
        if capability.risk == Risk::High {
            let classes = (capability.grant, capability.delegation);
            assert_eq!(classes, (ReviewClass::TwoPersons, ReviewClass::TwoPersons), "{}", capability.id);
        }
        if capability.from_start {
            assert_eq!(capability.grant, ReviewClass::None, "{}", capability.id);
            assert!(capability.evidence.is_empty(), "{}", capability.id);
        }
    }
}

#[test]
fn numbers_are_those_that_were_given_out() {
    let given: Vec<String> = Catalogue::embedded()
        .unwrap()
        .capabilities()
        .iter()
        .map(|c| format!("{} {}", c.number.0, c.id))
        .collect();
    assert_eq!(
        given,
        [
            "1 phone_number",
            "2 login",
            "3 encrypted_data",
            "4 wxacode",
            "5 wxacode_unlimited",
            "6 links",
            "7 subscribe_message",
            "8 message_template",
            "9 customer_message",
            "10 temporary_media",
            "11 article_image",
            "12 material",
            "13 material_read",
            "14 draft",
            "15 publish",
            "16 user_tags",
            "17 user_list",
            "18 blacklist",
            "19 openid_migration",
            "20 web_oauth",
            "21 jssdk",
            "22 user_analysis",
            "23 article_analysis",
            "24 message_analysis",
            "25 interface_analysis",
            "26 visit_analysis",
            "27 user_portrait",
            "28 content_security",
            "29 risk_rank",
            "30 payment",
            "31 plugin",
            "32 basic_info",
            "33 profile_change",
            "34 name_change",
            "35 name_check",
            "36 category",
            "37 search_visibility",
            "38 code_release",
            "39 testers",
            "40 domains",
            "41 privacy_notice",
            "42 open_platform_binding",
        ]
    );
}

#[test]
fn every_kind_of_evidence_says_what_it_may_be_and_is_asked_for() {
    let catalogue = Catalogue::embedded().unwrap();
    let asked = catalogue.capabilities().iter().flat_map(|capability| &capability.evidence);
    let asked: std::collections::BTreeSet<&String> = asked.collect();
    let said: std::collections::BTreeSet<&String> =
        catalogue.evidence_kinds().iter().map(|known| &known.kind).collect();
    assert_eq!(asked, said);
    assert_eq!(catalogue.takes("message_sample"), Takes::Text);
    assert_eq!(catalogue.takes("migration_agreement"), Takes::File);
}
