use super::*;

fn fine() -> Form {
    Form {
        account_name: "青禾点餐".into(),
        account_type: "mini_program".into(),
        capabilities: vec!["phone_number".into()],
        purpose: [("phone_number".into(), "会员登录时核对手机号".into())].into(),
        evidence: [("phone_number".into(), vec![shot("登录页截图")])].into(),
        until: Some("2027-01-31".into()),
    }
}

fn shot(text: &str) -> Evidence {
    Evidence { kind: "scene_screenshot".into(), text: text.into(), ..Evidence::default() }
}

fn found(form: &Form) -> Vec<String> {
    let catalogue = Catalogue::embedded().unwrap();
    let held = catalogue.from_start(AccountType::MiniProgram);
    let against = Against {
        catalogue: &catalogue,
        name: "青禾点餐",
        account_type: AccountType::MiniProgram,
        verified: false,
        files: [("clean".to_owned(), EvidenceState::Clean), ("waits".to_owned(), EvidenceState::Quarantined)]
            .into(),
        held,
        now: Time::from_secs(1_795_000_000),
        zone: Span::hours(8),
    };
    let say = |finding: Finding| {
        format!("{} {} {}", finding.family.word(), finding.fault.pointer, finding.fault.code)
    };
    check(form, &against).findings.into_iter().map(say).collect()
}

#[test]
fn a_form_that_is_right_is_left_alone() {
    assert_eq!(found(&fine()), [""; 0]);
}

#[test]
fn an_empty_form_is_incomplete_everywhere_at_once() {
    assert_eq!(
        found(&Form::default()),
        [
            "incomplete /account_name required",
            "incomplete /account_type required",
            "incomplete /capabilities too_few"
        ]
    );
}

#[test]
fn what_differs_from_the_register_is_said_at_the_field() {
    let form = Form { account_name: "青禾".into(), account_type: "service_account".into(), ..fine() };
    assert_eq!(found(&form), ["mismatch /account_name mismatch", "mismatch /account_type mismatch"]);
}

#[test]
fn capabilities_have_rules() {
    let ask = |ids: &[&str]| {
        let mut form = fine();
        form.capabilities = ids.iter().map(|id| (*id).to_owned()).collect();
        form.purpose = ids.iter().map(|id| ((*id).to_owned(), "核对会员身份时使用".to_owned())).collect();
        found(&form)
    };
    assert_eq!(ask(&["phone_number", "phone_number"]), ["rules /capabilities/1 duplicate"]);
    assert_eq!(ask(&["login"]), ["rules /capabilities/0 already_held"]);
    assert_eq!(ask(&["material"]), ["rules /capabilities/0 not_for_account_type"]);
    assert_eq!(ask(&["telepathy"]), ["rules /capabilities/0 unknown"]);
}

#[test]
fn purpose_and_evidence_are_asked_for_each_capability() {
    let mut form = fine();
    form.purpose = [("phone_number".into(), "登录".into())].into();
    form.evidence.clear();
    assert_eq!(
        found(&form),
        ["incomplete /purpose/phone_number too_short", "incomplete /evidence/phone_number evidence_missing"]
    );
    form.purpose = [("phone_number".into(), "很".repeat(501))].into();
    form.evidence = [("phone_number".into(), vec![shot(""), Evidence::default()])].into();
    assert_eq!(
        found(&form),
        [
            "incomplete /purpose/phone_number too_long",
            "incomplete /evidence/phone_number/0/text required",
            "incomplete /evidence/phone_number/1/kind unknown",
            "incomplete /evidence/phone_number/1/text required",
        ]
    );
}

#[test]
fn an_end_lies_ahead() {
    assert_eq!(found(&Form { until: Some("2026-01-01".into()), ..fine() }), ["rules /until past"]);
    assert_eq!(found(&Form { until: Some("soon".into()), ..fine() }), ["incomplete /until format"]);
}

#[test]
fn a_file_speaks_for_itself_if_it_is_there_and_clean() {
    let with = |file: &str| {
        let piece = Evidence { file: Some(file.into()), ..shot("") };
        found(&Form { evidence: [("phone_number".into(), vec![piece])].into(), ..fine() })
    };
    assert_eq!(with("clean"), [""; 0]);
    assert_eq!(with("waits"), ["incomplete /evidence/phone_number/0/file in_quarantine"]);
    assert_eq!(with("another's"), ["incomplete /evidence/phone_number/0/file evidence_gone"]);
    assert_eq!(with(""), ["incomplete /evidence/phone_number/0/text required"]);
}
