//! Rules that span more than one row, each with two facts of which one at most may come true: what stands behind
//! "the last administrator" and "a name is one account's". A new rule is a row here.

use std::pin::Pin;

use vermilion_model::fact::traffic::{MailRow, Purpose, Traffic, VerificationSent};
use vermilion_model::fact::*;
use vermilion_model::{
    AccountNo, AccountType, Capabilities, CapabilityNo, CodedReason, Effect, FactorKind, Giver, ItsTokens,
    PlatformRole, RegisterField, ReviewClass, Role, SecretNo, ServerDomains, Span, SubjectType, TokenKind,
};

use crate::ground::NOW;
use crate::life::{Life, digest, effect, factor, id, offered, opened, submitted, wrapped};

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

fn no(n: u8) -> AccountNo {
    AccountNo(u32::from(n))
}

/// A code was sent to an address.
async fn code(life: &Life<'_>, n: u8, address: u8, purpose: Purpose) {
    let mail = MailRow { mail: id(n), at: NOW, address: None, sealed: vec![n] };
    let sent = VerificationSent {
        verification: id(n),
        purpose,
        address: vec![address; 32],
        code: vec![n],
        at: NOW,
        expires_at: NOW.plus(Span::mins(10)),
        mail,
    };
    life.note(Traffic::VerificationSent(sent)).await;
}

fn member(n: u8, email: u8) -> NewMember {
    NewMember {
        wrapped_key: wrapped(id::<vermilion_model::Member>(n).bytes(), n),
        email_digest: vec![email; 32],
        ..NewMember::default()
    }
}

fn registered(n: u8, email: u8) -> Act {
    let account = opened(n, id(n));
    let (member, row) = (id(n), member(n, email));
    MemberRegistered { member, agreement: 1, email_proof: id(n), phone_proof: None, account, row }.into()
}

/// Somebody joins an account as its second administrator.
async fn second_administrator(life: &Life<'_>, n: u8) {
    life.member(n).await;
    life.fact(offered(n + 1, u32::from(n))).await;
    life.fact(joins(n + 1, n + 1, n)).await;
}

fn joins(who: u8, invitation: u8, account: u8) -> MembershipBegun {
    MembershipBegun {
        invitation: id(invitation),
        account: no(account),
        member: id(who),
        role: Role::Administrator,
        agreement: Some(1),
        row: Some(member(who, who)),
    }
}

fn leaves(n: u8, account: u8) -> Act {
    MembershipEnded { account: no(account), member: id(n) }.into()
}

fn demoted(n: u8, account: u8) -> Act {
    MembershipRoleChanged { account: no(account), member: id(n), role: Role::Developer }.into()
}

fn erased(n: u8, account: u8) -> Act {
    MemberErased { member: id(n), addresses: Vec::new(), administers: vec![no(account)] }.into()
}

fn issued(n: u8, secret: u16) -> SecretIssued {
    SecretIssued { account: no(n), secret: SecretNo(secret), digest: digest(n), name: "s".into() }
}

fn reset(n: u8, secret: u16) -> SecretReset {
    let (account, tokens) = (no(n), ItsTokens::EndToo);
    SecretReset { account, secret: SecretNo(secret), digest: digest(n), tokens, name: "s".into() }
}

async fn two_secrets(life: &Life<'_>, n: u8) {
    life.member(n).await;
    life.fact(issued(n, 1)).await;
    life.fact(issued(n, 2)).await;
}

fn petition(n: u8, account: u8, field: RegisterField, value: u8) -> Act {
    PetitionSubmitted {
        effect: Effect::Register { account: no(account), petition: id(n), field },
        case: Some(id(n)),
        due_at: NOW.plus(Span::days(3)),
        review: ReviewClass::OnePerson,
        by: id(account),
        document: [n; 32],
        evidence: Vec::new(),
        row: NewPetition { sealed: vec![n], digest: Some(vec![value; 33]), version: 1 },
    }
    .into()
}

/// An account's subject, verified at once.
fn verified(account: u8, subject: u8, limit: u32) -> PetitionSubmitted {
    let (days, kind) = (365, SubjectType::Enterprise);
    PetitionSubmitted {
        effect: Effect::Verification {
            account: no(account),
            petition: id(account),
            subject: kind,
            days,
            limit,
        },
        case: None,
        due_at: NOW,
        review: ReviewClass::None,
        by: id(account),
        document: [account; 32],
        evidence: Vec::new(),
        row: NewPetition { sealed: vec![account], digest: Some(vec![subject; 33]), version: 1 },
    }
}

/// An account, and two open-platform accounts of the same subject.
async fn three_of_a_subject(life: &Life<'_>, n: u8) {
    life.member(n).await;
    for open in [n + 1, n + 2] {
        let account_type = AccountType::OpenPlatformAccount;
        life.fact(AccountOpened { account_type, ..opened(open, id(n)) }).await;
    }
    for account in [n, n + 1, n + 2] {
        life.fact(verified(account, n, 50)).await;
    }
}

fn bound(n: u8, open: u8) -> Act {
    AccountBound { account: no(n), open: no(open) }.into()
}

async fn offered_to_two(life: &Life<'_>, n: u8) {
    for account in [n, n + 1, n + 2] {
        life.member(account).await;
    }
    for receiver in [n + 1, n + 2] {
        life.fact(delegated(receiver, n)).await;
    }
}

pub(crate) fn delegated(receiver: u8, giver: u8) -> DelegationOffered {
    DelegationOffered {
        authorization: id(receiver),
        version: 0,
        revision: id(receiver),
        number: 1,
        account: no(receiver),
        giver: no(giver),
        capabilities: Capabilities::one(CapabilityNo(1)),
        until: None,
        by: id(giver),
        document: [receiver; 32],
        sealed: vec![receiver],
    }
}

fn taken(receiver: u8, giver: u8) -> Act {
    DelegationAccepted {
        authorization: id(receiver),
        revision: id(receiver),
        account: no(receiver),
        giver: no(giver),
        giver_version: 1,
        capabilities: Capabilities::one(CapabilityNo(1)),
        until: None,
        review: ReviewClass::None,
        case: None,
        due_at: None,
        applicant: id(giver),
        by: id(receiver),
    }
    .into()
}

/// An application that one reviewer decides.
fn asked(n: u8) -> RevisionSubmitted {
    RevisionSubmitted { review: ReviewClass::OnePerson, ..submitted(n, u32::from(n), 0, 1) }
}

async fn on_the_desk(life: &Life<'_>, n: u8) {
    life.member(n).await;
    life.fact(asked(n)).await;
}

fn approved(n: u8) -> Act {
    let effect = effect(&asked(n));
    CaseApproved { case: id(n), version: 1, by: id(n + 1), effect, checks: Vec::new() }.into()
}

fn rejected(n: u8) -> Act {
    CaseRejected {
        case: id(n),
        version: 1,
        by: id(n + 2),
        effect: effect(&asked(n)),
        reasons: vec![CodedReason { code: "rules".into(), pointer: String::new() }],
        checks: Vec::new(),
        sealed_text: Vec::new(),
    }
    .into()
}

fn withdrawn(n: u8) -> Act {
    SubmissionWithdrawn { authorization: id(n), revision: id(n), case: id(n) }.into()
}

fn cleared(n: u8, call: Option<&str>) -> Act {
    QuotaCleared { account: no(n), call: call.map(str::to_owned), month: 1, most: 1 }.into()
}

fn domains(n: u8, version: i64) -> ServerDomainsSet {
    ServerDomainsSet { account: no(n), version, domains: ServerDomains::default(), month: 1, most: 5 }
}

async fn invited(life: &Life<'_>, n: u8) {
    life.fact(invitation(n)).await;
}

pub(crate) fn invitation(n: u8) -> MemberInvited {
    MemberInvited {
        invitation: id(n),
        role: PlatformRole::Reviewer,
        expires_at: NOW.plus(Span::days(7)),
        digest: vec![n; 32],
        email_digest: vec![n; 32],
        sealed: vec![n],
    }
}

fn accepts(n: u8, who: u8) -> Act {
    let (invitation, member, role) = (id(n), id(who), PlatformRole::Reviewer);
    InvitationAccepted { invitation, member, role, row: self::member(who, who) }.into()
}

fn chosen(n: u8, password: &str) -> Act {
    PasswordReset { member: id(n), proof: id(n + 1), email_digest: vec![n; 32], password: password.into() }
        .into()
}

fn host_user(n: u8, user: u8) -> Act {
    HostUserBound { member: id(n), host_app: id(n), user: id(user) }.into()
}

fn ended(n: u8, stable: bool) -> Act {
    let stable = stable.then_some(StableRow { issued: 7, key: 1 });
    TokensEnded { account: no(n), kind: TokenKind::Stable, secret: SecretNo(1), epoch: 1, stable }.into()
}

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
        two: |n| [registered(n, n), registered(n + 1, n)],
    },
    Rule {
        name: "a code registers one member",
        kinds: &["member_registered"],
        before: |life, n| Box::pin(code(life, n, n, Purpose::Registration)),
        two: |n| [registered(n, n), registered(n, n)],
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
