//! Scanning to sign in: a browser shows a QR code, a host app's user scans and confirms it, and the same browser
//! takes it up, once (I6).
//!
//! The code holds a ticket; the browser that shows it holds another secret, without which what was confirmed is
//! nobody's: a code photographed and shown elsewhere signs nobody in there.

mod answer_scan;
mod ask_scan;
mod binding;
mod show_scan;
mod take_up_scan;

pub use answer_scan::{ScanAnswer, answer_scan};
pub use ask_scan::{AskedScan, Purpose, ask_scan};
pub use binding::{Binding, read_binding, unbind};
pub use show_scan::{ShownScan, show_scan};
pub use take_up_scan::{TakenUp, take_up_scan};

use vermilion_seal::{DigestOf, SecretText};
use vermilion_store::ScanRow;

use crate::{Desk, Failure, Kind};

fn digest(desk: &Desk, within: &[u8], secret: &SecretText) -> Vec<u8> {
    let ring = desk.ring.load();
    ring.digests.digest(DigestOf::Scan, within, secret.expose().as_bytes()).to_bytes().to_vec()
}

/// The row of a ticket that is neither used nor too old.
async fn living(desk: &Desk, ticket: &SecretText) -> Result<ScanRow, Failure> {
    let row = desk.read.scan_by_ticket(&digest(desk, b"ticket", ticket)).await?;
    let now = desk.now();
    row.filter(|row| now < row.expires_at).ok_or(Failure::Missing(Kind::Scan))
}
