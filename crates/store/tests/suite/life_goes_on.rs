//! What changes most of what a life begins with, and makes more.

use vermilion_model::fact::*;
use vermilion_model::{
    AccountNo, AllowList, CaseKind, CheckVerdict, CodedReason, Effect, EntryFilter, EvidenceEnd,
    EvidenceState, ExportForm, FactorKind, Family, Giver, ItsTokens, LimitsState, Member, MendedAt,
    MessageKind, MessagePush, Ordinal, PlatformRole, ProfilePolicy, RegisterField, ReviewClass, Role, Scope,
    SecretNo, ServerDomains, Span, TokenKind, Verdict,
};

use crate::evidence::{deleted, handed, stored, viewed};
use crate::ground::NOW;
use crate::life::{
    approved_petition, digest, effect, factor, id, offered, opened, petition, sentences, submitted, wrapped,
};

/// Its secrets, its state.
pub(crate) fn secrets() -> Vec<Act> {
    let one = AccountNo(1);
    vec![
        SecretReset {
            account: one,
            secret: SecretNo(2),
            digest: digest(2),
            tokens: ItsTokens::EndToo,
            name: "b".into(),
        }
        .into(),
        TokensEnded {
            account: one,
            kind: TokenKind::Stable,
            secret: SecretNo(2),
            epoch: 1,
            stable: Some(StableRow { issued: 7, key: 1 }),
        }
        .into(),
        ProfilePolicySet { account: one, policy: ProfilePolicy::Fill }.into(),
        SecretsFrozen { account: one }.into(),
        SecretsUnfrozen { account: one }.into(),
        SecretIssued { account: one, secret: SecretNo(3), digest: digest(3), name: "c".into() }.into(),
        SecretRetired { account: one, secret: SecretNo(2), tokens: ItsTokens::LiveOn }.into(),
        AccountSuspended { account: AccountNo(2), reason: "r".into() }.into(),
        AccountRestored { account: AccountNo(2), reason: "r".into() }.into(),
    ]
}

/// Changes of the register, and words that operators keep.
pub(crate) fn petitions() -> Vec<Act> {
    let one = AccountNo(1);
    let third = petition(3, one, RegisterField::Category, 12);
    vec![
        petition(1, one, RegisterField::Name, 8).into(),
        PetitionWithdrawn { account: one, petition: id(1), kind: CaseKind::NameChange, case: id(51) }.into(),
        PetitionSubmitted { evidence: vec![id(1)], ..petition(2, one, RegisterField::Introduction, 10) }
            .into(),
        approved_petition(2, one).into(),
        third.clone().into(),
        CaseRejected {
            case: id(53),
            version: 1,
            by: id(90),
            effect: third.effect.clone(),
            reasons: vec![CodedReason { code: "rules".into(), pointer: "/category".into() }],
            checks: Vec::new(),
            attached: None,
            sealed_text: vec![5],
        }
        .into(),
        CaseAppealed {
            case: id(53),
            appeal: id(63),
            by: id(1),
            effect: third.effect,
            review: ReviewClass::OnePerson,
            due_at: NOW.plus(Span::days(9)),
            grounds: id(6),
            files: Vec::new(),
            sealed: vec![6],
        }
        .into(),
        WordProtected { digest: digest(1), account: Some(one), word: "word".into() }.into(),
        WordFreed { digest: digest(1), word: "word".into() }.into(),
    ]
}

/// Files: one is submitted, one is scanned and thrown away.
pub(crate) fn files() -> Vec<Act> {
    vec![
        stored(1, EvidenceState::Clean).into(),
        viewed(1).into(),
        stored(2, EvidenceState::Quarantined).into(),
        EvidenceScanned { evidence: id(2), account: AccountNo(1), state: EvidenceState::Clean }.into(),
        deleted(2, EvidenceEnd::Discarded).into(),
    ]
}

/// A case that is asked about, with files on both sides, and left.
pub(crate) fn asked() -> Vec<Act> {
    vec![
        RevisionSubmitted { evidence: vec![id(1)], ..submitted(1, 1, 3, 2) }.into(),
        SubmissionWithdrawn { authorization: id(1), revision: id(12), case: id(1 + 10) }.into(),
        submitted(1, 1, 5, 3).into(),
        handed(4, 90, 21).into(),
        handed(5, 90, 21).into(),
        handed(6, 1, 21).into(),
        handed(7, 90, 21).into(),
        CaseEscalated { case: id(21), due_at: NOW.plus(Span::days(3)) }.into(),
        CaseAsked {
            case: id(21),
            version: 1,
            by: id(90),
            message: id(1),
            pointer: "/purpose".into(),
            files: vec![id(5), id(4)],
            sealed: vec![1],
        }
        .into(),
        CaseAnswered {
            case: id(21),
            asked_at: NOW,
            by: id(1),
            message: id(2),
            due_at: NOW.plus(Span::days(5)),
            waited: 1,
            files: vec![id(6)],
            sealed: vec![2],
        }
        .into(),
        CaseMessageWritten {
            case: id(21),
            message: id(3),
            kind: MessageKind::Note,
            by: id(90),
            files: vec![id(7)],
            sealed: vec![3],
        }
        .into(),
        CaseAsked {
            case: id(21),
            version: 3,
            by: id(90),
            message: id(4),
            pointer: String::new(),
            files: Vec::new(),
            sealed: vec![4],
        }
        .into(),
        CaseLapsed { case: id(21), asked_at: NOW, effect: effect(&submitted(1, 1, 5, 3)), kept: None }.into(),
    ]
}

/// A case that is rejected and appealed.
pub(crate) fn judged() -> Vec<Act> {
    vec![
        submitted(1, 1, 7, 4).into(),
        handed(8, 90, 31).into(),
        handed(9, 1, 31).into(),
        CaseRejected {
            case: id(31),
            version: 1,
            by: id(90),
            effect: effect(&submitted(1, 1, 7, 4)),
            reasons: vec![CodedReason { code: "rules".into(), pointer: "/purpose".into() }],
            checks: vec![CheckVerdict { item: "account".into(), verdict: Verdict::Fine }],
            attached: Some(RejectionFiles { message: id(7), files: vec![id(8)], sealed: vec![7] }),
            sealed_text: vec![5],
        }
        .into(),
        CaseAppealed {
            case: id(31),
            appeal: id(41),
            by: id(1),
            effect: effect(&submitted(1, 1, 7, 4)),
            review: ReviewClass::OnePerson,
            due_at: NOW.plus(Span::days(9)),
            grounds: id(5),
            files: vec![id(9)],
            sealed: vec![6],
        }
        .into(),
    ]
}

/// What operators change in what everybody goes by.
pub(crate) fn rules() -> Vec<Act> {
    let one = AccountNo(1);
    vec![
        ReviewReasonSet {
            code: "own".into(),
            version: 0,
            family: Family::Rules,
            at: MendedAt::Application,
            pointer: "/purpose".into(),
            sentences: sentences(),
        }
        .into(),
        ReviewReasonRetired {
            code: "own".into(),
            version: 1,
            family: Family::Rules,
            at: MendedAt::Application,
            pointer: "/purpose".into(),
            sentences: sentences(),
        }
        .into(),
        CalendarYearSet {
            year: 2027,
            version: 0,
            holidays: vec!["2027-01-01".into()],
            make_up: Vec::new(),
            source: "s".into(),
        }
        .into(),
        CalendarYearSet {
            year: 2027,
            version: 1,
            holidays: vec!["2027-01-01..2027-01-03".into()],
            make_up: Vec::new(),
            source: "s".into(),
        }
        .into(),
        AuthorizationRevoked { authorization: id(1), account: one, giver: Giver::Platform, case: None }
            .into(),
        policy_saved(1).into(),
        PolicyEnabled { policy: "own".into(), version: 1 }.into(),
        policy_saved(2).into(),
        PolicyDisabled { policy: "own".into() }.into(),
        // One that came with the platform: switched first, written over later.
        PolicyEnabled { policy: "theirs".into(), version: 0 }.into(),
        PolicySaved { policy: "theirs".into(), ..policy_saved(1) }.into(),
        CatalogueApplied { version: 3, before: 2, digest: [4; 32], by: id(90), text: "t".into() }.into(),
    ]
}

/// A version of a rule that an operator wrote.
pub(crate) fn policy_saved(version: i64) -> PolicySaved {
    let text = format!("forbid (principal, action, resource); // {version}");
    PolicySaved { policy: "own".into(), version, enabled: None, digest: [3; 32], by: id(90), text }
}

/// Members who come and go.
pub(crate) fn members() -> Vec<Act> {
    let one = AccountNo(1);
    vec![
        InvitationAccepted {
            invitation: id(1),
            member: id(3),
            role: PlatformRole::Reviewer,
            row: NewMember {
                wrapped_key: wrapped(id::<Member>(3).bytes(), 3),
                email_digest: vec![9; 32],
                ..NewMember::default()
            },
        }
        .into(),
        PlatformRoleGiven { member: id(3), role: PlatformRole::Auditor }.into(),
        PlatformRoleTaken { member: id(3), role: PlatformRole::Reviewer }.into(),
        PasswordChanged { member: id(1), password: "phc new".into() }.into(),
        offered(2, 1).into(),
        offered(3, 1).into(),
        MembershipOfferWithdrawn { invitation: id(3), account: one }.into(),
        MembershipBegun {
            invitation: id(2),
            account: one,
            member: id(4),
            role: Role::Administrator,
            agreement: Some(1),
            row: Some(NewMember {
                wrapped_key: wrapped(id::<Member>(4).bytes(), 4),
                email_digest: vec![8; 32],
                ..NewMember::default()
            }),
        }
        .into(),
        MembershipRoleChanged { account: one, member: id(1), role: Role::Developer }.into(),
        admitting(1, 2).into(),
        admitting(2, 1).into(),
        RegistrationInvitationWithdrawn { invitation: id(2) }.into(),
    ]
}

/// An invitation to register.
pub(crate) fn admitting(n: u8, uses: u32) -> RegistrationInvited {
    let row = NewRegistrationInvitation { digest: vec![n; 32], sealed: vec![n], ..Default::default() };
    RegistrationInvited { invitation: id(n), uses, expires_at: NOW.plus(Span::days(7)), row }
}

/// How members sign in, until they are gone.
pub(crate) fn signing_in() -> Vec<Act> {
    let one = AccountNo(1);
    vec![
        AgreementPublished {
            version: 2,
            asks_again: true,
            text: digest(5),
            row: AgreementTexts { title_zh: "协议".into(), ..AgreementTexts::default() },
        }
        .into(),
        AgreementAccepted { member: id(1), version: 2 }.into(),
        factor(1, FactorKind::Totp).into(),
        factor(2, FactorKind::Passkey).into(),
        FactorRenamed { member: id(1), factor: id(1), before: vec![1], sealed: vec![11] }.into(),
        RecoveryCodesMade { member: id(1), rows: vec![(id(3), vec![3; 32]), (id(4), vec![4; 32])] }.into(),
        RecoveryCodeSpent { member: id(1), factor: id(4) }.into(),
        FactorRemoved { member: id(1), factor: id(2) }.into(),
        HostUserBound { member: id(1), host_app: id(1), user: id(1) }.into(),
        HostUserUnbound { member: id(1) }.into(),
        HostUserBound { member: id(3), host_app: id(1), user: id(1) }.into(),
        MemberErased { member: id(3), addresses: vec![vec![9; 32]] }.into(),
        MembershipEnded { account: one, member: id(1) }.into(),
    ]
}

/// A new account that reviewers are to admit.
pub(crate) fn awaited(n: u8) -> AccountOpened {
    let account = AccountNo(u32::from(n));
    let asked = PetitionSubmitted {
        effect: Effect::Registration { account, petition: id(n) },
        row: NewPetition { sealed: vec![n], digest: None, version: 1 },
        ..petition(n, account, RegisterField::Name, 1)
    };
    AccountOpened { admission: Some(Box::new(asked)), ..opened(n, id(1)) }
}

pub(crate) fn admitted(n: u8) -> CaseApproved {
    let effect = Effect::Registration { account: AccountNo(u32::from(n)), petition: id(n) };
    CaseApproved { case: id(n + 50), version: 1, by: id(91), effect, checks: Vec::new() }
}

/// Accounts and users that end.
pub(crate) fn gone() -> Vec<Act> {
    let one = AccountNo(1);
    vec![
        awaited(6).into(),
        admitted(6).into(),
        opened(5, id(1)).into(),
        AccountFrozen { account: AccountNo(5) }.into(),
        AccountUnfrozen { account: AccountNo(5) }.into(),
        AccountClosing { account: AccountNo(5), until: NOW }.into(),
        AccountKept { account: AccountNo(5) }.into(),
        AccountClosing { account: AccountNo(5), until: NOW }.into(),
        AccountClosed { account: AccountNo(5) }.into(),
        AccountErased { account: AccountNo(5) }.into(),
        ConsentWithdrawn { user: id(1), account: one, ordinal: Ordinal(1), scope: Scope::UserInfo }.into(),
        UserClosed { user: id(2), pairs: vec![Pair { account: one, ordinal: Ordinal(33) }] }.into(),
        UserErased { user: id(3), pairs: vec![Pair { account: one, ordinal: Ordinal(65) }] }.into(),
    ]
}

/// Keys, listings and settings.
pub(crate) fn settings() -> Vec<Act> {
    let one = AccountNo(1);
    vec![
        HostKeyIssued { host_app: id(1), number: 2, digest: digest(2) }.into(),
        HostKeyRevoked { host_app: id(1), number: 1 }.into(),
        AccountListed { host_app: id(1), account: AccountNo(2) }.into(),
        AccountUnlisted { host_app: id(1), account: one }.into(),
        SecretIssued { account: one, secret: SecretNo(4), digest: digest(4), name: "d".into() }.into(),
        SecretRetirementPlanned { account: one, secret: SecretNo(3), at: Some(NOW) }.into(),
        SecretReplaced {
            account: one,
            leaked: SecretNo(4),
            secret: SecretNo(5),
            digest: digest(5),
            name: "d".into(),
        }
        .into(),
        AllowListSet { account: one, version: 0, list: AllowList::default() }.into(),
        AllowListSet { account: one, version: 1, list: AllowList::default() }.into(),
        ServerDomainsSet { account: one, version: 0, domains: ServerDomains::default(), month: 1, most: 1 }
            .into(),
        MessagePushSet { account: one, version: 0, push: MessagePush::default(), sealed: vec![1] }.into(),
        LimitsSwitched { account: one, state: LimitsState::Off }.into(),
        LimitsSwitched { account: AccountNo(2), state: LimitsState::Off }.into(),
        LimitsSwitched { account: AccountNo(2), state: LimitsState::On }.into(),
        QuotaCleared { account: one, call: None, month: 1, most: 10 }.into(),
        AuditExported {
            by: id(90),
            form: ExportForm::Csv,
            filter: EntryFilter {
                kinds: vec!["case_approved".into()],
                from: Some(NOW),
                ..EntryFilter::default()
            },
        }
        .into(),
        ClockAccepted { clock: NOW }.into(),
        AuditExported { by: id(1), form: ExportForm::Csv, filter: EntryFilter::default() }.into(),
    ]
}
