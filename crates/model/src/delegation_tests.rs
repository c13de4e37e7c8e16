use super::*;
use crate::{CapabilityNo, InEffect, Pending};

fn id<T>(n: u8) -> Id<T> {
    Id::new(Time::from_secs(1), [n; 10])
}
fn caps(n: &[u8]) -> Capabilities {
    n.iter().copied().map(CapabilityNo).collect()
}
fn offer(capabilities: Capabilities) -> Offer {
    Offer { revision: id(1), capabilities, until: None, by: id(3), document: [0; 32] }
}
fn acceptance(review: ReviewClass) -> Acceptance {
    let due_at = Time::from_secs(9);
    Acceptance { giver_version: 4, review, case: id(5), due_at, applicant: id(3), by: id(6) }
}
fn delegation() -> Authorization {
    Authorization::new(id(0), AccountNo(7), Giver::Account(AccountNo(8)))
}
fn offered() -> Authorization {
    let offered = crate::Offered { revision: id(1), capabilities: caps(&[1]), until: None };
    Authorization { version: 1, revisions: 1, offered: Some(offered), ..delegation() }
}

#[test]
fn one_offer_waits_at_a_time() {
    assert_eq!(delegation().offer(&offer(caps(&[1]))).unwrap().giver, AccountNo(8));
    assert_eq!(delegation().offer(&offer(caps(&[]))).unwrap_err(), Refusal::NoCapability);
    assert_eq!(offered().offer(&offer(caps(&[2]))).unwrap_err(), Refusal::AlreadyPending);
    let mut pending = delegation();
    pending.pending = Some(Pending { revision: id(1), case: id(2), capabilities: caps(&[1]) });
    assert_eq!(pending.offer(&offer(caps(&[2]))).unwrap_err(), Refusal::AlreadyPending);
}

#[test]
fn only_what_is_offered_is_accepted_and_reviewed_only_where_it_must_be() {
    let none = delegation().accept(&acceptance(ReviewClass::None)).unwrap_err();
    assert_eq!(none, Refusal::NothingOffered);
    let at_once = offered().accept(&acceptance(ReviewClass::Automatic)).unwrap();
    assert_eq!((at_once.case, at_once.due_at, at_once.capabilities), (None, None, caps(&[1])));
    let reviewed = offered().accept(&acceptance(ReviewClass::OnePerson)).unwrap();
    assert_eq!((reviewed.case, reviewed.due_at), (Some(id(5)), Some(Time::from_secs(9))));
}

#[test]
fn a_grant_of_the_platform_is_no_delegation() {
    let grant = Authorization::new(id(0), AccountNo(7), Giver::Platform);
    assert_eq!(grant.offer(&offer(caps(&[1]))).unwrap_err(), Refusal::NothingOffered);
    assert_eq!(grant.end_offer(OfferEnd::Refused).unwrap_err(), Refusal::NothingOffered);
}

#[test]
fn nothing_is_accepted_after_revocation() {
    let mut gone = offered();
    gone.revoked_at = Some(Time::from_secs(2));
    assert_eq!(gone.accept(&acceptance(ReviewClass::None)).unwrap_err(), Refusal::AlreadyRevoked);
    assert_eq!(gone.end_offer(OfferEnd::Withdrawn).unwrap_err(), Refusal::AlreadyRevoked);
}

#[test]
fn what_is_in_review_counts_as_handed_over_and_what_is_offered_does_not() {
    let mut it = offered();
    assert!(it.handed_over().is_empty());
    it.effective = Some(InEffect { revision: id(1), capabilities: caps(&[1]), until: None });
    it.pending = Some(Pending { revision: id(2), case: id(2), capabilities: caps(&[2]) });
    assert_eq!(it.handed_over(), caps(&[1, 2]));
    it.revoked_at = Some(Time::from_secs(2));
    assert!(it.handed_over().is_empty());
}

const CAPABILITIES: &str = r#"
version = 1
open_calls = []
[[capability]]
number = 1
id = "alone"
account_types = ["mini_program"]
risk = "low"
grant = "none"
delegation = "none"
calls = []
sets = [18]
[[capability]]
number = 2
id = "shared"
account_types = ["mini_program"]
risk = "low"
grant = "none"
delegation = "none"
calls = []
sets = [17, 18]
"#;
const SETS: &str = r#"
[[set]]
number = 17
zh = "a"
en = "a"
account_types = ["mini_program"]
exclusive = false
[[set]]
number = 18
zh = "b"
en = "b"
account_types = ["mini_program"]
exclusive = true
"#;

#[test]
fn an_exclusive_set_goes_to_one_platform_and_others_to_fifteen() {
    let (catalogue, sets) =
        (Catalogue::parse(CAPABILITIES, "[]").unwrap(), PermissionSets::parse(SETS).unwrap());
    let holds = |to: u32, n: &[u8], others: &[(AccountNo, Capabilities)]| {
        clash((&catalogue, &sets), (AccountNo(to), caps(n)), others)
    };
    let other = [(AccountNo(1), caps(&[1, 2]))];
    assert_eq!(holds(2, &[1], &other), Err(Clash::Exclusive(18)));
    assert_eq!(holds(2, &[2], &other), Ok(()), "by the set that is for everybody");
    assert_eq!(holds(1, &[1], &other), Ok(()), "its own");
    assert_eq!(holds(2, &[1], &[(AccountNo(1), caps(&[2]))]), Ok(()), "nobody has it by the exclusive one");
    let many: Vec<_> = (10..25).map(|no| (AccountNo(no), caps(&[2]))).collect();
    assert_eq!(holds(2, &[2], &many), Err(Clash::TooMany));
    assert_eq!(holds(10, &[2], &many), Ok(()), "one of the fifteen");
    assert_eq!(holds(2, &[2], &many[1..]), Ok(()));
}
