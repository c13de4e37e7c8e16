//! Reads about how members sign in: second factors, ceremonies, devices, scans, agreements.

use vermilion_model::fact::AgreementTexts;
use vermilion_model::fact::traffic::ScanState;
use vermilion_model::{Ceremony, Factor, FactorKind, HostApp, Id, Member, Scan, Time, User};

use super::accounts::word;
use crate::{Engine, Row, Sql, StoreFault};

macro_rules! factor_columns {
    () => {
        "id, member, kind, digest, sealed, step, added_at, used_at from second_factor"
    };
}

static FACTORS: Sql =
    Sql::both(concat!("select ", factor_columns!(), " where member = $1 order by id limit 100"));
static CEREMONY: Sql = Sql::both(
    "select id, kind, member, sealed, expires_at from ceremony where digest = $1 and spent_at is null",
);
static DEVICE: Sql = Sql::both("select seen_at from known_device where address = $1 and device = $2");
static SCAN: Sql = Sql::both(
    "select id, purpose, browser, member, state, host_app, usr, expires_at from scan \
     where ticket = $1 and spent_at is null",
);
static BINDING: Sql = Sql::both("select host_app, usr, since from host_binding where member = $1");
static BOUND: Sql = Sql::both("select member from host_binding where usr = $1");
static AGREEMENT: Sql = Sql::both(
    "select version, title_zh, text_zh, title_en, text_en, published_at, asks_again_at from agreement \
     order by version desc limit 1",
);
static AGREEMENTS: Sql = Sql::both(
    "select version, title_zh, text_zh, title_en, text_en, published_at, asks_again_at from agreement \
     order by version desc limit 100",
);
static ASKS_AGAIN: Sql = Sql::both("select max(version) from agreement where asks_again_at is not null");
static AGREED_TO: Sql = Sql::both(
    "select agreement, count(*) from member where erased_at is null group by agreement order by agreement desc",
);
static AGREED: Sql = Sql::both("select agreement, agreed_at, created_at from member where id = $1");

/// A way by which a member proves who they are.
#[derive(Debug, Clone)]
pub struct FactorRow {
    /// Which.
    pub factor: Id<Factor>,
    /// Whose.
    pub member: Id<Member>,
    /// What it is.
    pub kind: FactorKind,
    /// Keyed digest of a credential id or a recovery code.
    pub digest: Option<Vec<u8>>,
    /// Name and secret, sealed under the member's key.
    pub sealed: Vec<u8>,
    /// The last step or count used.
    pub step: i64,
    /// Since when.
    pub added_at: Time,
    /// When it was last used.
    pub used_at: Option<Time>,
}

/// Something under way.
#[derive(Debug, Clone)]
pub struct CeremonyRow {
    /// Which.
    pub ceremony: Id<Ceremony>,
    /// What kind.
    pub kind: String,
    /// Whose.
    pub member: Option<Id<Member>>,
    /// The server's part, sealed.
    pub sealed: Vec<u8>,
    /// Until when it can be ended.
    pub expires_at: Time,
}

/// A QR code that a browser shows.
#[derive(Debug, Clone)]
pub struct ScanRow {
    /// Which.
    pub scan: Id<Scan>,
    /// `sign_in` or `bind`.
    pub purpose: String,
    /// Keyed digest of what the browser holds.
    pub browser: Vec<u8>,
    /// Who would be bound.
    pub member: Option<Id<Member>>,
    /// How far it has come.
    pub state: ScanState,
    /// In which host app it was scanned.
    pub host_app: Option<Id<HostApp>>,
    /// By whom.
    pub user: Option<Id<User>>,
    /// Until when it works.
    pub expires_at: Time,
}

/// An agreement that operations published.
#[derive(Debug, Clone)]
pub struct AgreementRow {
    /// Its version.
    pub version: u32,
    /// Title and text in both languages.
    pub texts: AgreementTexts,
    /// When.
    pub published_at: Time,
    /// Whether members are asked again, and since when.
    pub asks_again_at: Option<Time>,
}

fn factor(row: &Row) -> Result<FactorRow, StoreFault> {
    Ok(FactorRow {
        factor: row.id(0)?,
        member: row.id(1)?,
        kind: word(row, 2, FactorKind::from_word)?,
        digest: row.opt_blob(3)?,
        sealed: row.blob(4)?,
        step: row.int(5)?,
        added_at: row.time(6)?,
        used_at: row.opt_time(7)?,
    })
}

fn agreement(row: &Row) -> Result<AgreementRow, StoreFault> {
    Ok(AgreementRow {
        version: row.small(0)?,
        texts: AgreementTexts {
            title_zh: row.text(1)?,
            text_zh: row.text(2)?,
            title_en: row.text(3)?,
            text_en: row.text(4)?,
        },
        published_at: row.time(5)?,
        asks_again_at: row.opt_time(6)?,
    })
}

fn scan(row: &Row) -> Result<ScanRow, StoreFault> {
    Ok(ScanRow {
        scan: row.id(0)?,
        purpose: row.text(1)?,
        browser: row.blob(2)?,
        member: row.opt_id(3)?,
        state: word(row, 4, ScanState::from_word)?,
        host_app: row.opt_id(5)?,
        user: row.opt_id(6)?,
        expires_at: row.time(7)?,
    })
}

impl Engine {
    /// A member's second factors and recovery codes, the oldest first.
    pub async fn factors_of_member(&self, member: Id<Member>) -> Result<Vec<FactorRow>, StoreFault> {
        self.read(&FACTORS, &[member.into()]).await?.iter().map(factor).collect()
    }

    /// Something under way, by its token's digest.
    pub async fn ceremony_by_digest(&self, digest: &[u8]) -> Result<Option<CeremonyRow>, StoreFault> {
        let row = self.read_one(&CEREMONY, &[digest.into()]).await?;
        row.map(|row| {
            Ok(CeremonyRow {
                ceremony: row.id(0)?,
                kind: row.text(1)?,
                member: row.opt_id(2)?,
                sealed: row.blob(3)?,
                expires_at: row.time(4)?,
            })
        })
        .transpose()
    }

    /// When somebody last signed in at an address on a device.
    pub async fn device_seen(&self, address: &[u8], device: &[u8]) -> Result<Option<Time>, StoreFault> {
        let row = self.read_one(&DEVICE, &[address.into(), device.into()]).await?;
        row.map(|row| row.time(0)).transpose()
    }

    /// A scan by its ticket's digest.
    pub async fn scan_by_ticket(&self, ticket: &[u8]) -> Result<Option<ScanRow>, StoreFault> {
        self.read_one(&SCAN, &[ticket.into()]).await?.as_ref().map(scan).transpose()
    }

    /// As whom a member signs in by scanning: host app, user, since when.
    pub async fn host_binding(
        &self,
        member: Id<Member>,
    ) -> Result<Option<(Id<HostApp>, Id<User>, Time)>, StoreFault> {
        let row = self.read_one(&BINDING, &[member.into()]).await?;
        row.map(|row| Ok((row.id(0)?, row.id(1)?, row.time(2)?))).transpose()
    }

    /// Who signs in by scanning as this user.
    pub async fn member_bound_to(&self, user: Id<User>) -> Result<Option<Id<Member>>, StoreFault> {
        self.read_one(&BOUND, &[user.into()]).await?.map(|row| row.id(0)).transpose()
    }

    /// The newest agreement that was published; nothing while the binary's own holds.
    pub async fn agreement_newest(&self) -> Result<Option<AgreementRow>, StoreFault> {
        self.read_one(&AGREEMENT, &[]).await?.as_ref().map(agreement).transpose()
    }

    /// Every agreement that was published, the newest first, at most a hundred.
    pub async fn agreements(&self) -> Result<Vec<AgreementRow>, StoreFault> {
        self.read(&AGREEMENTS, &[]).await?.iter().map(agreement).collect()
    }

    /// The newest version that everybody is asked to agree to again.
    pub async fn agreement_asked_again(&self) -> Result<Option<u32>, StoreFault> {
        let row = self.read_one(&ASKS_AGAIN, &[]).await?;
        let version = row.map(|row| row.opt_int(0)).transpose()?.flatten();
        Ok(version.and_then(|version| u32::try_from(version).ok()))
    }

    /// How many members agreed to which version last, the newest first. Reads every member.
    pub async fn members_by_agreement(&self) -> Result<Vec<(u32, i64)>, StoreFault> {
        self.read(&AGREED_TO, &[]).await?.iter().map(|row| Ok((row.small(0)?, row.int(1)?))).collect()
    }

    /// Which version a member agreed to, and when.
    pub async fn agreed_by(&self, member: Id<Member>) -> Result<Option<(u32, Time)>, StoreFault> {
        let row = self.read_one(&AGREED, &[member.into()]).await?;
        row.map(|row| Ok((row.small(0)?, row.opt_time(1)?.map_or_else(|| row.time(2), Ok)?))).transpose()
    }
}
