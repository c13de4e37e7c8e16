//! Files: deleted once, seen only while they are there, kept while something rests on them.

use vermilion_model::fact::*;
use vermilion_model::{
    AccountNo, Case, EvidenceEnd, EvidenceFile, EvidenceState, MediaType, RegisterField, Revision, Span,
    Time, Viewer,
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
        sealed: vec![n],
    }
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
