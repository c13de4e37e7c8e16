//! P11: the binary.

use anyhow::Result;

use crate::Run;
use crate::goal::{Line, Rounds, Row};

pub(super) fn measure(run: &Run) -> Result<Vec<Row>> {
    #[expect(clippy::cast_precision_loss, reason = "a file's size")]
    let megabytes = std::fs::metadata(&run.server)?.len() as f64 / 1e6;
    let verdict = Line::AtMost(40.0).judge(&Rounds(vec![megabytes]));
    Ok(vec![Row::new("P11", "binary ≤ 40 MB stripped", format!("{megabytes:.1} MB"), verdict)])
}
