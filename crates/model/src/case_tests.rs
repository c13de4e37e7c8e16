use super::*;
use crate::{Appeal, Span};

fn id<T>(n: u8) -> Id<T> {
    Id::new(Time::from_secs(1), [n; 10])
}
fn case(review: ReviewClass) -> Case {
    let authorization = Authorization::new(id(1), AccountNo(7), Giver::Platform);
    Case {
        id: id(2),
        version: 1,
        account: AccountNo(7),
        effect: authorization.effect_of(id(3), Capabilities::NONE, None),
        review,
        due_at: Time::from_secs(9),
        state: CaseState::Open,
        first: None,
        applicant: id(4),
        asked_at: None,
        appeal: None,
        appealed_by: None,
    }
}
fn reviewer(n: u8, accounts: &[u32]) -> Reviewer {
    Reviewer { member: id(n), accounts: accounts.iter().copied().map(AccountNo).collect() }
}

#[test]
fn one_person_approves_at_once() {
    let act = case(ReviewClass::OnePerson).approve(&reviewer(8, &[])).unwrap();
    assert!(matches!(act, Act::CaseApproved(_)));
}

#[test]
fn two_persons_must_be_two() {
    let mut case = case(ReviewClass::TwoPersons);
    assert!(matches!(case.approve(&reviewer(8, &[])).unwrap(), Act::CaseSeconded(_)));
    case.first = Some(id(8));
    assert_eq!(case.approve(&reviewer(8, &[])).unwrap_err(), Refusal::SecondReviewerNeeded);
    assert!(matches!(case.approve(&reviewer(9, &[])).unwrap(), Act::CaseApproved(_)));
}

#[test]
fn nobody_decides_their_own() {
    let case = case(ReviewClass::OnePerson);
    assert_eq!(case.approve(&reviewer(8, &[7])).unwrap_err(), Refusal::OwnApplication);
    assert_eq!(case.approve(&reviewer(4, &[])).unwrap_err(), Refusal::OwnApplication);
}

#[test]
fn a_rejection_says_why() {
    let case = case(ReviewClass::OnePerson);
    assert_eq!(case.reject(&reviewer(8, &[]), Vec::new()).unwrap_err(), Refusal::ReasonMissing);
}

#[test]
fn a_decided_case_stays_decided() {
    let mut case = case(ReviewClass::OnePerson);
    case.state = CaseState::Rejected;
    assert_eq!(case.approve(&reviewer(8, &[])).unwrap_err(), Refusal::CaseClosed);
}

#[test]
fn nothing_is_decided_while_the_applicant_is_asked() {
    let asked = Case { asked_at: Some(Time::from_secs(2)), ..case(ReviewClass::OnePerson) };
    assert_eq!(asked.approve(&reviewer(8, &[])).unwrap_err(), Refusal::WaitsForApplicant);
    assert_eq!(asked.ask(&reviewer(8, &[]), id(5), String::new()).unwrap_err(), Refusal::WaitsForApplicant);
    assert_eq!(
        case(ReviewClass::OnePerson).answer(id(4), id(5), Time::ZERO, 0).unwrap_err(),
        Refusal::NothingAsked
    );
    assert!(asked.answer(id(4), id(5), Time::ZERO, 0).is_ok());
}

#[test]
fn an_appeal_is_decided_by_others_than_its_rejection() {
    let decided_by = vec![id(8)];
    let appeal = Case { appeal: Some(AppealOf { case: id(1), decided_by }), ..case(ReviewClass::OnePerson) };
    assert_eq!(appeal.approve(&reviewer(8, &[])).unwrap_err(), Refusal::DecidedBefore);
    assert_eq!(appeal.reject(&reviewer(8, &[]), vec![reason()]).unwrap_err(), Refusal::DecidedBefore);
    assert_eq!(appeal.approve(&reviewer(9, &[7])).unwrap_err(), Refusal::OwnApplication);
    assert!(matches!(appeal.approve(&reviewer(9, &[])).unwrap(), Act::CaseApproved(_)));
}

#[test]
fn the_second_of_two_persons_may_reject() {
    let seconded = Case { first: Some(id(8)), ..case(ReviewClass::TwoPersons) };
    assert!(matches!(seconded.reject(&reviewer(9, &[]), vec![reason()]).unwrap(), Act::CaseRejected(_)));
}

#[test]
fn what_is_left_lapses_after_thirty_days_and_not_before() {
    let asked = Case { asked_at: Some(Time::ZERO), ..case(ReviewClass::OnePerson) };
    let days = |n| Time::ZERO.plus(Span::days(n));
    assert!(asked.lapse(days(30).minus(Span::secs(1))).is_none() && asked.lapse(days(30)).is_some());
    assert!(case(ReviewClass::OnePerson).lapse(days(99)).is_none());
}

#[test]
fn overdue_is_the_reviewers_and_not_the_applicants() {
    let due = case(ReviewClass::OnePerson);
    assert!(due.overdue(Time::from_secs(10)) && !due.overdue(Time::from_secs(9)));
    assert!(!Case { asked_at: Some(Time::ZERO), ..due }.overdue(Time::from_secs(10)));
}

fn reason() -> CodedReason {
    CodedReason { code: "rules".into(), pointer: String::new() }
}

#[test]
fn a_rejection_is_appealed_once() {
    let appeal = Appeal { case: id(5), grounds: id(6), due_at: Time::from_secs(99), by: id(4) };
    let open = case(ReviewClass::OnePerson);
    assert_eq!(open.appeal_with(&appeal).unwrap_err(), Refusal::NotRejected);
    let rejected = Case { state: CaseState::Rejected, ..open };
    assert_eq!(rejected.appeal_with(&appeal).unwrap().appeal, id(5));
    let appealed = Case { appealed_by: Some(id(5)), ..rejected.clone() };
    assert_eq!(appealed.appeal_with(&appeal).unwrap_err(), Refusal::AlreadyAppealed);
    let upheld = Case { appeal: Some(AppealOf { case: id(1), decided_by: Vec::new() }), ..rejected };
    assert_eq!(upheld.appeal_with(&appeal).unwrap_err(), Refusal::AlreadyAppealed);
}

#[test]
fn neither_side_of_a_delegation_decides_it() {
    let delegation = Authorization::new(id(1), AccountNo(8), Giver::Account(AccountNo(7)));
    let effect = delegation.effect_of(id(3), Capabilities::NONE, None);
    let case = Case { effect, ..case(ReviewClass::OnePerson) };
    for account in [7, 8] {
        assert_eq!(case.approve(&reviewer(8, &[account])).unwrap_err(), Refusal::OwnApplication);
    }
    assert!(case.approve(&reviewer(8, &[9])).is_ok());
}
