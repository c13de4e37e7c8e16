//! Codes made beforehand.

use anyhow::Result;
use vermilion_model::{AccountNo, CodeKind, Ordinal, Span};
use vermilion_seal::CodeClaims;
use vermilion_service::Desk;

/// What to make.
#[derive(Debug, Clone, Copy)]
pub struct Minting {
    /// For whom.
    pub account: AccountNo,
    /// The users' ordinals run from 1 to this, again and again.
    pub users: u32,
    /// How many codes.
    pub count: usize,
    /// How long they may be spent; a real one's is five minutes.
    pub life: Span,
}

/// Login codes with serials of leased blocks, as the host API makes them.
pub async fn mint(desk: &Desk, minting: Minting) -> Result<Vec<String>> {
    mint_kind(desk, CodeKind::Login, minting).await
}

/// The same of another kind.
pub async fn mint_kind(desk: &Desk, kind: CodeKind, minting: Minting) -> Result<Vec<String>> {
    let mut codes = Vec::with_capacity(minting.count);
    let mut user = 0_u32;
    for _ in 0..minting.count {
        let now = desk.now();
        let serial = desk.serial(now).await?;
        let ring = desk.ring.load();
        user = user % minting.users.max(1) + 1;
        let claims = CodeClaims {
            kind,
            incarnation: desk.incarnation,
            account: minting.account,
            ordinal: Ordinal(user),
            serial,
            issued: now,
            life: minting.life,
            other: AccountNo(0),
            scope: 0,
            session_key_id: ring.sessions.signing_key(now),
        };
        codes.push(ring.codes.seal(&claims).expose().to_owned());
    }
    Ok(codes)
}
