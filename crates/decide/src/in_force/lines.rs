//! Lines of tokens: what one secret fetches of one kind, its epoch and its marks.

use std::sync::Arc;

use vermilion_model::{SecretNo, TokenKind};

use super::marks::Marks;

/// What a stable token's text is derived from. Of two rows the greater (epoch, issued) wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct StableToken {
    /// In which epoch.
    pub epoch: u32,
    /// Issue time, milliseconds.
    pub issued: i64,
    /// The token key's number.
    pub key: u8,
}

/// One line; those of a retired secret stay, because its tokens may live on.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) secret: SecretNo,
    pub(crate) kind: TokenKind,
    /// The lowest epoch whose tokens live; [`crate::ENDED`] means none.
    pub(crate) epoch: u32,
    pub(crate) stable: Option<StableToken>,
    /// Outlives the entry: marks are noted without replacing it.
    pub(crate) marks: Arc<Marks>,
}

/// An account's lines, by (secret, kind).
#[derive(Debug, Clone, Default)]
pub(crate) struct Lines(Vec<Line>);

impl Lines {
    #[inline]
    pub(crate) fn of(&self, secret: SecretNo, kind: TokenKind) -> Option<&Line> {
        self.find(secret, kind).ok().and_then(|at| self.0.get(at))
    }

    /// Changes one line, made where it is missing.
    pub(crate) fn change(&mut self, secret: SecretNo, kind: TokenKind, change: impl FnOnce(&mut Line)) {
        let at = self.find(secret, kind).unwrap_or_else(|at| {
            self.0.insert(at, Line { secret, kind, epoch: 0, stable: None, marks: Arc::default() });
            at
        });
        if let Some(line) = self.0.get_mut(at) {
            change(line);
        }
    }

    /// Epochs only rise.
    pub(crate) fn raise(&mut self, secret: SecretNo, kind: TokenKind, epoch: u32) {
        self.change(secret, kind, |line| line.epoch = line.epoch.max(epoch));
    }

    /// I4: no token that this secret fetched lives any more.
    pub(crate) fn end(&mut self, secret: SecretNo) {
        for kind in [TokenKind::Plain, TokenKind::Stable] {
            self.raise(secret, kind, crate::ENDED);
        }
    }

    pub(crate) fn renew(&mut self, secret: SecretNo, row: StableToken) {
        self.change(secret, TokenKind::Stable, |line| line.stable = line.stable.max(Some(row)));
    }

    pub(crate) fn all(&self) -> &[Line] {
        &self.0
    }

    fn find(&self, secret: SecretNo, kind: TokenKind) -> Result<usize, usize> {
        self.0.binary_search_by_key(&(secret, kind), |line| (line.secret, line.kind))
    }
}
