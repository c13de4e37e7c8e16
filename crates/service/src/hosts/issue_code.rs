//! Single-use codes: sealed, not stored, so issuing one writes nothing.

use vermilion_model::fact::Pair;
use vermilion_model::{AccountNo, CodeKind, Span, Time};
use vermilion_seal::{CodeClaims, CodeText};

use crate::{Desk, Failure};

/// How long a code may be spent.
pub const CODE_LIFE: Span = Span::mins(5);

/// A code and how long it lives.
#[derive(Debug)]
pub struct Issued {
    /// The text.
    pub code: CodeText,
    /// Seconds.
    pub expires_in: i64,
}

/// What a code is drawn for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Draw {
    pub(super) kind: CodeKind,
    pub(super) life: Span,
    /// The second account the kind speaks of.
    pub(super) other: AccountNo,
    /// The OAuth scope, in its permanent number.
    pub(super) scope: u8,
}

impl Draw {
    /// A code that says nothing beyond whose it is.
    pub(super) const fn plain(kind: CodeKind) -> Draw {
        Draw { kind, life: CODE_LIFE, other: AccountNo(0), scope: 0 }
    }
}

/// Draws a code for a pair.
pub(super) async fn issue_code(desk: &Desk, draw: Draw, pair: Pair, now: Time) -> Result<Issued, Failure> {
    let serial = desk.serial(now).await?;
    let ring = desk.ring.load();
    let claims = CodeClaims {
        kind: draw.kind,
        incarnation: desk.incarnation,
        account: pair.account,
        ordinal: pair.ordinal,
        serial,
        issued: now,
        life: draw.life,
        other: draw.other,
        scope: draw.scope,
        session_key_id: ring.sessions.signing_key(now),
    };
    Ok(Issued { code: ring.codes.seal(&claims), expires_in: draw.life.as_secs() })
}
