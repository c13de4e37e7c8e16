//! The rules that are in force: the platform's own where no operator said otherwise, and the operators'.

use super::bundled::{BUNDLED, of_platform, schema};
use super::rule::Rule;
use super::rules::Rules;
use crate::{Desk, Failure};

pub(super) async fn rules_in_force(desk: &Desk) -> Result<Rules, Failure> {
    let mut rules = Vec::new();
    let mut unfit = Vec::new();
    for (id, text) in texts_in_force(desk).await? {
        match Rule::read(&id, &text, schema()?) {
            Ok(rule) => rules.push(rule),
            // The schema of a later binary may have taken away what it asks.
            Err(fault) => {
                tracing::error!(%id, code = fault.code, "a rule in force does not fit the schema");
                unfit.push(id);
            }
        }
    }
    Ok(Rules::of(rules)?.lacking(unfit))
}

async fn texts_in_force(desk: &Desk) -> Result<Vec<(String, String)>, Failure> {
    let rows = desk.read.policies_in_force().await?;
    let untouched = BUNDLED.iter().filter(|own| !rows.iter().any(|row| row.policy == own.id));
    let untouched = untouched.filter(|own| own.enabled.is_some());
    let mut texts: Vec<(String, String)> =
        untouched.map(|own| (own.id.to_owned(), own.text.to_owned())).collect();
    for row in rows {
        let text = match (row.enabled, row.text) {
            (None, _) => continue,
            (Some(_), Some(text)) => text,
            // One that a later binary brought and this one lacks does not fit, and says so.
            (Some(_), None) => of_platform(&row.policy).map_or("", |own| own.text).to_owned(),
        };
        texts.push((row.policy, text));
    }
    Ok(texts)
}
