//! Rules that span more than one row, each with two facts of which one at most may come true: what stands behind
//! "the last administrator" and "a name is one account's". A new rule is a row here.

use std::pin::Pin;

use vermilion_model::fact::traffic::Purpose;
use vermilion_model::fact::*;
use vermilion_model::{FactorKind, Giver, ItsTokens, RegisterField, SecretNo};

use crate::ground::NOW;
use crate::life::{Life, factor, id, offered, opened, registered};
use crate::life_goes_on::admitting;
use crate::rivals::{
    accepts, approved, asked, bound, chosen, cleared, code, demoted, domains, ended, erased, host_user,
    invited, issued, joins, leaves, no, offered_to_two, on_the_desk, petition, registers, rejected, reset,
    second_administrator, taken, three_of_a_subject, two_secrets, verified, withdrawn,
};

type Before<'a> = Pin<Box<dyn Future<Output = ()> + Send + 'a>>;

/// A rule. Its facts are about things numbered from `n` to `n + 2`, which nobody else uses.
pub(crate) struct Rule {
    /// What it says.
    pub(crate) name: &'static str,
    /// Kinds of facts that it guards.
    pub(crate) kinds: &'static [&'static str],
    /// What must have happened.
    pub(crate) before: for<'a> fn(&'a Life<'a>, u8) -> Before<'a>,
    /// Two facts of which one wins.
    pub(crate) two: fn(u8) -> [Act; 2],
}

/// How many numbers a rule uses.
pub(crate) const NUMBERS: u8 = 3;

/// Every rule.
pub(crate) const RULES: &[Rule] = &[
    Rule {
        name: "an e-mail address is one member's",
        kinds: &["member_registered"],
        before: |life, n| {
            Box::pin(async move {
                code(life, n, n, Purpose::Registration).await;
                code(life, n + 1, n, Purpose::Registration).await;
            })
        },
        two: |n| [registers(n, n), registers(n + 1, n)],
    },
    Rule {
        name: "a code registers one member",
        kinds: &["member_registered"],
        before: |life, n| Box::pin(code(life, n, n, Purpose::Registration)),
        two: |n| [registers(n, n), registers(n, n)],
    },
    Rule {
        name: "an invitation to register of one use admits one",
        kinds: &["member_registered"],
        before: |life, n| {
            Box::pin(async move {
                life.fact(admitting(n, 1)).await;
                life.proof(n).await;
                life.proof(n + 1).await;
            })
        },
        two: |n| [n, n + 1].map(|who| registered(who, Some(id(n))).into()),
    },
    Rule {
        name: "a name is one account's",
        kinds: &["account_opened"],
        before: |life, n| Box::pin(life.member(n)),
        two: |n| {
            let second = opened(n + 2, id(n));
            let row = NewAccount { name_digest: opened(n + 1, id(n)).row.name_digest, ..second.row.clone() };
            [opened(n + 1, id(n)).into(), AccountOpened { row, ..second }.into()]
        },
    },
    Rule {
        name: "an AppID is one account's",
        kinds: &["account_opened"],
        before: |life, n| Box::pin(life.member(n)),
        two: |n| {
            let app_id = opened(n + 1, id(n)).app_id;
            [opened(n + 1, id(n)).into(), AccountOpened { app_id, ..opened(n + 2, id(n)) }.into()]
        },
    },
    Rule {
        name: "a name that is asked for is one account's",
        kinds: &["petition_submitted"],
        before: |life, n| {
            Box::pin(async move {
                life.member(n).await;
                life.member(n + 1).await;
            })
        },
        two: |n| {
            let name = RegisterField::Name;
            [petition(n, n, name, n), petition(n + 1, n + 1, name, n)]
        },
    },
    Rule {
        name: "changes of a year are counted from one version",
        kinds: &["petition_submitted"],
        before: |life, n| Box::pin(life.member(n)),
        two: |n| {
            [petition(n, n, RegisterField::Introduction, n), petition(n + 1, n, RegisterField::Avatar, n)]
        },
    },
    Rule {
        name: "a subject has so many accounts of a kind",
        kinds: &["petition_submitted"],
        before: |life, n| {
            Box::pin(async move {
                life.member(n).await;
                life.member(n + 1).await;
            })
        },
        two: |n| [verified(n, n, 1).into(), verified(n + 1, n, 1).into()],
    },
    Rule {
        name: "of two administrators who leave one stays",
        kinds: &["membership_ended"],
        before: |life, n| Box::pin(second_administrator(life, n)),
        two: |n| [leaves(n, n), leaves(n + 1, n)],
    },
    Rule {
        name: "of two administrators who become developers one stays",
        kinds: &["membership_role_changed"],
        before: |life, n| Box::pin(second_administrator(life, n)),
        two: |n| [demoted(n, n), demoted(n + 1, n)],
    },
    Rule {
        name: "an administrator leaves while the other becomes a developer",
        kinds: &["membership_ended", "membership_role_changed"],
        before: |life, n| Box::pin(second_administrator(life, n)),
        two: |n| [leaves(n, n), demoted(n + 1, n)],
    },
    Rule {
        name: "of two administrators who are erased one stays",
        kinds: &["member_erased"],
        before: |life, n| Box::pin(second_administrator(life, n)),
        two: |n| [erased(n, n), erased(n + 1, n)],
    },
    Rule {
        name: "an administrator is erased while the other leaves",
        kinds: &["member_erased", "membership_ended"],
        before: |life, n| Box::pin(second_administrator(life, n)),
        two: |n| [erased(n, n), leaves(n + 1, n)],
    },
    Rule {
        name: "exclusive sets and fifteen providers are counted from one version of the giver",
        kinds: &["delegation_accepted"],
        before: |life, n| Box::pin(offered_to_two(life, n)),
        two: |n| [taken(n + 1, n), taken(n + 2, n)],
    },
    Rule {
        name: "an account is bound to one open-platform account",
        kinds: &["account_bound"],
        before: |life, n| Box::pin(three_of_a_subject(life, n)),
        two: |n| [bound(n, n + 1), bound(n, n + 2)],
    },
    Rule {
        name: "an account is unbound once",
        kinds: &["account_unbound"],
        before: |life, n| {
            Box::pin(async move {
                three_of_a_subject(life, n).await;
                life.fact(bound(n, n + 1)).await;
            })
        },
        two: |n| {
            let unbound = || AccountUnbound { account: no(n), open: no(n + 1) };
            [unbound().into(), unbound().into()]
        },
    },
    Rule {
        name: "of two secrets one stays",
        kinds: &["secret_retired"],
        before: |life, n| Box::pin(two_secrets(life, n)),
        two: |n| {
            let tokens = ItsTokens::LiveOn;
            [1, 2].map(|secret| SecretRetired { account: no(n), secret: SecretNo(secret), tokens }.into())
        },
    },
    Rule {
        name: "of two secrets one has no end in sight",
        kinds: &["secret_retirement_planned"],
        before: |life, n| Box::pin(two_secrets(life, n)),
        two: |n| {
            let plan =
                |secret| SecretRetirementPlanned { account: no(n), secret: SecretNo(secret), at: Some(NOW) };
            [plan(1).into(), plan(2).into()]
        },
    },
    Rule {
        name: "a number is one secret's",
        kinds: &["secret_issued", "secret_reset"],
        before: |life, n| Box::pin(life.member(n)),
        two: |n| [issued(n, 1).into(), reset(n, 1).into()],
    },
    Rule {
        name: "an epoch is raised once, and the stable token is one",
        kinds: &["tokens_ended"],
        before: |life, n| Box::pin(two_secrets(life, n)),
        two: |n| [ended(n, true), ended(n, false)],
    },
    Rule {
        name: "a month has so many clearings",
        kinds: &["quota_cleared"],
        before: |life, n| Box::pin(life.member(n)),
        two: |n| [cleared(n, Some("GET:/a")), cleared(n, Some("GET:/b"))],
    },
    Rule {
        name: "server domains are changed from what was seen",
        kinds: &["server_domains_set"],
        before: |life, n| Box::pin(life.member(n)),
        two: |n| [domains(n, 0).into(), ServerDomainsSet { month: 2, ..domains(n, 0) }.into()],
    },
    Rule {
        name: "one revision is pending",
        kinds: &["revision_submitted"],
        before: |life, n| Box::pin(life.member(n)),
        two: |n| {
            [asked(n).into(), RevisionSubmitted { revision: id(n + 1), case: id(n + 1), ..asked(n) }.into()]
        },
    },
    Rule {
        name: "a case is decided once",
        kinds: &["case_approved", "case_rejected"],
        before: |life, n| Box::pin(on_the_desk(life, n)),
        two: |n| [approved(n), rejected(n)],
    },
    Rule {
        name: "what is withdrawn is not approved",
        kinds: &["case_approved", "submission_withdrawn"],
        before: |life, n| Box::pin(on_the_desk(life, n)),
        two: |n| [approved(n), withdrawn(n)],
    },
    Rule {
        name: "an invitation makes one member",
        kinds: &["invitation_accepted"],
        before: |life, n| Box::pin(invited(life, n)),
        two: |n| [accepts(n, n), accepts(n, n + 1)],
    },
    Rule {
        name: "an offer brings one person in",
        kinds: &["membership_begun"],
        before: |life, n| {
            Box::pin(async move {
                life.member(n).await;
                life.fact(offered(n + 1, u32::from(n))).await;
            })
        },
        two: |n| [joins(n + 1, n + 1, n).into(), joins(n + 2, n + 1, n).into()],
    },
    Rule {
        name: "a link sets one password",
        kinds: &["password_reset"],
        before: |life, n| {
            Box::pin(async move {
                life.member(n).await;
                code(life, n + 1, n, Purpose::Password).await;
            })
        },
        two: |n| [chosen(n, "phc one"), chosen(n, "phc other")],
    },
    Rule {
        name: "a recovery code works once",
        kinds: &["recovery_code_spent"],
        before: |life, n| {
            Box::pin(async move {
                life.member(n).await;
                life.fact(FactorAdded { member: id(n), ..factor(n, FactorKind::Totp) }).await;
                life.fact(RecoveryCodesMade { member: id(n), rows: vec![(id(n + 1), vec![n, 1])] }).await;
            })
        },
        two: |n| {
            let spent = || RecoveryCodeSpent { member: id(n), factor: id(n + 1) };
            [spent().into(), spent().into()]
        },
    },
    Rule {
        name: "a member scans as one user",
        kinds: &["host_user_bound"],
        before: |life, n| Box::pin(life.member(n)),
        two: |n| [host_user(n, n), host_user(n, n + 1)],
    },
    Rule {
        name: "an authorization is revoked once",
        kinds: &["authorization_revoked"],
        before: |life, n| Box::pin(on_the_desk(life, n)),
        two: |n| {
            let revoked = || AuthorizationRevoked {
                authorization: id(n),
                account: no(n),
                giver: Giver::Platform,
                case: None,
            };
            [revoked().into(), revoked().into()]
        },
    },
];

/// Rules of `engine.md`'s kind that are none here, and why.
pub(crate) const NO_RULE: &[(&str, &str)] =
    &[("a phone number", "how many members share one is a policy, which two at once may pass by one")];
