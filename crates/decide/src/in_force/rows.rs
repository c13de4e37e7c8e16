//! What is in force, as rows again: for the check against the store, and for tests.

use vermilion_model::fact::Pair;
use vermilion_model::fact::traffic::Mark;
use vermilion_model::{AccountGround, AccountNo, AllowList, Giver, Ground, LimitsState};

use super::grants::Grants;
use super::{AccountState, InForce};

impl InForce {
    /// Every row that would rebuild this, accounts first, else in no order. Of marks only the
    /// newest of each line; quota blocks and sessions are traffic and not here.
    pub fn rows(&self) -> Vec<Ground> {
        let accounts = self.accounts.all();
        let mut rows: Vec<Ground> = accounts.iter().map(|(_, a)| Ground::Account(ground(a))).collect();
        for (_, account) in &accounts {
            secrets(account, &mut rows);
            if *account.allow != AllowList::default() {
                rows.push(Ground::AllowList { account: account.no, list: AllowList::clone(&account.allow) });
            }
            if account.limits == LimitsState::Off {
                rows.push(Ground::LimitsOff { account: account.no });
            }
            authorizations(account.no, Giver::Platform, &account.grants, &mut rows);
            rows.extend(account.bound_to.map(|open| Ground::Binding { account: account.no, open }));
            let host_apps = account.host_apps.iter();
            rows.extend(host_apps.map(|app| Ground::Listing { host_app: *app, account: account.no }));
            let consents = account.consents.all().into_iter();
            rows.extend(consents.map(|(ordinal, bits)| Ground::Consent {
                pair: Pair { account: account.no, ordinal },
                bits,
            }));
        }
        for ((receiver, giver), grants) in self.delegations.all() {
            authorizations(receiver, Giver::Account(giver), &grants, &mut rows);
        }
        let withdrawals = self.withdrawals.all().into_iter();
        let living = withdrawals.filter(|(pair, ..)| !self.is_gone(*pair));
        rows.extend(living.map(|(pair, scope, at)| Ground::Withdrawal { pair, scope: Some(scope), at }));
        let keys = self.host_keys().into_iter();
        rows.extend(keys.map(|(host_app, number, digest)| Ground::HostKey { host_app, number, digest }));
        rows
    }
}

fn ground(account: &AccountState) -> AccountGround {
    AccountGround {
        account: account.no,
        app_id: account.app_id,
        account_type: account.account_type,
        stops: account.stops,
        secrets: account.secrets,
        last_secret: account.last_secret,
    }
}

fn secrets(account: &AccountState, rows: &mut Vec<Ground>) {
    let no = account.no;
    for living in &account.living {
        rows.push(Ground::Secret { account: no, secret: living.secret, digest: living.digest });
        if let Some(at) = living.retires_at {
            rows.push(Ground::SecretPlan { account: no, secret: living.secret, at });
        }
    }
    for line in account.lines.all() {
        let (kind, secret) = (line.kind, line.secret);
        if line.epoch > 0 {
            rows.push(Ground::Epoch { account: no, kind, secret, epoch: line.epoch });
        }
        if let Some(row) = line.stable {
            rows.push(Ground::Stable {
                account: no,
                secret,
                epoch: row.epoch,
                issued: row.issued,
                key: row.key,
            });
        }
        let issued = line.marks.newest();
        if issued > 0 {
            rows.push(Ground::Mark(Mark { account: no, kind, secret, issued }));
        }
    }
}

fn authorizations(account: AccountNo, giver: Giver, grants: &Grants, rows: &mut Vec<Ground>) {
    let some = grants.list().iter().filter(|grant| !grant.capabilities.is_empty());
    rows.extend(some.map(|grant| Ground::Authorization {
        id: grant.id,
        account,
        giver,
        capabilities: grant.capabilities,
        until: grant.until,
        suspended: grant.suspended,
    }));
}
