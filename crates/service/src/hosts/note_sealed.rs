//! What was encrypted for a client is noted by its hashes, before the client has it.

use vermilion_model::CodeKind;
use vermilion_model::fact::traffic::{DataSealed, Traffic};

use super::under::Sealing;
use crate::{Desk, Failure};

/// Two SHA-256 hashes of what was encrypted; which of them a server sends, WeChat's pages leave open.
#[derive(Debug, Clone, Copy)]
pub struct Hashes {
    /// Of the base64 text.
    pub text: [u8; 32],
    /// Of the bytes.
    pub raw: [u8; 32],
}

/// Notes it, with the user's act where one stands behind it.
pub async fn note_sealed(
    desk: &Desk,
    sealing: &Sealing,
    hashes: Hashes,
    act: Option<CodeKind>,
) -> Result<(), Failure> {
    let sealed = DataSealed {
        serial: desk.serial(sealing.at).await?.get(),
        account: sealing.pair.account,
        ordinal: sealing.pair.ordinal,
        act,
        text_hash: hashes.text,
        raw_hash: hashes.raw,
        at: sealing.at,
    };
    desk.note(Traffic::DataSealed(sealed)).await
}
