//! The facts that rules are told with, each about things of one number.

use vermilion_model::fact::traffic::{MailRow, Purpose, Traffic, VerificationSent};
use vermilion_model::fact::*;
use vermilion_model::{
    AccountNo, AccountType, Capabilities, CapabilityNo, CodedReason, Effect, ItsTokens, PlatformRole,
    RegisterField, ReviewClass, Role, SecretNo, ServerDomains, Span, SubjectType, TokenKind,
};

use crate::ground::NOW;
use crate::life::{Life, digest, effect, id, offered, opened, registered, submitted, wrapped};

pub(crate) fn no(n: u8) -> AccountNo {
    AccountNo(u32::from(n))
}

/// A code was sent to an address.
pub(crate) async fn code(life: &Life<'_>, n: u8, address: u8, purpose: Purpose) {
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

pub(crate) fn member(n: u8, email: u8) -> NewMember {
    NewMember {
        wrapped_key: wrapped(id::<vermilion_model::Member>(n).bytes(), n),
        email_digest: vec![email; 32],
        ..NewMember::default()
    }
}

pub(crate) fn registers(n: u8, email: u8) -> Act {
    let of = registered(n, None);
    let row = NewMember { email_digest: vec![email; 32], ..of.row.clone() };
    MemberRegistered { row, ..of }.into()
}

/// Somebody joins an account as its second administrator.
pub(crate) async fn second_administrator(life: &Life<'_>, n: u8) {
    life.member(n).await;
    life.fact(offered(n + 1, u32::from(n))).await;
    life.fact(joins(n + 1, n + 1, n)).await;
}

pub(crate) fn joins(who: u8, invitation: u8, account: u8) -> MembershipBegun {
    MembershipBegun {
        invitation: id(invitation),
        account: no(account),
        member: id(who),
        role: Role::Administrator,
        agreement: Some(1),
        row: Some(member(who, who)),
    }
}

pub(crate) fn leaves(n: u8, account: u8) -> Act {
    MembershipEnded { account: no(account), member: id(n) }.into()
}

pub(crate) fn demoted(n: u8, account: u8) -> Act {
    MembershipRoleChanged { account: no(account), member: id(n), role: Role::Developer }.into()
}

pub(crate) fn erased(n: u8, account: u8) -> Act {
    MemberErased { member: id(n), addresses: Vec::new(), administers: vec![no(account)] }.into()
}

pub(crate) fn issued(n: u8, secret: u16) -> SecretIssued {
    SecretIssued { account: no(n), secret: SecretNo(secret), digest: digest(n), name: "s".into() }
}

pub(crate) fn reset(n: u8, secret: u16) -> SecretReset {
    let (account, tokens) = (no(n), ItsTokens::EndToo);
    SecretReset { account, secret: SecretNo(secret), digest: digest(n), tokens, name: "s".into() }
}

pub(crate) async fn two_secrets(life: &Life<'_>, n: u8) {
    life.member(n).await;
    life.fact(issued(n, 1)).await;
    life.fact(issued(n, 2)).await;
}

pub(crate) fn petition(n: u8, account: u8, field: RegisterField, value: u8) -> Act {
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
pub(crate) fn verified(account: u8, subject: u8, limit: u32) -> PetitionSubmitted {
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
pub(crate) async fn three_of_a_subject(life: &Life<'_>, n: u8) {
    life.member(n).await;
    for open in [n + 1, n + 2] {
        let account_type = AccountType::OpenPlatformAccount;
        life.fact(AccountOpened { account_type, ..opened(open, id(n)) }).await;
    }
    for account in [n, n + 1, n + 2] {
        life.fact(verified(account, n, 50)).await;
    }
}

pub(crate) fn bound(n: u8, open: u8) -> Act {
    AccountBound { account: no(n), open: no(open) }.into()
}

pub(crate) async fn offered_to_two(life: &Life<'_>, n: u8) {
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

pub(crate) fn taken(receiver: u8, giver: u8) -> Act {
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
pub(crate) fn asked(n: u8) -> RevisionSubmitted {
    RevisionSubmitted { review: ReviewClass::OnePerson, ..submitted(n, u32::from(n), 0, 1) }
}

pub(crate) async fn on_the_desk(life: &Life<'_>, n: u8) {
    life.member(n).await;
    life.fact(asked(n)).await;
}

pub(crate) fn approved(n: u8) -> Act {
    let effect = effect(&asked(n));
    CaseApproved { case: id(n), version: 1, by: id(n + 1), effect, checks: Vec::new() }.into()
}

pub(crate) fn rejected(n: u8) -> Act {
    CaseRejected {
        case: id(n),
        version: 1,
        by: id(n + 2),
        effect: effect(&asked(n)),
        reasons: vec![CodedReason { code: "rules".into(), pointer: String::new() }],
        checks: Vec::new(),
        sealed_text: Vec::new(),
        attached: None,
    }
    .into()
}

pub(crate) fn withdrawn(n: u8) -> Act {
    SubmissionWithdrawn { authorization: id(n), revision: id(n), case: id(n) }.into()
}

pub(crate) fn cleared(n: u8, call: Option<&str>) -> Act {
    QuotaCleared { account: no(n), call: call.map(str::to_owned), month: 1, most: 1 }.into()
}

pub(crate) fn domains(n: u8, version: i64) -> ServerDomainsSet {
    ServerDomainsSet { account: no(n), version, domains: ServerDomains::default(), month: 1, most: 5 }
}

pub(crate) async fn invited(life: &Life<'_>, n: u8) {
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

pub(crate) fn accepts(n: u8, who: u8) -> Act {
    let (invitation, member, role) = (id(n), id(who), PlatformRole::Reviewer);
    InvitationAccepted { invitation, member, role, row: self::member(who, who) }.into()
}

pub(crate) fn chosen(n: u8, password: &str) -> Act {
    PasswordReset { member: id(n), proof: id(n + 1), email_digest: vec![n; 32], password: password.into() }
        .into()
}

pub(crate) fn host_user(n: u8, user: u8) -> Act {
    HostUserBound { member: id(n), host_app: id(n), user: id(user) }.into()
}

pub(crate) fn ended(n: u8, stable: bool) -> Act {
    let stable = stable.then_some(StableRow { issued: 7, key: 1 });
    TokensEnded { account: no(n), kind: TokenKind::Stable, secret: SecretNo(1), epoch: 1, stable }.into()
}
