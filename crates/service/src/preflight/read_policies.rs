//! The rules as operators see them: what came with the platform, what they wrote, what is in force.

use vermilion_model::Time;

use super::bundled::{BUNDLED, of_platform, schema};
use super::rule::{Rule, Said};
use crate::may::Operate;
use crate::{Desk, Failure, Kind, PlatformMay};

/// One rule.
#[derive(Debug)]
pub struct PolicyView {
    /// Its id.
    pub id: String,
    /// Whether it came with the platform.
    pub bundled: bool,
    /// The version in force; 0 is the one that came with the platform.
    pub enabled: Option<i64>,
    /// The newest version, named by who saves another; 0 where nobody wrote one.
    pub version: i64,
    /// The newest text.
    pub text: String,
    /// What the newest text says where it matches; nothing where it does not fit the schema any more.
    pub says: Option<Said>,
    /// Its versions, the newest first, at most a hundred and the platform's own.
    pub versions: Vec<PolicyVersionView>,
}

/// One version.
#[derive(Debug)]
pub struct PolicyVersionView {
    /// Its number; 0 is the one that came with the platform.
    pub version: i64,
    /// Its text.
    pub text: String,
    /// When it was saved; nothing for 0.
    pub saved_at: Option<Time>,
}

/// Every rule, by id.
pub async fn read_policies(desk: &Desk, _: &PlatformMay<Operate>) -> Result<Vec<PolicyView>, Failure> {
    let mut views = Vec::new();
    for id in ids(desk).await? {
        views.push(view(desk, &id).await?);
    }
    Ok(views)
}

/// One rule with its versions.
pub async fn read_policy(desk: &Desk, _: &PlatformMay<Operate>, id: &str) -> Result<PolicyView, Failure> {
    view(desk, id).await
}

/// The ids of every rule there is, rising.
pub(super) async fn ids(desk: &Desk) -> Result<Vec<String>, Failure> {
    let rows = desk.read.policies().await?;
    let mut ids: Vec<String> = rows.into_iter().map(|row| row.policy).collect();
    ids.extend(BUNDLED.iter().map(|own| own.id.to_owned()));
    ids.sort();
    ids.dedup();
    Ok(ids)
}

pub(super) async fn view(desk: &Desk, id: &str) -> Result<PolicyView, Failure> {
    let (row, own) = (desk.read.policy(id).await?, of_platform(id));
    let saved = desk.read.policy_versions(id).await?.into_iter().map(|row| PolicyVersionView {
        version: row.version,
        text: row.text,
        saved_at: Some(row.saved_at),
    });
    let first = own.map(|own| PolicyVersionView { version: 0, text: own.text.to_owned(), saved_at: None });
    let versions: Vec<PolicyVersionView> = saved.chain(first).collect();
    let newest = versions.first().ok_or(Failure::Missing(Kind::Policy))?;
    let rule = Rule::read(id, &newest.text, schema()?).ok();
    Ok(PolicyView {
        id: id.to_owned(),
        bundled: own.is_some(),
        enabled: match &row {
            Some(row) => row.enabled,
            None => own.and_then(|own| own.enabled),
        },
        version: newest.version,
        text: newest.text.clone(),
        says: rule.map(|rule| rule.said(None)),
        versions,
    })
}
