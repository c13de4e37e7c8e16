//! A new key of one kind.

use vermilion_model::Span;
use vermilion_model::fact::{Actor, KeyRow, KeyRows, KeysRotated};
use vermilion_seal::{KeyKind, KeyMaker, Old, RingRow};

use super::reload::reload_now;
use crate::{Desk, Failure};

/// How long anything lives that token and code keys make, and some more.
const LIFE: Span = Span::hours(3);

/// Makes a new key of a kind and answers its number. Every node believes it at once and signs with it
/// a minute later; with [`Old::Dropped`] nothing older is believed any more.
///
/// Keys whose works have all ended by themselves are retired with it.
///
/// # Errors
/// [`Failure::Stale`] when another rotation of the kind was first; broken for kinds that are not
/// rotated.
pub async fn rotate_keys(desk: &Desk, by: Actor, kind: KeyKind, old: Old) -> Result<u8, Failure> {
    let now = desk.now();
    let rows = desk.read.ring().await?;
    let maker = KeyMaker { masters: desk.vault.masters(), entropy: &*desk.entropy, now };
    let life = if kind == KeyKind::Session { desk.settings.session_key_life } else { LIFE };
    let outlived = maker.outlived(&rows, kind, life);
    let mut changed = maker.rotate(&rows, kind, old)?.into_iter();
    let made = changed.next().ok_or_else(|| Failure::broken("no key was made"))?;
    let retired = changed.chain(outlived).map(|row| (kind.name().to_owned(), row.id)).collect();
    let key = made.id;
    let rows = KeyRows { made: Some(as_fact(&made)), retired, rewrapped: Vec::new() };
    desk.record(now, by, KeysRotated { kind: kind.name().to_owned(), key, rows }).await?;
    reload_now(desk).await?;
    Ok(key)
}

/// A row of the ring, as a fact carries it.
pub(super) fn as_fact(row: &RingRow) -> KeyRow {
    KeyRow {
        kind: row.kind.name().to_owned(),
        id: row.id,
        wrapped: row.wrapped.clone(),
        made_at: row.created_at,
    }
}
