//! Looks after files: scans what waits, deletes what is outdated, sweeps what nobody names.

use vermilion_model::fact::{Actor, EvidenceDeleted, EvidenceScanned};
use vermilion_model::{EvidenceEnd, EvidenceState, Span, Time};
use vermilion_store::EvidenceRow;

use super::files::content_place;
use super::scan::{Scanned, Scanner};
use crate::authorizations::account_key;
use crate::{Desk, Failure, Kind};

/// What no submission ever rested on is kept so long, or as long as the retention where that is shorter.
const UNUSED: Span = Span::days(30);
/// A file that no row names may be one whose fact is being written; after a day it is not.
const ORPHAN: Span = Span::days(1);
/// How often outdated files are looked for, and orphans.
const OFTEN: Span = Span::mins(1);
const SELDOM: Span = Span::hours(1);

/// Does what is due; nothing most of the time. Several nodes may: each step happens once.
pub async fn tend_evidence(desk: &Desk) -> Result<(), Failure> {
    if desk.settings.files.folder.is_none() {
        return Ok(());
    }
    let Ok(mut tended) = desk.files.tended.try_lock() else { return Ok(()) };
    let now = desk.now();
    if let Some(scanner) = &desk.settings.files.scanner {
        scan_waiting(desk, &**scanner).await?;
    }
    if now.since(tended.0) >= OFTEN {
        delete_outdated(desk, now).await?;
        tended.0 = now;
    }
    if now.since(tended.1) >= SELDOM {
        sweep(desk, now).await?;
        tended.1 = now;
    }
    Ok(())
}

/// Shows the scanner every file that waits; one about which it cannot say holds up none behind it.
async fn scan_waiting(desk: &Desk, scanner: &dyn Scanner) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let rows = desk.read.evidence_waiting(after).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some(last.evidence);
        for row in &rows {
            scan(desk, scanner, row).await?;
        }
    }
}

async fn scan(desk: &Desk, scanner: &dyn Scanner, row: &EvidenceRow) -> Result<(), Failure> {
    let Some(content) = content(desk, row).await? else { return Ok(()) };
    let state = match scanner.scan(&content).await {
        Some(Scanned::Clean) => EvidenceState::Clean,
        Some(Scanned::Infected) => EvidenceState::Infected,
        None => return Ok(()),
    };
    drop(content);
    let fact = EvidenceScanned { evidence: row.evidence, account: row.account, state };
    match desk.record(desk.now(), Actor::Platform, fact).await {
        // Another node was faster, or it was thrown away.
        Err(Failure::Stale) => return Ok(()),
        recorded => recorded?,
    };
    if state == EvidenceState::Infected {
        tracing::warn!(evidence = %row.evidence, "the scanner found something in a file; it is deleted");
        delete(desk, row, (EvidenceEnd::Infected, Actor::Platform)).await?;
    }
    Ok(())
}

/// What stands on disk, opened; nothing once its account was erased.
async fn content(desk: &Desk, row: &EvidenceRow) -> Result<Option<Vec<u8>>, Failure> {
    let account = desk.read.account_by_no(row.account).await?.ok_or(Failure::Missing(Kind::Account))?;
    let key = match account_key(desk, &account).await {
        Err(Failure::Missing(_)) => return Ok(None),
        key => key?,
    };
    let sealed = desk.files.blobs()?.get(row.blob).await.map_err(Failure::broken)?;
    let opened = sealed.map(|sealed| key.open(content_place(&row.evidence), &sealed)).transpose()?;
    Ok(opened.map(|opened| opened.expose().to_vec()))
}

async fn delete_outdated(desk: &Desk, now: Time) -> Result<(), Failure> {
    let retention = desk.settings.files.retention;
    let unused = if retention < UNUSED { retention } else { UNUSED };
    let rows = desk.read.evidence_outdated(now.minus(retention), now.minus(unused)).await?;
    for row in rows {
        delete(desk, &row, (EvidenceEnd::Retention, Actor::Platform)).await?;
    }
    Ok(())
}

/// The fact first: a file without a row is swept, a row without a file would be a lie.
pub(super) async fn delete(
    desk: &Desk,
    row: &EvidenceRow,
    (why, actor): (EvidenceEnd, Actor),
) -> Result<(), Failure> {
    let deleted = EvidenceDeleted { evidence: row.evidence, account: row.account, blob: row.blob, why };
    match desk.record(desk.now(), actor, deleted).await {
        Ok(_) => desk.files.blobs()?.remove(row.blob).await.map_err(Failure::broken),
        Err(Failure::Stale) => Ok(()),
        Err(failure) => Err(failure),
    }
}

async fn sweep(desk: &Desk, now: Time) -> Result<(), Failure> {
    let blobs = desk.files.blobs()?;
    for name in blobs.older_than(now.minus(ORPHAN)).await.map_err(Failure::broken)? {
        if !desk.read.blob_is_named(&name).await? {
            blobs.remove(name).await.map_err(Failure::broken)?;
        }
    }
    Ok(())
}
