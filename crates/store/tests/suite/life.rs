//! A store's life in facts: most kinds there are, about two accounts, some people and their grants.

use vermilion_model::fact::traffic::{
    DraftSaved, MailRow, PairMade, Purpose, StableRenewed, Traffic, UserMade, VerificationSent,
};
use vermilion_model::fact::*;
use vermilion_model::{
    AccountNo, AccountType, Authorization, Capabilities, CapabilityNo, Case, Digest, Effect, FactorKind,
    Giver, Id, Member, Ordinal, PlatformRole, RegisterField, RegistrationInvitation, ReviewClass, Revision,
    Role, Scope, SecretNo, Sentences, Span, Time, User, Wording,
};
use vermilion_seal::{MasterKeys, PersonKey, Place, SeededEntropy};
use vermilion_store::Store;

use crate::ground::NOW;
use crate::life_goes_on::{
    asked, files, gone, judged, members, petitions, rules, secrets, settings, signing_in,
};

/// Opens a person's box: where the product puts what is personal.
pub(crate) const PLACE: Place<'_> = Place { table: "usr", row: b"row" };

pub(crate) fn masters() -> MasterKeys {
    MasterKeys::generate(&SeededEntropy::from_number(7))
}

pub(crate) fn id<T>(n: u8) -> Id<T> {
    Id::new(NOW, [n; 10])
}

pub(crate) fn digest(n: u8) -> Digest {
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
        self.proof(n).await;
        self.fact(registered(n, None)).await;
    }

    /// A code that was mailed to who is about to register.
    pub(crate) async fn proof(&self, n: u8) {
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
    }

    pub(crate) async fn grant(&self, n: u8, account: u32) {
        let authorization = id::<Authorization>(n);
        let act = submitted(n, account, 0, 1);
        let effect = effect(&act);
        self.fact(act).await;
        let second = CaseSeconded { case: id(n), version: 1, by: id(90), checks: Vec::new() };
        self.fact(second).await;
        self.fact(CaseApproved { case: id::<Case>(n), version: 2, by: id(91), effect, checks: Vec::new() })
            .await;
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
        let acts = [
            secrets(),
            petitions(),
            files(),
            asked(),
            judged(),
            rules(),
            members(),
            signing_in(),
            gone(),
            settings(),
        ];
        acts.into_iter().flatten().map(|act| Step { life: self, act }).collect()
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

pub(crate) fn wrapped(of: &[u8; 16], n: u8) -> Vec<u8> {
    person(of, n).1
}

/// Somebody registers, with an invitation or without.
pub(crate) fn registered(n: u8, invitation: Option<Id<RegistrationInvitation>>) -> MemberRegistered {
    let member = id::<Member>(n);
    let row = NewMember {
        wrapped_key: wrapped(member.bytes(), n),
        email_digest: vec![n; 32],
        phone_digest: None,
        phone_shared_by: 0,
        password: format!("phc {n}"),
        sealed: vec![n, 1],
    };
    let (email_proof, account) = (id(n), opened(n, member));
    MemberRegistered { member, agreement: 1, email_proof, phone_proof: None, invitation, account, row }
}

pub(crate) fn opened(n: u8, administrator: Id<Member>) -> AccountOpened {
    let owner = [n; 16];
    AccountOpened {
        account: AccountNo(u32::from(n)),
        app_id: format!("wx{n:016x}").parse().unwrap(),
        account_type: AccountType::MiniProgram,
        administrator,
        admission: None,
        row: NewAccount { wrapped_key: wrapped(&owner, n), owner, name_digest: vec![n; 32], sealed: vec![n] },
    }
}

pub(crate) fn factor(n: u8, kind: FactorKind) -> FactorAdded {
    let row = NewFactor { digest: Some(vec![n; 32]), sealed: vec![n], step: 1 };
    FactorAdded { member: id(1), factor: id(n), kind, row }
}

pub(crate) fn offered(n: u8, account: u32) -> MembershipOffered {
    MembershipOffered {
        invitation: id(n),
        account: AccountNo(account),
        role: Role::Administrator,
        expires_at: NOW.plus(Span::days(7)),
        row: NewInvitation { digest: vec![n; 32], email_digest: vec![n; 32], sealed: vec![n], mail: None },
    }
}

pub(crate) fn submitted(n: u8, account: u32, version: i64, number: u32) -> RevisionSubmitted {
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
        evidence: Vec::new(),
        sealed: vec![n],
        draft: None,
    }
}

/// A change of the register that waits for a reviewer.
pub(crate) fn petition(n: u8, account: AccountNo, field: RegisterField, version: i64) -> PetitionSubmitted {
    PetitionSubmitted {
        effect: Effect::Register { account, petition: id(n), field },
        case: Some(id(n + 50)),
        due_at: NOW.plus(Span::days(3)),
        review: ReviewClass::OnePerson,
        by: id(1),
        document: [n; 32],
        evidence: Vec::new(),
        row: NewPetition { sealed: vec![n], digest: Some(vec![n + 60; 33]), version },
    }
}

pub(crate) fn approved_petition(n: u8, account: AccountNo) -> CaseApproved {
    let effect = Effect::Register { account, petition: id(n), field: RegisterField::Introduction };
    CaseApproved { case: id::<Case>(n + 50), version: 1, by: id(91), effect, checks: Vec::new() }
}

pub(crate) fn sentences() -> Sentences {
    let wording = || Wording { detail: "d".into(), next: "n".into() };
    Sentences { zh_cn: wording(), en: wording() }
}

pub(crate) fn effect(act: &RevisionSubmitted) -> Effect {
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
