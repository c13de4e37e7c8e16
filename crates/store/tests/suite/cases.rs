//! Each step of a case is taken once, whoever comes first: of two at once one wins.

use vermilion_model::fact::traffic::Traffic;
use vermilion_model::fact::*;
use vermilion_model::{
    Case, CaseState, CodedReason, Family, Id, MendedAt, MessageKind, ReviewClass, Span, Time, Turn,
};
use vermilion_store::{CommitFault, Store};

use crate::both_engines;
use crate::ground::{Ground, NOW};
use crate::life::{Life, effect, id, sentences, submitted};
use crate::life_goes_on::policy_saved;

both_engines!(
    a_case_is_asked_answered_and_left_once,
    a_rejection_is_appealed_once,
    the_desks_data_has_versions,
    a_rule_has_versions_and_one_of_them_is_in_force
);

const CASE: u8 = 1;

/// Of two at once exactly one is taken.
async fn one_wins(store: &Store, one: impl Into<Act>, other: impl Into<Act>) {
    let (one, other) = (one.into(), other.into());
    let kind = one.kind();
    let record = |act| store.writer.record(Fact { at: NOW, actor: Actor::Platform, act });
    let (a, b) = tokio::join!(record(one), record(other));
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "{kind}: {a:?} {b:?}");
    let refused = a.err().or(b.err()).unwrap();
    assert!(matches!(refused, CommitFault::Refused { .. }), "{kind}: {refused:?}");
}

fn asked(version: i64, message: u8) -> CaseAsked {
    let (case, by, pointer) = (id(CASE), id(90), String::new());
    CaseAsked { case, version, by, message: id(message), pointer, files: Vec::new(), sealed: vec![message] }
}

fn answered(message: u8) -> CaseAnswered {
    CaseAnswered {
        case: id(CASE),
        asked_at: NOW,
        by: id(1),
        message: id(message),
        due_at: NOW.plus(Span::days(9)),
        waited: 2,
        files: Vec::new(),
        sealed: vec![message],
    }
}

async fn a_case_is_asked_answered_and_left_once(ground: &Ground) {
    let (store, _) = ground.store().await;
    let life = Life { store: &store };
    life.member(1).await;
    life.fact(submitted(1, 1, 0, 1)).await;
    let row = async || store.engine.case_by_id(id::<Case>(CASE)).await.unwrap().unwrap();
    let late = CaseEscalated { case: id(CASE), due_at: NOW.plus(Span::days(3)) };
    one_wins(&store, late.clone(), late).await;
    assert_eq!(row().await.escalated_at, Some(NOW));
    one_wins(&store, asked(1, 1), asked(1, 2)).await;
    assert_eq!((row().await.case.turn(), row().await.asked_by), (Some(Turn::Applicant), Some(id(90))));
    assert_eq!(store.engine.cases_left(NOW, 10).await.unwrap().len(), 1);
    let taken = Traffic::CaseTaken { case: id(CASE), by: id(90), at: NOW, until: NOW.plus(Span::mins(30)) };
    assert!(matches!(store.writer.note(taken.clone()).await, Err(CommitFault::Refused { .. })));
    one_wins(&store, answered(3), answered(4)).await;
    let now = row().await;
    assert_eq!((now.case.turn(), now.waited, now.escalated_at), (Some(Turn::Reviewer), 2, None));
    assert_eq!(store.engine.messages_of_case(id(CASE)).await.unwrap().len(), 2);
    store.writer.note(taken).await.unwrap();
    let over = |from, to| Traffic::CaseHandedOver {
        case: id(CASE),
        from,
        to,
        at: NOW,
        until: NOW.plus(Span::hours(8)),
    };
    let (a, b) =
        tokio::join!(store.writer.note(over(id(90), id(91))), store.writer.note(over(id(90), id(92))));
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "{a:?} {b:?}");
    store.writer.record(Fact { at: NOW, actor: Actor::Platform, act: asked(3, 5).into() }).await.unwrap();
    // An answer that comes as it lapses: one of them.
    let lapsed =
        CaseLapsed { case: id(CASE), asked_at: NOW, effect: effect(&submitted(1, 1, 0, 1)), kept: None };
    one_wins(&store, lapsed, answered(6)).await;
    store.close().await;
}

async fn a_rejection_is_appealed_once(ground: &Ground) {
    let (store, _) = ground.store().await;
    let life = Life { store: &store };
    life.member(1).await;
    let act = submitted(1, 1, 0, 1);
    let effect = effect(&act);
    life.fact(act).await;
    life.fact(CaseRejected {
        case: id(CASE),
        version: 1,
        by: id(90),
        effect: effect.clone(),
        reasons: vec![CodedReason { code: "rules".into(), pointer: String::new() }],
        checks: Vec::new(),
        attached: None,
        sealed_text: Vec::new(),
    })
    .await;
    let appealed = |appeal: u8| CaseAppealed {
        case: id(CASE),
        appeal: id(appeal),
        by: id(1),
        effect: effect.clone(),
        review: ReviewClass::OnePerson,
        due_at: NOW.plus(Span::days(9)),
        grounds: id(appeal),
        files: Vec::new(),
        sealed: vec![appeal],
    };
    one_wins(&store, appealed(51), appealed(52)).await;
    let first = store.engine.case_by_id(id::<Case>(CASE)).await.unwrap().unwrap();
    let new: Id<Case> = first.case.appealed_by.unwrap();
    let row = store.engine.case_by_id(new).await.unwrap().unwrap();
    assert_eq!((row.case.state, row.revision), (CaseState::Open, first.revision));
    assert_eq!(row.case.appeal.unwrap().decided_by, [id(90)]);
    assert_eq!(store.engine.messages_of_case(new).await.unwrap()[0].kind, MessageKind::Grounds);
    // Taken back, the rejection stands, and cannot be appealed again.
    let (authorization, revision) = (id(1), first.revision);
    life.fact(SubmissionWithdrawn { authorization, revision, case: new }).await;
    let revisions = store.engine.revisions_of_authorization(authorization).await.unwrap();
    assert_eq!((revisions.len(), revisions[0].outcome.as_deref()), (1, Some("rejected")));
    assert_eq!(revisions[0].case.as_ref().unwrap().case, id::<Case>(CASE));
    let again = Fact { at: NOW, actor: Actor::Platform, act: appealed(53).into() };
    assert!(matches!(store.writer.record(again).await, Err(CommitFault::Refused { .. })));
    let decided =
        store.engine.decisions_between((Time::ZERO, id(0)), NOW.plus(Span::secs(1)), 10).await.unwrap();
    assert_eq!((decided.len(), decided[0].decided_by), (1, Some(id(90))));
    store.close().await;
}

async fn the_desks_data_has_versions(ground: &Ground) {
    let (store, _) = ground.store().await;
    let set = |version: i64, pointer: &str| ReviewReasonSet {
        code: "own".into(),
        version,
        family: Family::Rules,
        at: MendedAt::Register,
        pointer: pointer.into(),
        sentences: sentences(),
    };
    let year = |version: i64, day: &str| CalendarYearSet {
        year: 2027,
        version,
        holidays: vec![day.into()],
        make_up: Vec::new(),
        source: "s".into(),
    };
    for version in 0..3 {
        one_wins(&store, set(version, "/a"), set(version, "/b")).await;
        one_wins(&store, year(version, "2027-01-01"), year(version, "2027-01-02")).await;
    }
    let retired = ReviewReasonRetired {
        code: "own".into(),
        version: 3,
        family: Family::Rules,
        at: MendedAt::Register,
        pointer: String::new(),
        sentences: sentences(),
    };
    one_wins(&store, retired, set(3, "/c")).await;
    assert_eq!(store.engine.review_reasons().await.unwrap()[0].version, 4);
    let years = store.engine.calendar_years().await.unwrap();
    assert_eq!((years.len(), years[0].version, years[0].since), (1, 3, Some(NOW)));
    let told = || Traffic::ToldOnce { what: "calendar:2028:2027-10".into(), at: NOW };
    let (a, b) = tokio::join!(store.writer.note(told()), store.writer.note(told()));
    assert_eq!(u8::from(a.is_ok()) + u8::from(b.is_ok()), 1, "{a:?} {b:?}");
    store.close().await;
}

async fn a_rule_has_versions_and_one_of_them_is_in_force(ground: &Ground) {
    let (store, _) = ground.store().await;
    let rule = async || store.engine.policy("own").await.unwrap().map(|row| (row.version, row.enabled));
    assert_eq!(rule().await, None);
    one_wins(&store, policy_saved(1), policy_saved(1)).await;
    assert_eq!(rule().await, Some((1, None)));
    let on = |version| PolicyEnabled { policy: "own".into(), version };
    one_wins(&store, on(1), on(1)).await;
    one_wins(&store, policy_saved(2), policy_saved(2)).await;
    assert_eq!(rule().await, Some((2, Some(1))), "what is saved is not in force");
    let texts = async || {
        let rows = store.engine.policies_in_force().await.unwrap();
        rows.into_iter().map(|row| (row.policy, row.enabled, row.text)).collect::<Vec<_>>()
    };
    assert_eq!(texts().await, [("own".to_owned(), Some(1), Some(policy_saved(1).text))]);
    let off = PolicyDisabled { policy: "own".into() };
    one_wins(&store, off.clone(), off).await;
    assert_eq!(texts().await, [("own".to_owned(), None, None)]);
    let versions = store.engine.policy_versions("own").await.unwrap();
    assert_eq!(versions.iter().map(|row| row.version).collect::<Vec<_>>(), [2, 1]);
    // One that came with the platform is switched before anybody wrote over it.
    let theirs = PolicyEnabled { policy: "theirs".into(), version: 0 };
    store.writer.record(Fact { at: NOW, actor: Actor::Platform, act: theirs.into() }).await.unwrap();
    let over = PolicySaved { policy: "theirs".into(), enabled: Some(7), ..policy_saved(1) };
    store.writer.record(Fact { at: NOW, actor: Actor::Platform, act: over.into() }).await.unwrap();
    let row = store.engine.policy("theirs").await.unwrap().unwrap();
    assert_eq!((row.version, row.enabled), (1, Some(0)));
    assert_eq!(store.engine.policies().await.unwrap().len(), 2);
    // Of two catalogues that follow one, one is applied.
    let next =
        |version| CatalogueApplied { version, before: 2, digest: [4; 32], by: id(90), text: "t".into() };
    one_wins(&store, next(3), next(4)).await;
    assert_eq!(store.engine.catalogues().await.unwrap().len(), 1);
    assert!(store.engine.catalogue_at(NOW).await.unwrap().is_some());
    assert!(store.engine.catalogue_at(NOW.minus(Span::secs(1))).await.unwrap().is_none());
}
