//! Reads about the platform's own rules and its catalogue.

use vermilion_model::Time;

use crate::{Engine, Row, Sql, StoreFault};

static ALL: Sql = Sql::both("select id, version, enabled from policy order by id limit 1000");
static ONE: Sql = Sql::both("select id, version, enabled from policy where id = $1");
static IN_FORCE: Sql = Sql::both(
    "select p.id, p.enabled, v.text from policy p \
     left join policy_version v on v.id = p.id and v.version = p.enabled order by p.id limit 1000",
);
static VERSION: Sql =
    Sql::both("select version, text, saved_at from policy_version where id = $1 and version = $2");
static VERSIONS: Sql = Sql::both(
    "select version, text, saved_at from policy_version where id = $1 order by version desc limit 100",
);

static CATALOGUE_AT: Sql = Sql::both(
    "select version, before, text, applied_at from catalogue where applied_at <= $1 order by version desc limit 1",
);
static CATALOGUES: Sql =
    Sql::both("select version, before, text, applied_at from catalogue order by version desc");

/// A version of the catalogue that an operator applied.
#[derive(Debug, Clone)]
pub struct CatalogueRow {
    /// Its version.
    pub version: u32,
    /// The version that it follows.
    pub before: u32,
    /// The text of `capabilities.toml`.
    pub text: String,
    /// When.
    pub applied_at: Time,
}

fn catalogue(row: &Row) -> Result<CatalogueRow, StoreFault> {
    Ok(CatalogueRow {
        version: row.small(0)?,
        before: row.small(1)?,
        text: row.text(2)?,
        applied_at: row.time(3)?,
    })
}

/// A rule that an operator wrote or switched.
#[derive(Debug, Clone)]
pub struct PolicyRow {
    /// Its id.
    pub policy: String,
    /// Its newest version; 0 where nobody wrote one over what came with the platform.
    pub version: i64,
    /// The version in force; 0 is the one that came with the platform.
    pub enabled: Option<i64>,
}

/// What is in force of a rule that an operator wrote or switched.
#[derive(Debug, Clone)]
pub struct PolicyInForceRow {
    /// Its id.
    pub policy: String,
    /// The version in force; none where it is switched off.
    pub enabled: Option<i64>,
    /// That version's text; nothing where it is switched off or came with the platform.
    pub text: Option<String>,
}

/// One version's text.
#[derive(Debug, Clone)]
pub struct PolicyVersionRow {
    /// Its number.
    pub version: i64,
    /// Its text.
    pub text: String,
    /// When it was saved.
    pub saved_at: Time,
}

fn policy(row: &Row) -> Result<PolicyRow, StoreFault> {
    Ok(PolicyRow { policy: row.text(0)?, version: row.int(1)?, enabled: row.opt_int(2)? })
}

fn version(row: &Row) -> Result<PolicyVersionRow, StoreFault> {
    Ok(PolicyVersionRow { version: row.int(0)?, text: row.text(1)?, saved_at: row.time(2)? })
}

impl Engine {
    /// The newest version of the catalogue that an operator had applied at a time.
    pub async fn catalogue_at(&self, at: Time) -> Result<Option<CatalogueRow>, StoreFault> {
        self.read_one(&CATALOGUE_AT, &[at.into()]).await?.as_ref().map(catalogue).transpose()
    }

    /// Every version of the catalogue that operators applied, the newest first.
    pub async fn catalogues(&self) -> Result<Vec<CatalogueRow>, StoreFault> {
        self.read(&CATALOGUES, &[]).await?.iter().map(catalogue).collect()
    }

    /// Every rule that an operator wrote or switched, by id.
    pub async fn policies(&self) -> Result<Vec<PolicyRow>, StoreFault> {
        self.read(&ALL, &[]).await?.iter().map(policy).collect()
    }

    /// One such rule.
    pub async fn policy(&self, id: &str) -> Result<Option<PolicyRow>, StoreFault> {
        self.read_one(&ONE, &[id.into()]).await?.as_ref().map(policy).transpose()
    }

    /// What is in force of every such rule, by id; those that are switched off too.
    pub async fn policies_in_force(&self) -> Result<Vec<PolicyInForceRow>, StoreFault> {
        let row = |row: &Row| {
            Ok(PolicyInForceRow { policy: row.text(0)?, enabled: row.opt_int(1)?, text: row.opt_text(2)? })
        };
        self.read(&IN_FORCE, &[]).await?.iter().map(row).collect()
    }

    /// One version of a rule.
    pub async fn policy_version(
        &self,
        id: &str,
        number: i64,
    ) -> Result<Option<PolicyVersionRow>, StoreFault> {
        self.read_one(&VERSION, &[id.into(), number.into()]).await?.as_ref().map(version).transpose()
    }

    /// The newest hundred versions of a rule, the newest first.
    pub async fn policy_versions(&self, id: &str) -> Result<Vec<PolicyVersionRow>, StoreFault> {
        self.read(&VERSIONS, &[id.into()]).await?.iter().map(version).collect()
    }
}
