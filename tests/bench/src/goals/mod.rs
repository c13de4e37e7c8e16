//! The goals, in the order of their numbers.

mod durable;
mod http;
mod memory;
mod postgres;
mod revoke;
mod size;
mod start;

use anyhow::Result;

pub(crate) use memory::print_sessions;

use crate::Run;
use crate::goal::Row;

/// Measures what is wanted. What cannot be measured here says so and stops nothing.
pub(crate) async fn measure(run: &Run, wanted: &(dyn Fn(&str) -> bool + Sync)) -> Result<Vec<Row>> {
    let any = |names: &[&str]| names.iter().any(|name| wanted(name));
    let mut rows = Vec::new();
    if any(&["P1", "P2", "P4", "P5"]) {
        rows.extend(http::measure(run).await?);
    }
    if wanted("P3") {
        rows.extend(durable::measure(run).await?);
    }
    if any(&["P6", "P7"]) {
        rows.extend(memory::measure(run).await?);
    }
    if wanted("P8") {
        rows.extend(start::measure(run).await?);
    }
    if wanted("P9") {
        rows.extend(revoke::measure().await?);
    }
    if wanted("P10") {
        rows.extend(postgres::measure(run).await?);
    }
    if wanted("P11") {
        rows.extend(size::measure(run)?);
    }
    rows.sort_by_key(|row| row.goal.trim_start_matches('P').parse::<u32>().unwrap_or(0));
    Ok(rows)
}
