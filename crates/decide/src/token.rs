//! Access tokens: which of those that verify still live.

use vermilion_model::fact::traffic::{Mark, StableRenewed};
use vermilion_model::{AccountNo, SecretNo, Span, Time, TokenKind};

use crate::Reason;
use crate::in_force::{AccountState, FIVE_MINUTES, InForce, Marks, Misfit, StableToken};

/// How long a token lives. Source: contract, tokens.
pub const TOKEN_LIFE: Span = Span::secs(7200);

/// How long an older token of `/cgi-bin/token` lives beside a newer one.
pub const DISPLACED_AFTER: Span = FIVE_MINUTES;

/// The epoch of a line whose secret ended together with its tokens; no token is issued in it.
pub const ENDED: u32 = u32::MAX;

/// What a token says, after its MAC and its incarnation were checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenView {
    /// Its kind.
    pub kind: TokenKind,
    /// Whose it is.
    pub account: AccountNo,
    /// The secret that fetched it.
    pub secret: SecretNo,
    /// The epoch it was issued in.
    pub epoch: u32,
    /// When it was issued.
    pub issued: Time,
}

/// What a new token of `/cgi-bin/token` must say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issued {
    /// In which epoch.
    pub epoch: u32,
    /// When; up to a second ahead of the clock when many are issued at once.
    pub at: Time,
}

impl InForce {
    /// Whether the token lives; hands back whose it is. Freshness and standing are `decide`'s.
    pub fn check_token(&self, token: &TokenView, now: Time) -> Result<AccountNo, Reason> {
        let end = token.issued.plus(TOKEN_LIFE);
        if now >= end {
            return Err(Reason::TokenExpired { at: end });
        }
        let account = self.account(token.account)?;
        if token.secret > account.last_secret {
            return Err(Reason::TokenDisplaced);
        }
        let issued = token.issued.millis();
        if let Some(line) = account.lines.of(token.secret, token.kind) {
            let displaced = line.marks.displace(issued, now.minus(DISPLACED_AFTER).millis());
            if line.epoch == ENDED || token.epoch < line.epoch || displaced {
                return Err(Reason::TokenDisplaced);
            }
            if issued <= line.marks.newest() {
                return Ok(token.account);
            }
        }
        if token.kind == TokenKind::Plain {
            self.bring_back(&account, token.secret, issued);
        }
        Ok(token.account)
    }

    /// A new token of `/cgi-bin/token`: its epoch and issue time, noted as a mark.
    ///
    /// # Errors
    /// The account is not there, or the secret ended with its tokens in this moment.
    pub fn issue_token(&self, account: AccountNo, secret: SecretNo, now: Time) -> Result<Issued, Reason> {
        self.issue_token_to(&*self.account(account)?, secret, now)
    }

    /// The same, to an account as it stood a moment ago. What ended since then ends this token too: it carries
    /// the epoch of that moment.
    pub fn issue_token_to(
        &self,
        state: &AccountState,
        secret: SecretNo,
        now: Time,
    ) -> Result<Issued, Reason> {
        let account = state.no;
        let made;
        let (epoch, marks) = if let Some(line) = state.lines.of(secret, TokenKind::Plain) {
            (line.epoch, &line.marks)
        } else {
            made = self.line(state, secret, TokenKind::Plain).ok_or(Reason::AccountUnknown { account })?;
            (made.0, &made.1)
        };
        if epoch == ENDED {
            // Between the secret's check and here it was reset together with its tokens.
            return Err(Reason::SecretWrong);
        }
        let at = marks.issue(now);
        self.unflushed.note(account, TokenKind::Plain, secret, marks);
        Ok(Issued { epoch, at })
    }

    /// A mark that the store has: at a start, or another node's.
    pub fn note_mark(&self, mark: &Mark) -> Result<(), Misfit> {
        let misfit = Misfit::UnknownAccount(mark.account);
        let account = self.account(mark.account).map_err(|_| misfit)?;
        let (_, marks) = self.line(&account, mark.secret, mark.kind).ok_or(misfit)?;
        marks.note(mark.issued);
        Ok(())
    }

    /// A stable token was renewed, here or elsewhere; of two the greater (epoch, issued) stays.
    pub fn stable_renewed(&self, row: &StableRenewed) -> Result<(), Misfit> {
        let token = StableToken { epoch: row.epoch, issued: row.issued, key: row.key };
        self.renew_stable(row.account, row.secret, token)
    }

    pub(crate) fn renew_stable(
        &self,
        account: AccountNo,
        secret: SecretNo,
        row: StableToken,
    ) -> Result<(), Misfit> {
        self.change(account, |account| account.lines.renew(secret, row))
    }

    /// What a crash lost comes back with the first use of the newer token.
    fn bring_back(&self, account: &AccountState, secret: SecretNo, issued: i64) {
        if let Some((_, marks)) = self.line(account, secret, TokenKind::Plain) {
            marks.note(issued);
            self.unflushed.note(account.no, TokenKind::Plain, secret, &marks);
        }
    }

    /// A line's epoch and marks; the line is made where it is missing: after a start, that of a
    /// secret retired while its tokens live on.
    fn line(
        &self,
        account: &AccountState,
        secret: SecretNo,
        kind: TokenKind,
    ) -> Option<(u32, std::sync::Arc<Marks>)> {
        let found = |account: &AccountState| {
            account.lines.of(secret, kind).map(|line| (line.epoch, line.marks.clone()))
        };
        found(account).or_else(|| {
            self.change(account.no, |account| account.lines.change(secret, kind, |_| ())).ok()?;
            found(&*self.account(account.no).ok()?)
        })
    }
}

impl AccountState {
    /// The epoch in which this secret's next token is issued; none when it ended with its tokens.
    pub fn epoch(&self, secret: SecretNo, kind: TokenKind) -> Option<u32> {
        let epoch = self.lines.of(secret, kind).map_or(0, |line| line.epoch);
        (epoch != ENDED).then_some(epoch)
    }

    /// What this secret's stable token is derived from, if one was issued in the present epoch.
    pub fn stable(&self, secret: SecretNo) -> Option<StableToken> {
        let line = self.lines.of(secret, TokenKind::Stable)?;
        line.stable.filter(|row| row.epoch == line.epoch)
    }
}
