//! What the store would hold of all that happened: the ground, projected from the plain list.

use vermilion_model::fact::traffic::Mark;
use vermilion_model::fact::*;
use vermilion_model::*;

use crate::naive::Naive;

impl Naive {
    /// As a start reads it: accounts first, marks one a step.
    pub(crate) fn ground(&self, now: Time) -> Vec<Ground> {
        let mut rows: Vec<Ground> = self.accounts().map(|act| self.account_row(act)).collect();
        for act in self.accounts() {
            self.token_rows(act.account, &mut rows);
            let list = self.allow_list(act.account);
            if list != AllowList::default() {
                rows.push(Ground::AllowList { account: act.account, list });
            }
            for (secret, _, lives) in self.secrets(act.account) {
                if let Some(at) = self.plan(act.account, secret).filter(|_| lives) {
                    rows.push(Ground::SecretPlan { account: act.account, secret, at });
                }
            }
            if self.limits(act.account) == LimitsState::Off {
                rows.push(Ground::LimitsOff { account: act.account });
            }
            self.user_rows(act.account, now, &mut rows);
            let bound = self.bound_to(act.account);
            rows.extend(bound.map(|open| Ground::Binding { account: act.account, open }));
        }
        rows.extend(self.held().into_iter().map(|held| Ground::Authorization {
            id: held.id,
            account: held.account,
            giver: held.giver,
            capabilities: held.capabilities,
            until: held.until,
            suspended: held.suspended,
        }));
        self.host_rows(&mut rows);
        rows
    }

    fn account_row(&self, act: &AccountOpened) -> Ground {
        let frozen = self.frozen(act.account);
        Ground::Account(AccountGround {
            account: act.account,
            app_id: act.app_id,
            account_type: act.account_type,
            stops: self.stops(act.account),
            secrets: if frozen { SecretsState::Frozen } else { SecretsState::Usable },
            last_secret: self.secrets(act.account).last().map_or(SecretNo(0), |(n, ..)| *n),
        })
    }

    fn token_rows(&self, account: AccountNo, rows: &mut Vec<Ground>) {
        let living = self.secrets(account).into_iter().filter(|(.., lives)| *lives);
        rows.extend(living.map(|(secret, digest, _)| Ground::Secret { account, secret, digest }));
        for (secret, kind) in self.lines(account) {
            let epoch = self.epoch(account, secret, kind);
            if epoch > 0 {
                rows.push(Ground::Epoch { account, kind, secret, epoch });
            }
            if kind == TokenKind::Plain {
                let steps = self.steps(account, secret).into_iter();
                rows.extend(steps.map(|issued| Ground::Mark(Mark { account, kind, secret, issued })));
            }
        }
        let stable = self.facts.iter().filter_map(|(_, act)| match act {
            Act::TokensEnded(act) if act.account == account => Some((act.secret, act.epoch, act.stable?)),
            _ => None,
        });
        for (secret, _) in self.lines(account).iter().step_by(2) {
            if let Some((_, epoch, row)) = stable.clone().rfind(|(s, ..)| s == secret) {
                let (secret, issued, key) = (*secret, row.issued, row.key);
                rows.push(Ground::Stable { account, secret, epoch, issued, key });
            }
        }
    }

    fn user_rows(&self, account: AccountNo, now: Time, rows: &mut Vec<Ground>) {
        for ordinal in crate::story::USERS {
            let pair = Pair { account, ordinal };
            if self.gone(pair) {
                rows.push(Ground::Consent { pair, bits: Scope::GONE });
                continue;
            }
            let mut bits = 0;
            for scope in Scope::ALL {
                let (given, withdrawn_at) = self.consent(pair, scope);
                bits |= scope.bit().filter(|_| given).unwrap_or(0);
                if let Some(at) = withdrawn_at.filter(|at| *at > now.minus(Span::mins(30))) {
                    rows.push(Ground::Withdrawal { pair, scope: Some(scope), at });
                }
            }
            if bits != 0 {
                rows.push(Ground::Consent { pair, bits });
            }
        }
    }

    fn host_rows(&self, rows: &mut Vec<Ground>) {
        let (mut keys, mut listings) = (Vec::new(), Vec::new());
        for (_, act) in &self.facts {
            match act {
                Act::HostKeyIssued(act) => keys.push((act.host_app, act.number, act.digest)),
                Act::HostKeyRevoked(act) => keys.retain(|(a, n, _)| (*a, *n) != (act.host_app, act.number)),
                Act::AccountListed(act) => listings.push((act.host_app, act.account)),
                Act::AccountUnlisted(act) => listings.retain(|l| *l != (act.host_app, act.account)),
                _ => {}
            }
        }
        rows.extend(keys.into_iter().map(|(host_app, number, digest)| Ground::HostKey {
            host_app,
            number,
            digest,
        }));
        rows.extend(listings.into_iter().map(|(host_app, account)| Ground::Listing { host_app, account }));
    }
}

/// In one order, and of marks the newest of each line: what `InForce::rows` speaks of.
pub(crate) fn normal(rows: &[Ground]) -> Vec<String> {
    let newest = |mark: &Mark| {
        let same = |other: &Ground| matches!(other, Ground::Mark(m) if (m.account, m.secret) == (mark.account, mark.secret) && m.issued > mark.issued);
        !rows.iter().any(same)
    };
    let kept = rows.iter().filter(|row| if let Ground::Mark(mark) = row { newest(mark) } else { true });
    let mut texts: Vec<String> = kept.map(|row| format!("{row:?}")).collect();
    texts.sort();
    texts
}
