//! Files: deleted once, seen only while they are there, kept while something rests on them.

use vermilion_model::fact::*;
use vermilion_model::{
    AccountNo, Case, EvidenceEnd, EvidenceFile, EvidenceState, MediaType, MessageKind, RegisterField,
    ReviewClass, Revision, Span, Time, Viewer,
};
use vermilion_store::{CommitFault, Store};

use crate::both_engines;
use crate::ground::{Ground, NOW};
use crate::life::{Life, approved_petition, effect, id, petition, submitted};

both_engines!(
    a_file_is_deleted_once_and_seen_no_more,
    what_a_submission_rests_on_is_not_thrown_away,
    a_file_waits_for_its_scanner_once,
    retention_counts_from_the_last_decision,
    what_a_verification_rests_on_is_kept_while_it_waits,
    a_file_is_in_one_message_of_its_case,
    what_a_message_names_is_kept_with_its_case,
);

pub(crate) fn stored(n: u8, state: EvidenceState) -> EvidenceStored {
    EvidenceStored {
        evidence: id(n),
        account: AccountNo(1),
        blob: [n; 32],
        digest: [n + 1; 32],
        media: MediaType::Png,
        bytes: 9,
        state,
        by: id(1),
        case: None,
        sealed: vec![n],
    }
}

/// One for what is said about a case.
pub(crate) fn handed(n: u8, by: u8, case: u8) -> EvidenceStored {
    EvidenceStored { by: id(by), case: Some(id(case)), ..stored(n, EvidenceState::Clean) }
}

pub(crate) fn viewed(n: u8) -> EvidenceViewed {
    EvidenceViewed {
        evidence: id(n),
        account: AccountNo(1),
        by: id(1),
        viewer: Viewer::Reviewer,
        case: Some(id(1)),
    }
}

pub(crate) fn deleted(n: u8, why: EvidenceEnd) -> EvidenceDeleted {
    EvidenceDeleted { evidence: id(n), account: AccountNo(1), blob: [n; 32], why }
}

async fn tried(store: &Store, at: Time, act: impl Into<Act>) -> bool {
    match store.writer.record(Fact { at, actor: Actor::Platform, act: act.into() }).await {
        Ok(_) => true,
        Err(CommitFault::Refused { .. }) => false,
        Err(fault) => panic!("{fault}"),
    }
}

async fn there(store: &Store, n: u8) -> bool {
    store.engine.evidence_by_id(id::<EvidenceFile>(n)).await.unwrap().is_some()
}

async fn a_file_is_deleted_once_and_seen_no_more(ground: &Ground) {
    let (store, _) = ground.store().await;
    Life { store: &store }.fact(stored(1, EvidenceState::Clean)).await;
    let row = store.engine.evidence_by_id(id::<EvidenceFile>(1)).await.unwrap().unwrap();
    assert_eq!((row.blob, row.digest, row.bytes, row.used), ([1; 32], [2; 32], 9, false));
    assert!(tried(&store, NOW, viewed(1)).await);
    let gone = || deleted(1, EvidenceEnd::Retention);
    let (a, b) = tokio::join!(tried(&store, NOW, gone()), tried(&store, NOW, gone()));
    assert!(a != b, "of two at once one deletes it");
    assert!(!tried(&store, NOW, viewed(1)).await, "nobody is noted as having seen what was gone");
    assert!(!there(&store, 1).await);
    assert!(!store.engine.blob_is_named(&[1; 32]).await.unwrap());
}

async fn what_a_submission_rests_on_is_not_thrown_away(ground: &Ground) {
    let (store, _) = ground.store().await;
    let life = Life { store: &store };
    life.member(1).await;
    life.fact(stored(1, EvidenceState::Clean)).await;
    life.fact(stored(2, EvidenceState::Clean)).await;
    assert_eq!(store.engine.unused_evidence(AccountNo(1)).await.unwrap(), 2);
    life.fact(RevisionSubmitted { evidence: vec![id(1)], ..submitted(1, 1, 0, 1) }).await;
    assert_eq!(store.engine.unused_evidence(AccountNo(1)).await.unwrap(), 1);
    assert!(!tried(&store, NOW, deleted(1, EvidenceEnd::Discarded)).await);
    assert!(tried(&store, NOW, deleted(2, EvidenceEnd::Discarded)).await);
    let of = store.engine.evidence_of_revision(id::<Revision>(1)).await.unwrap();
    assert_eq!(of.iter().map(|row| (row.evidence, row.used)).collect::<Vec<_>>(), [(id(1), true)]);
    let all = store.engine.evidence_of_account(AccountNo(1), None, 10).await.unwrap();
    assert_eq!(all.len(), 1);
    let before = Some(id::<EvidenceFile>(1));
    assert!(store.engine.evidence_of_account(AccountNo(1), before, 10).await.unwrap().is_empty());
}

async fn a_file_waits_for_its_scanner_once(ground: &Ground) {
    let (store, _) = ground.store().await;
    Life { store: &store }.fact(stored(1, EvidenceState::Quarantined)).await;
    assert!(!tried(&store, NOW, viewed(1)).await, "nobody sees it before the scanner");
    assert_eq!(store.engine.evidence_waiting(None).await.unwrap().len(), 1);
    let scanned = || EvidenceScanned { evidence: id(1), account: AccountNo(1), state: EvidenceState::Clean };
    let (a, b) = tokio::join!(tried(&store, NOW, scanned()), tried(&store, NOW, scanned()));
    assert!(a != b, "of two nodes one is noted");
    assert!(store.engine.evidence_waiting(None).await.unwrap().is_empty());
    assert!(tried(&store, NOW, viewed(1)).await);
}

async fn retention_counts_from_the_last_decision(ground: &Ground) {
    let (store, _) = ground.store().await;
    let life = Life { store: &store };
    life.member(1).await;
    life.fact(stored(1, EvidenceState::Clean)).await;
    life.fact(stored(2, EvidenceState::Clean)).await;
    let act = RevisionSubmitted { evidence: vec![id(1)], ..submitted(1, 1, 0, 1) };
    let effect = effect(&act);
    life.fact(act).await;
    let late = NOW.plus(Span::days(400));
    let outdated = async |decided: Time| {
        let rows = store.engine.evidence_outdated(decided, late).await.unwrap();
        rows.iter().map(|row| row.evidence).collect::<Vec<_>>()
    };
    assert_eq!(outdated(late).await, [id(2)], "what waits for a decision is kept");
    life.fact(CaseSeconded { case: id(1), version: 1, by: id(90), checks: Vec::new() }).await;
    let decided_at = NOW.plus(Span::days(10));
    let approved = CaseApproved { case: id::<Case>(1), version: 2, by: id(91), effect, checks: Vec::new() };
    assert!(tried(&store, decided_at, approved).await);
    assert_eq!(outdated(decided_at.minus(Span::secs(1))).await, [id(2)]);
    assert_eq!(outdated(decided_at).await, [id(1), id(2)]);
}

async fn what_a_verification_rests_on_is_kept_while_it_waits(ground: &Ground) {
    let (store, _) = ground.store().await;
    let life = Life { store: &store };
    let no = AccountNo(1);
    life.member(1).await;
    life.fact(stored(1, EvidenceState::Clean)).await;
    let version = store.engine.account_by_no(no).await.unwrap().unwrap().version;
    let act = petition(1, no, RegisterField::Introduction, version);
    life.fact(PetitionSubmitted { evidence: vec![id(1)], ..act }).await;
    assert!(!tried(&store, NOW, deleted(1, EvidenceEnd::Discarded)).await);
    let case = store.engine.case_by_id(id::<Case>(51)).await.unwrap().unwrap();
    let files = store.engine.evidence_of_revision(case.revision).await.unwrap();
    assert_eq!(files.iter().map(|row| row.evidence).collect::<Vec<_>>(), [id(1)]);
    let late = NOW.plus(Span::days(400));
    assert!(store.engine.evidence_outdated(late, late).await.unwrap().is_empty());
    assert!(tried(&store, NOW, approved_petition(1, no)).await);
    assert!(store.engine.evidence_outdated(NOW.minus(Span::secs(1)), late).await.unwrap().is_empty());
    assert_eq!(store.engine.evidence_outdated(late, late).await.unwrap().len(), 1);
}

fn said(message: u8, by: u8, files: &[u8]) -> CaseMessageWritten {
    CaseMessageWritten {
        case: id(1),
        message: id(message),
        kind: MessageKind::FromApplicant,
        by: id(by),
        files: files.iter().map(|n| id(*n)).collect(),
        sealed: vec![message],
    }
}

async fn a_file_is_in_one_message_of_its_case(ground: &Ground) {
    let (store, _) = ground.store().await;
    let life = Life { store: &store };
    life.member(1).await;
    life.fact(submitted(1, 1, 0, 1)).await;
    for file in [handed(1, 1, 1), handed(2, 1, 1), handed(3, 90, 1), handed(4, 1, 2)] {
        life.fact(file).await;
    }
    life.fact(EvidenceStored { case: Some(id(1)), ..stored(5, EvidenceState::Quarantined) }).await;
    let engine = &store.engine;
    assert_eq!(engine.unused_evidence(AccountNo(1)).await.unwrap(), 0, "they are for no application");
    assert!(engine.evidence_of_account(AccountNo(1), None, 10).await.unwrap().is_empty());
    assert_eq!(engine.count_files_of_case(id::<Case>(1)).await.unwrap(), 4);
    for (file, why) in [(3, "another's"), (4, "another case's"), (5, "not scanned"), (9, "nobody's")] {
        assert!(!tried(&store, NOW, said(1, 1, &[1, file])).await, "{why}");
    }
    assert!(engine.messages_of_case(id(1)).await.unwrap().is_empty(), "what was refused left no trace");
    assert!(engine.evidence_of_thread(id(1)).await.unwrap().is_empty());
    let (a, b) =
        tokio::join!(tried(&store, NOW, said(1, 1, &[2, 1])), tried(&store, NOW, said(2, 1, &[1, 2])));
    assert!(a != b, "of two messages one has them");
    let named = engine.evidence_of_thread(id(1)).await.unwrap();
    assert_eq!(
        named.iter().map(|row| (row.evidence, row.used)).collect::<Vec<_>>(),
        [(id(1), true), (id(2), true)]
    );
    assert!(
        !tried(&store, NOW, deleted(1, EvidenceEnd::Discarded)).await,
        "what was sent is not thrown away"
    );
    assert!(tried(&store, NOW, deleted(3, EvidenceEnd::Discarded)).await);
    assert_eq!(engine.count_files_of_case(id::<Case>(1)).await.unwrap(), 3);
}

async fn what_a_message_names_is_kept_with_its_case(ground: &Ground) {
    let (store, _) = ground.store().await;
    let life = Life { store: &store };
    life.member(1).await;
    let act = RevisionSubmitted { review: ReviewClass::OnePerson, ..submitted(1, 1, 0, 1) };
    let effect = effect(&act);
    life.fact(act).await;
    life.fact(handed(1, 1, 1)).await;
    life.fact(handed(2, 1, 1)).await;
    life.fact(said(1, 1, &[1])).await;
    let late = NOW.plus(Span::days(400));
    let outdated = async |decided: Time| {
        let rows = store.engine.evidence_outdated(decided, late).await.unwrap();
        rows.iter().map(|row| row.evidence).collect::<Vec<_>>()
    };
    assert_eq!(outdated(late).await, [id(2)], "an open case keeps what was sent, not what was not");
    let rejected = CaseRejected {
        case: id(1),
        version: 1,
        by: id(90),
        effect: effect.clone(),
        reasons: Vec::new(),
        checks: Vec::new(),
        attached: None,
        sealed_text: Vec::new(),
    };
    let at = |days| NOW.plus(Span::days(days));
    assert!(tried(&store, at(10), rejected).await);
    assert_eq!(outdated(at(9)).await, [id(2)]);
    assert_eq!(outdated(at(10)).await, [id(1), id(2)]);
    let appeal = CaseAppealed {
        case: id(1),
        appeal: id(2),
        by: id(1),
        effect,
        review: ReviewClass::OnePerson,
        due_at: at(20),
        grounds: id(9),
        files: Vec::new(),
        sealed: vec![1],
    };
    assert!(tried(&store, at(11), appeal).await);
    assert_eq!(outdated(at(10)).await, [id(2)], "the appeal looks at it, too");
    assert!(tried(&store, at(30), deleted(1, EvidenceEnd::Retention)).await);
    let named = store.engine.evidence_of_thread(id(1)).await.unwrap();
    let seen = named.iter().map(|row| (row.deleted_at, row.sealed.len())).collect::<Vec<_>>();
    assert_eq!(seen, [(Some(at(30)), 0)], "that there was one is said");
}
