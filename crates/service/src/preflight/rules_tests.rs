use vermilion_model::{AccountType, Catalogue, FieldFault};

use super::super::bundled::BUNDLED;
use super::super::question::What;
use super::*;

const AGAINST: &str = r#"
@reason("too_short")
@pointer("/purpose/{capability}")
@zh("太短。")
@zh_next("写长些。")
@en("Too short.")
@en_next("Write more.")
forbid (principal, action == Action::"grant", resource)
when { context.purpose_length < 10 && resource.risk == "medium" };
"#;

fn read(text: &str) -> Result<Rule, FieldFault> {
    Rule::read("x", text, schema().unwrap())
}

fn rules(text: &str) -> Rules {
    Rules::of([Rule::read("short", text, schema().unwrap()).unwrap()]).unwrap()
}

fn subject() -> Subject {
    Subject {
        app_id: "wx0123456789abcdef".into(),
        account_type: AccountType::MiniProgram,
        age_days: 90,
        held: vec!["login".into()],
    }
}

fn ask(rules: &Rules, what: What, purpose: &str) -> BTreeMap<String, Answer> {
    let catalogue = Catalogue::embedded().unwrap();
    let capability = catalogue.capability("phone_number").unwrap();
    let asked = ["login".to_owned(), "phone_number".to_owned()];
    let evidence = vec!["scene_screenshot"];
    let question =
        Question { what, capability, at: 1, asked: &asked, purpose, evidence, days: Some(i64::MAX) };
    rules.ask(&subject(), &question).unwrap()
}

#[test]
fn what_comes_with_the_platform_is_sound() {
    assert!(BUNDLED.iter().any(|own| own.enabled.is_some()) && BUNDLED.is_sorted_by_key(|own| own.id));
    for own in &BUNDLED {
        Rule::read(own.id, own.text, schema().unwrap())
            .unwrap_or_else(|fault| panic!("{}: {fault:?}", own.id));
    }
}

#[test]
fn a_rule_is_found_at_its_field_in_both_languages() {
    let short = rules(AGAINST);
    let said = Said {
        reason: "too_short".into(),
        pointer: "/purpose/phone_number".into(),
        detail: ["太短。".into(), "Too short.".into()],
        next: ["写长些。".into(), "Write more.".into()],
    };
    assert_eq!(ask(&short, What::Grant, " 太短 "), [("short".to_owned(), Answer::Matched(said))].into());
    assert!(ask(&short, What::Grant, "会员登录时核对手机号，仅在用户点击后获取。").is_empty());
    assert!(ask(&short, What::Delegate, "太短").is_empty());
}

#[test]
fn without_a_pointer_it_stands_at_the_capability() {
    let text = AGAINST.replace("@pointer(\"/purpose/{capability}\")\n", "");
    match ask(&rules(&text), What::Grant, "太短").remove("short") {
        Some(Answer::Matched(said)) => assert_eq!(said.pointer, "/capabilities/1"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_rule_that_fails_as_it_is_asked_says_so_and_hides_no_other() {
    let overflows = AGAINST.replace("context.purpose_length < 10", "context.days + 1 > 0");
    let both = rules(&overflows).with(read(AGAINST).unwrap()).unwrap();
    let answers = ask(&both, What::Grant, "太短");
    assert!(
        matches!(answers.get("short"), Some(Answer::Failed(why)) if why.contains("overflow")),
        "{answers:?}"
    );
    assert!(matches!(answers.get("x"), Some(Answer::Matched(_))));
    // Alone, too: what could not be asked is never nothing.
    assert_eq!(ask(&rules(&overflows), What::Grant, "很长很长很长很长的用途").len(), 1);
}

#[test]
fn every_attribute_of_the_schema_can_be_asked() {
    let all = r#"principal.type == "mini_program" && principal.age_days == 90 && principal.held.contains("login")
        && resource.review == "one_person" && resource.sets.contains(1) == resource.sets.contains(1)
        && context.asked.containsAll(["login", "phone_number"]) && context.evidence.contains("scene_screenshot")
        && context.pieces == 1 && !context.lasting && context.days > 1 && context.purpose == "用途""#;
    let rule = AGAINST.replace("context.purpose_length < 10 && resource.risk == \"medium\"", all);
    assert_eq!(ask(&rules(&rule), What::Grant, "用途").len(), 1);
}

#[test]
fn the_parsers_place_and_reason_are_told() {
    let place = |text: &str| {
        let fault = read(text).unwrap_err();
        let of = |name: &str| fault.params.iter().find(|(it, _)| *it == name).map(|(_, value)| value.clone());
        assert_eq!((fault.pointer.as_str(), fault.code), ("/text", "policy_unsound"), "{fault:?}");
        (of("line").unwrap(), of("column").unwrap(), of("why").unwrap())
    };
    let (line, column, why) = place(&AGAINST.replace("forbid (principal", "forbid (principle"));
    assert_eq!((line.as_str(), column.as_str()), ("8", "9"), "{why}");
    let (line, _, why) = place(&AGAINST.replace("context.purpose_length", "context.shoe_size"));
    assert_eq!(line, "9");
    assert!(why.contains("shoe_size"), "{why}");
    let (line, _, why) = place(&AGAINST.replace("< 10", "< \"ten\""));
    assert!(line == "9" && !why.is_empty(), "{line} {why}");
    let (_, _, why) = place(&AGAINST.replace("Action::\"grant\"", "Action::\"fly\""));
    assert!(why.contains("fly"), "{why}");
    assert_eq!(place("forbid (").0, "1");
}

#[test]
fn what_does_not_say_what_it_means_is_refused() {
    let code = |text: &str| read(text).unwrap_err().code;
    let without = |name: &str| {
        let lines = AGAINST.lines().filter(|line| !line.starts_with(&format!("@{name}(")));
        lines.collect::<Vec<_>>().join("\n")
    };
    for name in ["reason", "zh", "zh_next", "en", "en_next"] {
        let fault = read(&without(name)).unwrap_err();
        assert_eq!((fault.code, fault.params), ("policy_annotation", vec![("name", name.to_owned())]));
    }
    assert_eq!(code(&AGAINST.replace("太短。", &"太".repeat(301))), "policy_sentence");
    assert_eq!(code(&AGAINST.replace("too_short", "Too short")), "policy_reason");
    assert_eq!(code(&AGAINST.replace("/purpose/{capability}", "/porpoise")), "policy_pointer");
    assert_eq!(code("permit (principal, action, resource);"), "policy_permits");
    assert_eq!(code(&format!("{AGAINST}{AGAINST}")), "policy_not_one");
    assert_eq!(code("// nothing"), "policy_not_one");
    assert_eq!(code("forbid (principal == ?principal, action, resource);"), "policy_not_one");
    assert_eq!(code(&format!("{AGAINST}// {}", "长".repeat(16_000))), "too_long");
}
