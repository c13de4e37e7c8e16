//! Generated stories: what may happen, in any order that the store's guards would let through.

use proptest::prelude::*;
use vermilion_model::fact::*;
use vermilion_model::*;

use crate::naive::Naive;
use crate::world;

pub(crate) const ACCOUNTS: [AccountNo; 4] = [AccountNo(1), AccountNo(2), AccountNo(3), AccountNo(4)];
/// One of the first part, one of a chunk, one brought from elsewhere.
pub(crate) const USERS: [Ordinal; 3] = [Ordinal(1), Ordinal(5000), Ordinal(1 << 31)];
const SCOPES: [Scope; 4] = [Scope::SubscribeMessage, Scope::PhoneNumber, Scope::UserInfo, Scope::Camera];
const CAPABILITIES: [&[u8]; 6] = [&[1], &[2], &[3], &[1, 2], &[2, 3, 127], &[127]];

/// One step, in small numbers that are read modulo what there is.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    what: u8,
    a: usize,
    b: usize,
    c: usize,
    wait: u16,
}

pub(crate) fn story() -> impl Strategy<Value = Vec<Step>> {
    let step = (0u8..29, 0usize..12, 0usize..12, 0usize..12, 0u16..90);
    let step = step.prop_map(|(what, a, b, c, wait)| Step { what, a, b, c, wait });
    proptest::collection::vec(step, 1..60)
}

fn pick<T: Copy>(list: &[T], n: usize) -> T {
    list[n % list.len()]
}

impl Step {
    /// How long after the step before.
    pub(crate) fn wait(&self) -> Span {
        Span::secs(i64::from(self.wait))
    }

    /// A mark instead of a fact: whose, and by which secret.
    pub(crate) fn mark(&self, so_far: &Naive) -> Option<(AccountNo, SecretNo)> {
        let account = pick(&ACCOUNTS, self.a);
        let secrets = so_far.secrets(account);
        let secret = secrets.get(self.b % secrets.len().max(1))?.0;
        (self.what >= 26).then_some((account, secret))
    }

    /// What happens, unless the store would refuse it.
    pub(crate) fn act(&self, so_far: &Naive, now: Time) -> Option<Act> {
        let account = pick(&ACCOUNTS, self.a);
        if self.what <= 2 {
            return self.opening(so_far, account);
        }
        so_far.account(account)?;
        match self.what {
            3 if self.c % 4 == 1 => self.allow_list(account),
            8 if self.c % 4 == 1 => self.retirement(so_far, account, now),
            8 if self.c % 4 == 2 => self.leaked(so_far, account),
            3 if self.c.is_multiple_of(4) => {
                let on = so_far.limits(account) == LimitsState::On;
                let state = if on { LimitsState::Off } else { LimitsState::On };
                Some(LimitsSwitched { account, state }.into())
            }
            3 => self.standing(so_far, account),
            4..=7 => self.secret(so_far, account),
            8 => self.tokens_ended(so_far, account, now),
            9..=14 | 23..=25 => self.authorization(so_far, now),
            15..=19 => self.consent(so_far, account),
            20 => self.user_gone(so_far),
            21 | 22 => Some(self.host(so_far, account)),
            _ => None,
        }
    }

    fn opening(&self, so_far: &Naive, account: AccountNo) -> Option<Act> {
        let types = [AccountType::MiniProgram, AccountType::ServiceAccount, AccountType::ThirdPartyPlatform];
        let opened = world::opened(account, pick(&types, self.b));
        so_far.account(account).is_none().then(|| opened.into())
    }

    fn standing(&self, so_far: &Naive, account: AccountNo) -> Option<Act> {
        let reason = "rules".to_owned();
        let stops = so_far.stops(account);
        let has = |stop: Stops| stops.without(stop) != stops;
        if has(Stops::CLOSED) {
            return None;
        }
        let open = pick(&ACCOUNTS, self.c);
        Some(match self.b {
            0 => AccountClosed { account }.into(),
            1..=3 if has(Stops::FROZEN) => AccountUnfrozen { account }.into(),
            1..=3 => AccountFrozen { account }.into(),
            4 | 5 if has(Stops::CLOSING) => AccountKept { account }.into(),
            4 | 5 => AccountClosing { account, until: Time::ZERO }.into(),
            6 if so_far.bound_to(account).is_some() => AccountUnbound { account, open }.into(),
            6 => AccountBound { account, open }.into(),
            _ if has(Stops::SUSPENDED) => AccountRestored { account, reason }.into(),
            _ => AccountSuspended { account, reason }.into(),
        })
    }

    fn secret(&self, so_far: &Naive, account: AccountNo) -> Option<Act> {
        let all = so_far.secrets(account);
        let n = u8::try_from(all.len() + 1).unwrap();
        let (secret, digest, name) = (SecretNo(n.into()), world::digest(n), String::new());
        let tokens = pick(&[ItsTokens::LiveOn, ItsTokens::EndToo], self.c);
        match self.what {
            4 => Some(SecretIssued { account, secret, digest, name }.into()),
            5 => Some(SecretReset { account, secret, digest, tokens, name }.into()),
            6 => {
                let (secret, ..) = all.into_iter().filter(|(.., lives)| *lives).nth(self.b % 3)?;
                Some(SecretRetired { account, secret, tokens }.into())
            }
            _ if so_far.frozen(account) => Some(SecretsUnfrozen { account }.into()),
            _ => Some(SecretsFrozen { account }.into()),
        }
    }

    fn allow_list(&self, account: AccountNo) -> Option<Act> {
        let mode = pick(&AllowMode::ALL, self.b);
        let networks = vec![format!("10.0.0.{}", self.b).parse().ok()?];
        let list = AllowList { mode, networks };
        Some(AllowListSet { account, version: 0, list }.into())
    }

    fn retirement(&self, so_far: &Naive, account: AccountNo, now: Time) -> Option<Act> {
        let (secret, ..) =
            so_far.secrets(account).into_iter().filter(|(.., lives)| *lives).nth(self.b % 3)?;
        let at = [None, Some(now.plus(Span::secs(60)))][self.b % 2];
        Some(SecretRetirementPlanned { account, secret, at }.into())
    }

    fn leaked(&self, so_far: &Naive, account: AccountNo) -> Option<Act> {
        let all = so_far.secrets(account);
        let (leaked, ..) = *all.iter().filter(|(.., lives)| *lives).nth(self.b % 3)?;
        let n = u8::try_from(all.len() + 1).ok()?;
        let (secret, digest) = (SecretNo(n.into()), world::digest(n));
        Some(SecretReplaced { account, leaked, secret, digest, name: String::new() }.into())
    }

    fn tokens_ended(&self, so_far: &Naive, account: AccountNo, now: Time) -> Option<Act> {
        let lines = so_far.lines(account);
        let (secret, kind) = *lines.get(self.b % lines.len().max(1))?;
        let epoch = so_far.epoch(account, secret, kind).checked_add(1)?;
        let row = StableRow { issued: now.millis(), key: 1 };
        let stable = (kind == TokenKind::Stable && self.c.is_multiple_of(2)).then_some(row);
        Some(TokensEnded { account, kind, secret, epoch, stable }.into())
    }

    /// Authorization `n` has its receiver and giver for good.
    fn authorization(&self, so_far: &Naive, now: Time) -> Option<Act> {
        let n = u8::try_from(self.b).unwrap();
        let account = pick(&ACCOUNTS, self.b);
        let from = [Giver::Platform, Giver::Account(ACCOUNTS[0]), Giver::Account(ACCOUNTS[1])];
        let giver = from[self.b / 4];
        let parties = match giver {
            Giver::Account(other) => [account, other],
            Giver::Platform => [account, account],
        };
        let revoked =
            |act: &Act| matches!(act, Act::AuthorizationRevoked(act) if act.authorization == world::id(n));
        if parties.iter().any(|no| so_far.account(*no).is_none()) || giver == Giver::Account(account) {
            return None;
        }
        if so_far.facts.iter().any(|(_, act)| revoked(act)) {
            return None;
        }
        let asked = world::caps(pick(&CAPABILITIES, self.c));
        let until = [None, None, Some(now.plus(Span::secs(60)))][self.a % 3];
        let effective = so_far.held().iter().any(|held| held.id == world::id(n));
        match self.what {
            9 | 10 => Some(world::approved(n, account, giver, asked, until).into()),
            11 => Some(world::submitted(n, account, giver, asked, ReviewClass::Automatic).into()),
            12 => Some(world::submitted(n, account, giver, asked, ReviewClass::TwoPersons).into()),
            23 => {
                let Giver::Account(giver) = giver else { return None };
                let review = pick(&[ReviewClass::None, ReviewClass::OnePerson], self.a);
                Some(world::accepted(n, account, giver, (asked, review)).into())
            }
            24 | 25 => stopped_or_restored(so_far, n, (account, giver), effective),
            13 => effective.then(|| world::given_up(n, account, giver, asked).into()),
            _ => effective.then(|| world::revoked(n, account, giver).into()),
        }
    }

    fn consent(&self, so_far: &Naive, account: AccountNo) -> Option<Act> {
        let (ordinal, scope) = (pick(&USERS, self.b), pick(&SCOPES, self.c));
        let pair = Pair { account, ordinal };
        let (given, _) = so_far.consent(pair, scope);
        match self.what {
            _ if so_far.gone(pair) => None,
            15..=17 => Some(world::consent(account, ordinal, scope).into()),
            _ => given.then(|| world::withdrawn(account, ordinal, scope).into()),
        }
    }

    /// Gone from every account that there is; one opened later never sees this user.
    fn user_gone(&self, so_far: &Naive) -> Option<Act> {
        let ordinal = pick(&USERS, self.b);
        let pairs = so_far.accounts().map(|act| Pair { account: act.account, ordinal }).collect();
        match self.c {
            0 => Some(UserClosed { user: world::id(1), pairs }.into()),
            1 => Some(UserErased { user: world::id(1), pairs }.into()),
            _ => None,
        }
    }

    fn host(&self, so_far: &Naive, account: AccountNo) -> Act {
        let (host_app, number) = (world::id(200), u32::try_from(self.b).unwrap());
        let rows = so_far.ground(Time::ZERO);
        let listed = rows.contains(&Ground::Listing { host_app, account });
        let key = |n: u32| rows.iter().any(|r| matches!(r, Ground::HostKey { number, .. } if *number == n));
        match self.what {
            21 if listed => AccountUnlisted { host_app, account }.into(),
            21 => AccountListed { host_app, account }.into(),
            _ if key(number) => HostKeyRevoked { host_app, number }.into(),
            _ => {
                let digest = world::digest(u8::try_from(so_far.facts.len()).unwrap());
                HostKeyIssued { host_app, number, digest }.into()
            }
        }
    }
}

/// Stops what is effective, or restores what is stopped.
fn stopped_or_restored(
    so_far: &Naive,
    n: u8,
    (account, giver): (AccountNo, Giver),
    effective: bool,
) -> Option<Act> {
    if so_far.suspended(world::id(n)) {
        return Some(world::restored(n, account, giver).into());
    }
    effective.then(|| world::stopped(n, account, giver).into())
}
