//! Rules, asked together. One that cannot be asked permits nothing.

use std::collections::BTreeMap;

use cedar_policy::{AuthorizationError, Authorizer, Policy, PolicyId, PolicySet};

use super::bundled::schema;
use super::question::{Question, Subject};
use super::rule::{Rule, Said};
use crate::Failure;

/// The policy that a `forbid` forbids something of; no rule's id has a colon.
const BASE: &str = "platform:base";

/// A set of rules.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    set: PolicySet,
    by_id: BTreeMap<String, Rule>,
    /// The ids of those in force that do not fit the schema any more.
    pub(super) unfit: Vec<String>,
}

/// What became of a rule that said something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Answer {
    /// It matched.
    Matched(Said),
    /// It could not be asked: why, in Cedar's words.
    Failed(String),
}

impl Rules {
    /// Of rules; a later one takes the place of an earlier one of its id.
    ///
    /// # Errors
    /// They do not stand together, which is a fault of this program.
    pub(super) fn of(rules: impl IntoIterator<Item = Rule>) -> Result<Rules, Failure> {
        let by_id: BTreeMap<String, Rule> = rules.into_iter().map(|rule| (rule.id(), rule)).collect();
        let base = Policy::parse(Some(PolicyId::new(BASE)), "permit (principal, action, resource);");
        let policies = by_id.values().map(|rule| rule.policy().clone());
        let policies = policies.chain([base.map_err(Failure::broken)?]);
        let set = PolicySet::from_policies(policies).map_err(Failure::broken)?;
        Ok(Rules { set, by_id, unfit: Vec::new() })
    }

    /// The same, knowing of some that are in force and do not fit.
    pub(super) fn lacking(self, unfit: Vec<String>) -> Rules {
        Rules { unfit, ..self }
    }

    /// The same with another rule, in place of the one of its id.
    ///
    /// # Errors
    /// As of [`Rules::of`].
    pub(super) fn with(self, rule: Rule) -> Result<Rules, Failure> {
        let unfit = self.unfit.into_iter().filter(|unfit| *unfit != rule.id()).collect();
        Ok(Rules::of(self.by_id.into_values().chain([rule]))?.lacking(unfit))
    }

    /// Each rule that matched or could not be asked, by id.
    ///
    /// # Errors
    /// The question does not fit the schema, which is a fault of this program.
    pub(super) fn ask(
        &self,
        subject: &Subject,
        question: &Question<'_>,
    ) -> Result<BTreeMap<String, Answer>, Failure> {
        let put = question.put(subject, schema()?)?;
        let response = Authorizer::new().is_authorized(&put.request, &self.set, &put.entities);
        let about = Some((question.at, question.capability.id.as_str()));
        let matched = response.diagnostics().reason().filter_map(|id| {
            let rule = self.by_id.get::<str>(id.as_ref())?;
            Some((id.to_string(), Answer::Matched(rule.said(about))))
        });
        let failed = response.diagnostics().errors().map(|error| match error {
            AuthorizationError::PolicyEvaluationError(error) => {
                (error.policy_id().to_string(), Answer::Failed(error.inner().to_string()))
            }
        });
        Ok(matched.chain(failed).collect())
    }
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
