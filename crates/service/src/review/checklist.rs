//! What a reviewer looks at before saying yes: from the catalogue, per capability asked for.

use vermilion_model::{Capabilities, Catalogue};

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckItem {
    /// JSON pointer into the document.
    pub pointer: String,
    /// What to look at: `account`, `purpose` or `evidence`; a sentence each under `checklist.<this>`.
    pub about: &'static str,
    /// For which capability.
    pub capability: Option<String>,
    /// Which evidence.
    pub evidence: Option<String>,
}

pub(super) fn checklist(catalogue: &Catalogue, asked: Capabilities) -> Vec<CheckItem> {
    let account =
        CheckItem { pointer: "/account_name".into(), about: "account", capability: None, evidence: None };
    let capabilities = catalogue.capabilities().iter().filter(|capability| asked.has(capability.number));
    let of_each = capabilities.flat_map(|capability| {
        let item = |part: &str, about, evidence: Option<&String>| CheckItem {
            pointer: format!("/{part}/{}", capability.id),
            about,
            capability: Some(capability.id.clone()),
            evidence: evidence.cloned(),
        };
        let purpose = std::iter::once(item("purpose", "purpose", None));
        let evidence = capability.evidence.iter().map(|kind| item("evidence", "evidence", Some(kind)));
        purpose.chain(evidence).collect::<Vec<_>>()
    });
    std::iter::once(account).chain(of_each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_capability_brings_its_purpose_and_its_evidence() {
        let catalogue = Catalogue::embedded().unwrap();
        let asked = ["payment", "links"].iter().map(|id| catalogue.capability(id).unwrap().number).collect();
        let pointers: Vec<String> =
            checklist(&catalogue, asked).into_iter().map(|item| item.pointer).collect();
        assert_eq!(
            pointers,
            ["/account_name", "/purpose/links", "/purpose/payment", "/evidence/payment", "/evidence/payment"]
        );
    }
}
