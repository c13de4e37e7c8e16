//! P9: once a revocation was answered, nothing is allowed by it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use anyhow::{Context, Result};
use vermilion_model::{AccountNo, Capabilities, Ordinal, ReviewClass};
use vermilion_rig::{grant, open_program, revoke};
use vermilion_service::Desk;
use vermilion_service::wechat::{Caller, Credential, admit, fetch_token};

use crate::goal::{Row, Verdict};
use crate::supply::Supply;

/// Revocations, and requests begun after the answer of each.
const REVOCATIONS: u32 = 500;
const AFTER_EACH: u32 = 2_000;
const PATH: &str = "/wxa/business/getuserphonenumber";

pub(super) async fn measure() -> Result<Vec<Row>> {
    let supply = Supply::new(None).await?;
    let desk = Arc::new(supply.installation()?.desk().await?);
    let program = open_program(&desk, AccountNo(2)).await?;
    let app_id = program.app_id.as_str().to_owned();
    let shown = Credential { app_id: &app_id, secret: &program.secret };
    let token = fetch_token(&desk, shown, asking(&desk)).map_err(|o| anyhow::anyhow!(o.code()))?.token;
    let token: Arc<str> = token.expose().into();
    let stop = Arc::new(AtomicBool::new(false));
    let others = Arc::new(AtomicU64::new(0));
    // Requests under way all the while, before and after.
    let beside = std::thread::spawn({
        let (desk, token, stop, others) =
            (Arc::clone(&desk), Arc::clone(&token), Arc::clone(&stop), Arc::clone(&others));
        move || {
            while !stop.load(Ordering::Relaxed) {
                allowed(&desk, &token);
                others.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    let capabilities = desk.catalogue.call_by_path(PATH).context("no such call")?.opened_by;
    let (mut stale, mut dead_grants) = (0_u32, 0_u32);
    for _ in 0..REVOCATIONS {
        let (before, after) = revoke_once(&desk, &token, capabilities).await?;
        dead_grants += u32::from(!before);
        stale += after;
    }
    stop.store(true, Ordering::Relaxed);
    beside.join().ok().context("the requests beside did not end well")?;
    anyhow::ensure!(dead_grants == 0, "{dead_grants} grants were not in force when they were answered");
    let measured = format!(
        "{stale} of {} in process, {REVOCATIONS} revocations, {} requests beside",
        REVOCATIONS * AFTER_EACH,
        others.load(Ordering::Relaxed)
    );
    let verdict = if stale == 0 { Verdict::Met } else { Verdict::Missed(format!("by {stale}")) };
    Ok(vec![Row::new(
        "P9",
        "0 stale allows in 10⁶ requests begun after a revocation's answer",
        measured,
        verdict,
    )])
}

/// Whether it was allowed before, and how often after.
async fn revoke_once(desk: &Desk, token: &str, capabilities: Capabilities) -> Result<(bool, u32)> {
    let account = AccountNo(2);
    let authorization = grant(desk, account, capabilities, ReviewClass::None).await?;
    let before = allowed(desk, token);
    revoke(desk, account, authorization).await?;
    let after = (0..AFTER_EACH).map(|_| u32::from(allowed(desk, token))).sum();
    Ok((before, after))
}

fn allowed(desk: &Desk, token: &str) -> bool {
    let Some(call) = desk.catalogue.call_by_path(PATH) else { return false };
    let caller = Caller::of_token(desk, token, desk.now());
    caller.is_ok_and(|caller| admit(desk, &caller, call.no, Some(Ordinal(1))).is_ok())
}

/// From this machine.
fn asking(desk: &vermilion_service::Desk) -> vermilion_service::wechat::Asking {
    vermilion_service::wechat::Asking { now: desk.now(), client: std::net::Ipv4Addr::LOCALHOST.into() }
}
