//! Facts about how members sign in, what they agreed to, and their erasure.

use serde::{Deserialize, Serialize};

use crate::{Digest, Factor, FactorKind, HostApp, Id, Member, User};

/// The operator published another agreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgreementPublished {
    /// Its version; one more than the one before.
    pub version: u32,
    /// Whether members who agreed to an earlier one are asked again.
    pub asks_again: bool,
    /// Keyed digest of the text, which stands in its row.
    pub text: Digest,
    /// The texts; in the row only.
    #[serde(skip)]
    pub row: AgreementTexts,
}

/// An agreement in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AgreementTexts {
    /// 标题
    pub title_zh: String,
    /// 正文, a paragraph a line.
    pub text_zh: String,
    /// The title in English.
    pub title_en: String,
    /// The text in English.
    pub text_en: String,
}

/// A member agreed to a version.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgreementAccepted {
    /// Who.
    pub member: Id<Member>,
    /// To which.
    pub version: u32,
}

/// A member can prove who they are in one more way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorAdded {
    /// Who.
    pub member: Id<Member>,
    /// Which.
    pub factor: Id<Factor>,
    /// What it is.
    pub kind: FactorKind,
    /// Row parts that never reach the chain.
    #[serde(skip)]
    pub row: NewFactor,
}

/// Row parts of a second factor.
#[derive(Clone, PartialEq, Default)]
pub struct NewFactor {
    /// Keyed digest of a passkey's credential id, or of a recovery code; unique.
    pub digest: Option<Vec<u8>>,
    /// Its name and its secret or public key, sealed under the member's key.
    pub sealed: Vec<u8>,
    /// The last step or count that was used.
    pub step: i64,
}

impl std::fmt::Debug for NewFactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewFactor(..)")
    }
}

/// One of those ways is gone; with the last, the recovery codes too.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorRemoved {
    /// Who.
    pub member: Id<Member>,
    /// Which.
    pub factor: Id<Factor>,
}

/// A member calls a way to prove who they are something else; the name is in the row only.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct FactorRenamed {
    /// Who.
    pub member: Id<Member>,
    /// Which.
    pub factor: Id<Factor>,
    /// What was sealed of it when the member looked: a use that comes between is not lost.
    #[serde(skip)]
    pub before: Vec<u8>,
    /// What is sealed of it from now on.
    #[serde(skip)]
    pub sealed: Vec<u8>,
}

impl std::fmt::Debug for FactorRenamed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FactorRenamed({})", self.factor)
    }
}

/// A member has new recovery codes; those before work no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecoveryCodesMade {
    /// Who.
    pub member: Id<Member>,
    /// The codes' rows: id and keyed digest.
    #[serde(skip)]
    pub rows: Vec<(Id<Factor>, Vec<u8>)>,
}

/// A recovery code was used; it works no more (I6).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecoveryCodeSpent {
    /// Who.
    pub member: Id<Member>,
    /// Which.
    pub factor: Id<Factor>,
}

/// A member signs in from now on by scanning as this user of a host app.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HostUserBound {
    /// Who.
    pub member: Id<Member>,
    /// Of which host app.
    pub host_app: Id<HostApp>,
    /// Which user.
    pub user: Id<User>,
}

/// They do no more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HostUserUnbound {
    /// Who.
    pub member: Id<Member>,
}

/// A member was erased: what was personal is readable nowhere any more (I10).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MemberErased {
    /// Who.
    pub member: Id<Member>,
    /// Keyed digests under which messages, codes and tries stand; in no entry.
    #[serde(skip)]
    pub addresses: Vec<Vec<u8>>,
}
