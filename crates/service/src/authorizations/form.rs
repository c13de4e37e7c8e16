//! The form, as typed: kept in drafts, and as the document of what was submitted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};
use vermilion_model::fact::traffic::Draft;
use vermilion_model::{Id, Revision, Span, Time};
use vermilion_seal::{PersonKey, Place};
use vermilion_store::AccountRow;

use crate::{Desk, Failure, Kind};

/// What was typed, whatever it is; [`super::preflight_draft()`] says what is wrong with it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Form {
    /// 账号名称
    pub account_name: String,
    /// 账号类型, a word.
    pub account_type: String,
    /// 账号功能, by their words.
    pub capabilities: Vec<String>,
    /// What each capability is for.
    pub purpose: BTreeMap<String, String>,
    /// What each capability's request rests on.
    pub evidence: BTreeMap<String, Vec<Evidence>>,
    /// Until when: a day of the platform's zone, or a moment; nothing means without end.
    pub until: Option<String>,
}

/// One piece of evidence.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// Which of the catalogue's kinds.
    pub kind: String,
    /// What the applicant calls it.
    pub name: String,
    /// What it says, or where it is found.
    pub text: String,
    /// The file handed in for it, by its id.
    pub file: Option<String>,
}

impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Form(..)")
    }
}
impl fmt::Debug for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Evidence(..)")
    }
}

impl Form {
    /// Until when, read: a day ends with its last moment. `Err` where it is neither day nor moment.
    pub(crate) fn until(&self, zone: Span) -> Result<Option<Time>, jiff::Error> {
        let Some(typed) = self.until.as_deref().map(str::trim).filter(|typed| !typed.is_empty()) else {
            return Ok(None);
        };
        if let Ok(moment) = typed.parse::<jiff::Timestamp>() {
            return Ok(Some(Time::from_millis(moment.as_millisecond())));
        }
        let next = typed.parse::<jiff::civil::Date>()?.tomorrow()?;
        let start = next.to_zoned(jiff::tz::TimeZone::UTC)?.timestamp();
        Ok(Some(Time::from_millis(start.as_millisecond()).minus(zone)))
    }

    /// The files that it names, each once, whatever they are.
    pub(crate) fn files(&self) -> BTreeSet<&str> {
        let all = self.evidence.values().flatten();
        all.filter_map(|evidence| evidence.file.as_deref().filter(|file| !file.is_empty())).collect()
    }

    /// Only what belongs to the capabilities that are asked for: nobody else reads the rest.
    pub(crate) fn asked_only(mut self) -> Form {
        let asked = std::mem::take(&mut self.capabilities);
        self.purpose.retain(|capability, _| asked.contains(capability));
        self.evidence.retain(|capability, _| asked.contains(capability));
        Form { capabilities: asked, ..self }
    }
}

/// An account's key; an account that was erased is not there.
pub(crate) async fn account_key(desk: &Desk, row: &AccountRow) -> Result<PersonKey, Failure> {
    desk.vault.key(&row.owner).await?.ok_or(Failure::Missing(Kind::Account))
}

/// Where a draft's form is sealed.
pub(crate) fn draft_place(id: &Id<Draft>) -> Place<'_> {
    Place { table: "draft", row: id.bytes() }
}

/// Where a submission's document is sealed.
pub(crate) fn document_place(id: &Id<Revision>) -> Place<'_> {
    Place { table: "revision", row: id.bytes() }
}

/// Opens what was submitted.
pub(crate) fn open_document(
    desk: &Desk,
    key: &PersonKey,
    revision: Id<Revision>,
    sealed: &[u8],
) -> Result<Form, Failure> {
    desk.vault.open(key, document_place(&revision), sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn until(typed: &str) -> Result<Option<i64>, jiff::Error> {
        let form = Form { until: Some(typed.to_owned()), ..Form::default() };
        Ok(form.until(Span::hours(8))?.map(Time::secs))
    }

    #[test]
    fn a_day_ends_with_its_last_moment_in_the_platforms_zone() {
        let end: jiff::Timestamp = "2026-12-31T16:00:00Z".parse().unwrap();
        assert_eq!(until("2026-12-31").unwrap(), Some(end.as_second()));
        assert_eq!(until("2027-01-01T00:00:00+08:00").unwrap(), Some(end.as_second()));
        assert_eq!(until("  ").unwrap(), None);
        assert!(until("next year").is_err() && until("2026-02-30").is_err());
    }

    #[test]
    fn what_belongs_to_nothing_asked_for_is_not_handed_on() {
        let form = Form {
            capabilities: vec!["a".into()],
            purpose: [("a".into(), "x".into()), ("b".into(), "y".into())].into(),
            evidence: [("b".into(), Vec::new())].into(),
            ..Form::default()
        };
        let kept = form.asked_only();
        assert_eq!(kept.purpose.keys().collect::<Vec<_>>(), ["a"]);
        assert!(kept.evidence.is_empty() && kept.capabilities == ["a"]);
    }
}
