//! A store's life in facts: most kinds there are, about two accounts, some people and their grants.

use vermilion_model::fact::traffic::{
    DraftSaved, MailRow, PairMade, Purpose, StableRenewed, Traffic, UserMade, VerificationSent,
};
use vermilion_model::fact::*;
use vermilion_model::{
    AccountNo, AccountType, AllowList, Authorization, Capabilities, CapabilityNo, Case, CaseKind, Digest,
    Effect, Giver, Id, ItsTokens, LimitsState, Member, MessageKind, MessagePush, Ordinal, PlatformRole,
    RegisterField, ReviewClass, Revision, Role, Scope, SecretNo, ServerDomains, Span, Time, TokenKind, User,
};
use vermilion_seal::{MasterKeys, PersonKey, Place, SeededEntropy};
use vermilion_store::Store;

use crate::ground::NOW;

/// Opens a person's box: where the product puts what is personal.
pub(crate) const PLACE: Place<'_> = Place { table: "usr", row: b"row" };

pub(crate) fn masters() -> MasterKeys {
    MasterKeys::generate(&SeededEntropy::from_number(7))
}

pub(crate) fn id<T>(n: u8) -> Id<T> {
    Id::new(NOW, [n; 10])
}

fn digest(n: u8) -> Digest {
    Digest { key: 1, bytes: [n; 32] }
}

fn caps(numbers: &[u8]) -> Capabilities {
    numbers.iter().copied().map(CapabilityNo).collect()
}

/// One store told what happened.
pub(crate) struct Life<'a> {
    pub(crate) store: &'a Store,
}

impl Life<'_> {
    pub(crate) async fn fact(&self, act: impl Into<Act>) {
        let act = act.into();
        let kind = act.kind();
        let told = self.store.writer.record(Fact { at: NOW, actor: Actor::Platform, act }).await;
        told.unwrap_or_else(|fault| panic!("{kind}: {fault}"));
    }

    pub(crate) async fn note(&self, traffic: Traffic) {
        self.store.writer.note(traffic).await.unwrap();
    }

    pub(crate) async fn member(&self, n: u8) {
        let member = id::<Member>(n);
        let mail = MailRow { mail: id(n), at: NOW, address: None, sealed: vec![n] };
        let sent = VerificationSent {
            verification: id(n),
            purpose: Purpose::Registration,
            address: vec![n; 32],
            code: vec![n],
            at: NOW,
            expires_at: NOW.plus(Span::mins(10)),
            mail,
        };
        self.note(Traffic::VerificationSent(sent)).await;
        let row = NewMember {
            wrapped_key: wrapped(member.bytes(), n),
            email_digest: vec![n; 32],
            phone_digest: None,
            phone_shared_by: 0,
            password: format!("phc {n}"),
            sealed: vec![n, 1],
        };
        let account = opened(n, member);
        let registered =
            MemberRegistered { member, agreement: 1, email_proof: id(n), phone_proof: None, account, row };
        self.fact(registered).await;
    }

    pub(crate) async fn grant(&self, n: u8, account: u32) {
        let authorization = id::<Authorization>(n);
        let act = submitted(n, account, 0, 1);
        let effect = effect(&act);
        self.fact(act).await;
        let second = CaseSeconded { case: id(n), version: 1, by: id(90) };
        self.fact(second).await;
        self.fact(CaseApproved { case: id::<Case>(n), version: 2, by: id(91), effect }).await;
        let given_up = caps(&[3]);
        let act = CapabilitiesGivenUp {
            authorization,
            account: AccountNo(account),
            giver: Giver::Platform,
            given_up,
            left: caps(&[1, 2]),
        };
        self.fact(act).await;
    }

    pub(crate) async fn revoke(&self, n: u8, account: u32) {
        let (authorization, account) = (id::<Authorization>(n), AccountNo(account));
        self.fact(AuthorizationRevoked { authorization, account, giver: Giver::Platform, case: None }).await;
    }

    pub(crate) async fn user(&self, n: u8, words: &str) {
        let user = id::<User>(n);
        let (key, wrapped) = person(user.bytes(), n);
        let sealed = key.seal(PLACE, words.as_bytes(), &SeededEntropy::from_number(u64::from(n))).unwrap();
        let made = UserMade {
            user,
            host_app: id(1),
            external_digest: vec![n; 32],
            wrapped_key: wrapped,
            sealed,
            at: NOW,
        };
        self.note(Traffic::UserMade(made)).await;
    }

    pub(crate) async fn pair(&self, account: u32, n: u8) {
        let block = self.store.lease_block(&format!("ordinal:{account}"), 32).await.unwrap();
        let ordinal = Ordinal(u32::try_from(block).unwrap());
        let made = PairMade { account: AccountNo(account), user: id(n), ordinal, at: NOW };
        self.note(Traffic::PairMade(made)).await;
    }

    pub(crate) async fn consent(&self, account: u32, n: u8, ordinal: u32) {
        let (account, ordinal) = (AccountNo(account), Ordinal(ordinal));
        let scope = Scope::UserInfo;
        self.fact(ConsentGiven { user: id(n), account, ordinal, scope, notice: 1 }).await;
    }

    pub(crate) async fn erase(&self, n: u8) {
        self.fact(UserErased { user: id(n), pairs: Vec::new() }).await;
    }

    /// Some of everything: two members with an account each, host apps, users, grants.
    pub(crate) async fn begins(&self) {
        self.member(1).await;
        self.member(2).await;
        self.fact(MemberInvited {
            invitation: id(1),
            role: PlatformRole::Reviewer,
            expires_at: NOW.plus(Span::days(7)),
            digest: vec![1; 32],
            email_digest: vec![9; 32],
            sealed: vec![1],
        })
        .await;
        self.fact(HostAppMade { host_app: id(1), name: "host".into() }).await;
        self.fact(HostKeyIssued { host_app: id(1), number: 1, digest: digest(1) }).await;
        self.fact(AccountListed { host_app: id(1), account: AccountNo(1) }).await;
        self.fact(SecretIssued {
            account: AccountNo(1),
            secret: SecretNo(1),
            digest: digest(1),
            name: "a".into(),
        })
        .await;
        for n in 1..=3 {
            self.user(n, "somebody").await;
            self.pair(1, n).await;
        }
        self.consent(1, 1, 1).await;
        self.consent(1, 2, 33).await;
        self.grant(1, 1).await;
        self.grant(2, 2).await;
    }

    /// What changes most of what [`Life::begins`] made, and makes more.
    pub(crate) fn goes_on(&self) -> Vec<Step<'_>> {
        let one = AccountNo(1);
        let acts: Vec<Act> = vec![
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
            SecretsFrozen { account: one }.into(),
            SecretsUnfrozen { account: one }.into(),
            SecretIssued { account: one, secret: SecretNo(3), digest: digest(3), name: "c".into() }.into(),
            SecretRetired { account: one, secret: SecretNo(2), tokens: ItsTokens::LiveOn }.into(),
            AccountSuspended { account: AccountNo(2), reason: "r".into() }.into(),
            AccountRestored { account: AccountNo(2), reason: "r".into() }.into(),
            submitted(1, 1, 3, 2).into(),
            SubmissionWithdrawn { authorization: id(1), revision: id(12), case: id(1 + 10) }.into(),
            petition(1, one, RegisterField::Name, 7).into(),
            PetitionWithdrawn { account: one, petition: id(1), kind: CaseKind::NameChange, case: id(41) }
                .into(),
            petition(2, one, RegisterField::Introduction, 9).into(),
            approved_petition(2, one).into(),
            WordProtected { digest: digest(1), account: Some(one), word: "word".into() }.into(),
            WordFreed { digest: digest(1), word: "word".into() }.into(),
            submitted(1, 1, 5, 3).into(),
            CaseEscalated { case: id(21), due_at: NOW.plus(Span::days(3)) }.into(),
            CaseAsked {
                case: id(21),
                version: 1,
                by: id(90),
                message: id(1),
                pointer: "/purpose".into(),
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
                sealed: vec![2],
            }
            .into(),
            CaseMessageWritten {
                case: id(21),
                message: id(3),
                kind: MessageKind::Note,
                by: id(90),
                sealed: vec![3],
            }
            .into(),
            CaseAsked {
                case: id(21),
                version: 3,
                by: id(90),
                message: id(4),
                pointer: String::new(),
                sealed: vec![4],
            }
            .into(),
            CaseLapsed { case: id(21), asked_at: NOW, effect: effect(&submitted(1, 1, 5, 3)), kept: None }
                .into(),
            AuthorizationRevoked { authorization: id(1), account: one, giver: Giver::Platform, case: None }
                .into(),
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
            MembershipEnded { account: one, member: id(1) }.into(),
            opened(5, id(1)).into(),
            AccountFrozen { account: AccountNo(5) }.into(),
            AccountUnfrozen { account: AccountNo(5) }.into(),
            AccountClosing { account: AccountNo(5), until: NOW }.into(),
            AccountKept { account: AccountNo(5) }.into(),
            AccountClosing { account: AccountNo(5), until: NOW }.into(),
            AccountClosed { account: AccountNo(5) }.into(),
            AccountErased { account: AccountNo(5) }.into(),
            ConsentWithdrawn { user: id(1), account: one, ordinal: Ordinal(1), scope: Scope::UserInfo }
                .into(),
            UserClosed { user: id(2), pairs: vec![Pair { account: one, ordinal: Ordinal(33) }] }.into(),
            UserErased { user: id(3), pairs: vec![Pair { account: one, ordinal: Ordinal(65) }] }.into(),
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
            ServerDomainsSet {
                account: one,
                version: 0,
                domains: ServerDomains::default(),
                month: 1,
                most: 1,
            }
            .into(),
            MessagePushSet { account: one, version: 0, push: MessagePush::default(), sealed: vec![1] }.into(),
            LimitsSwitched { account: one, state: LimitsState::Off }.into(),
            LimitsSwitched { account: AccountNo(2), state: LimitsState::Off }.into(),
            LimitsSwitched { account: AccountNo(2), state: LimitsState::On }.into(),
            QuotaCleared { account: one, call: None, month: 1, most: 10 }.into(),
            ClockAccepted { clock: NOW }.into(),
        ];
        acts.into_iter().map(|act| Step { life: self, act }).collect()
    }
}

/// One thing that happens.
pub(crate) struct Step<'a> {
    life: &'a Life<'a>,
    act: Act,
}

impl Step<'_> {
    pub(crate) async fn happens(self) {
        self.life.fact(self.act).await;
    }
}

fn person(person: &[u8; 16], n: u8) -> (PersonKey, Vec<u8>) {
    let entropy = SeededEntropy::from_number(u64::from(n) + 1_000);
    let key = PersonKey::generate(&entropy);
    let wrapped = key.to_wrapped(&masters(), person, &entropy).unwrap();
    (key, wrapped)
}

fn wrapped(of: &[u8; 16], n: u8) -> Vec<u8> {
    person(of, n).1
}

fn opened(n: u8, administrator: Id<Member>) -> AccountOpened {
    let owner = [n; 16];
    AccountOpened {
        account: AccountNo(u32::from(n)),
        app_id: format!("wx{n:016x}").parse().unwrap(),
        account_type: AccountType::MiniProgram,
        administrator,
        row: NewAccount { wrapped_key: wrapped(&owner, n), owner, name_digest: vec![n; 32], sealed: vec![n] },
    }
}

fn offered(n: u8, account: u32) -> MembershipOffered {
    MembershipOffered {
        invitation: id(n),
        account: AccountNo(account),
        role: Role::Administrator,
        expires_at: NOW.plus(Span::days(7)),
        row: NewInvitation { digest: vec![n; 32], email_digest: vec![n; 32], sealed: vec![n], mail: None },
    }
}

fn submitted(n: u8, account: u32, version: i64, number: u32) -> RevisionSubmitted {
    let later = u8::try_from(number - 1).unwrap() * 10;
    RevisionSubmitted {
        authorization: id(n),
        version,
        revision: id::<Revision>(if number > 1 { later + 2 } else { n }),
        number,
        account: AccountNo(account),
        giver: Giver::Platform,
        capabilities: caps(&[1, 2, 3]),
        until: None,
        case: id(n + later),
        due_at: NOW.plus(Span::days(3)),
        review: ReviewClass::TwoPersons,
        by: id(1),
        document: [n; 32],
        sealed: vec![n],
        draft: None,
    }
}

/// A change of the register that waits for a reviewer.
fn petition(n: u8, account: AccountNo, field: RegisterField, version: i64) -> PetitionSubmitted {
    PetitionSubmitted {
        effect: Effect::Register { account, petition: id(n), field },
        case: Some(id(n + 40)),
        due_at: NOW.plus(Span::days(3)),
        review: ReviewClass::OnePerson,
        by: id(1),
        document: [n; 32],
        row: NewPetition { sealed: vec![n], digest: Some(vec![n + 60; 33]), version },
    }
}

fn approved_petition(n: u8, account: AccountNo) -> CaseApproved {
    let effect = Effect::Register { account, petition: id(n), field: RegisterField::Introduction };
    CaseApproved { case: id::<Case>(n + 40), version: 1, by: id(91), effect }
}

fn effect(act: &RevisionSubmitted) -> Effect {
    Effect::Revision {
        authorization: act.authorization,
        revision: act.revision,
        account: act.account,
        giver: act.giver,
        capabilities: act.capabilities,
        until: act.until,
    }
}

/// Traffic that a base holds and a log does not.
pub(crate) async fn traffic(life: &Life<'_>) {
    let (account, secret) = (AccountNo(2), SecretNo(1));
    let renewed = StableRenewed { account, secret, epoch: 0, before: 0, issued: 5, key: 1 };
    life.note(Traffic::StableRenewed(renewed)).await;
    let saved = DraftSaved {
        draft: id(1),
        account,
        authorization: None,
        version: 0,
        sealed: vec![1],
        by: id(1),
        at: Time::from_secs(1),
    };
    life.note(Traffic::DraftSaved(saved)).await;
}
