//! What everybody goes through who enters: the form and the row of who becomes a member, the session, the
//! device.

use vermilion_model::fact::traffic::Traffic;

pub(crate) use super::accept_invitation::check;
pub(crate) use super::new_member::new_member;
pub(crate) use super::open_session::open_session;
use crate::Desk;

/// Notes on which device somebody signed in. When that cannot be written, it is no known one yet.
pub(crate) async fn know_device(desk: &Desk, device: Option<(Vec<u8>, Vec<u8>)>) {
    let Some((address, device)) = device else { return };
    if let Err(failure) = desk.note(Traffic::DeviceKnown { address, device, at: desk.now() }).await {
        tracing::warn!(%failure, "a device was not noted as known");
    }
}
