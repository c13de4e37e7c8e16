//! What everybody goes through who enters: the form and the row of who becomes a member, the session, the
//! device.

use vermilion_model::fact::traffic::Traffic;
use vermilion_seal::{SecretText, mint};

pub(crate) use super::accept_invitation::check;
pub(crate) use super::new_member::new_member;
pub(crate) use super::open_session::open_session;
use crate::Desk;

/// Notes on which device somebody signed in. When that cannot be written, it is no known one yet.
pub(crate) async fn know_device(desk: &Desk, address: Vec<u8>, device: Vec<u8>) {
    if let Err(failure) = desk.note(Traffic::DeviceKnown { address, device, at: desk.now() }).await {
        tracing::warn!(%failure, "a device was not noted as known");
    }
}

/// What a browser is to be known by from now on.
pub fn new_device(desk: &Desk) -> SecretText {
    mint::device(&*desk.entropy)
}
