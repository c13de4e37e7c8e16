//! What the walk does not show, each with its reason. The list may only shrink: an exception that is not
//! needed any more is a fault, and so is one more than the number below.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::contract::{Contract, Endpoint};
use crate::seen::{Book, Seen};

/// How many exceptions there are.
const MOST: usize = 20;

type Reasons = BTreeMap<String, BTreeMap<String, String>>;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Exceptions {
    /// Endpoints that do not succeed yet.
    endpoints: BTreeMap<String, String>,
    /// Fields that no success carries.
    fields: Reasons,
    /// Codes that nothing provokes.
    codes: Reasons,
}

#[derive(Debug, Default)]
pub(crate) struct Report {
    /// One line an endpoint.
    pub(crate) counts: Vec<String>,
    pub(crate) faults: Vec<String>,
}

impl Exceptions {
    pub(crate) fn read() -> Exceptions {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("exceptions.json");
        serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap()
    }

    pub(crate) fn hold(&self, contract: &Contract, book: &Book) -> Report {
        let mut report = Report::default();
        let listed = |reasons: &Reasons| reasons.values().map(BTreeMap::len).sum::<usize>();
        let all = self.endpoints.len() + listed(&self.fields) + listed(&self.codes);
        if all > MOST {
            report.faults.push(format!("{all} exceptions, {MOST} at most: the list may only shrink"));
        }
        let nothing = Seen::default();
        for endpoint in contract.walked() {
            self.hold_one(endpoint, book.of(&endpoint.id).unwrap_or(&nothing), &mut report);
        }
        report.counts.push(format!("{all} exceptions"));
        report
    }

    fn hold_one(&self, endpoint: &Endpoint, seen: &Seen, report: &mut Report) {
        let id = &endpoint.id;
        let excepted =
            |reasons: &Reasons, what: &str| reasons.get(id).is_some_and(|of| of.contains_key(what));
        let mut fault = |what: String| report.faults.push(format!("{id}: {what}"));
        for contradiction in &seen.faults {
            fault(contradiction.clone());
        }
        let waits = self.endpoints.contains_key(id);
        if waits == (seen.successes > 0) {
            fault(format!("{} successes; excepted: {waits}", seen.successes));
        }
        for field in endpoint.fields.iter().filter(|_| !waits) {
            let (shown, excepted) = (seen.fields.contains(&field.name), excepted(&self.fields, &field.name));
            if shown == excepted {
                fault(format!("field {}: shown {shown}, excepted {excepted}", field.name));
            }
        }
        // Of a call that waits, some codes are shown already.
        for code in endpoint.codes.iter().filter(|_| !waits) {
            let (shown, excepted) = (seen.codes.contains(code), excepted(&self.codes, &code.to_string()));
            if shown == excepted {
                fault(format!("code {code}: provoked {shown}, excepted {excepted}"));
            }
        }
        let shown = |field: &&crate::contract::Field| seen.fields.contains(&field.name);
        report.counts.push(format!(
            "{id}: {} successes, {} of {} fields, {} of {} codes{}",
            seen.successes,
            endpoint.fields.iter().filter(shown).count(),
            endpoint.fields.len(),
            endpoint.codes.iter().filter(|code| seen.codes.contains(code)).count(),
            endpoint.codes.len(),
            if waits { ", not yet" } else { "" },
        ));
    }
}
