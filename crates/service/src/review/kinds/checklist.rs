//! What a reviewer looks at before deciding about an authorization: from the catalogue, per capability asked for.

use serde_json::{Value, json};
use vermilion_model::{Capabilities, Catalogue};

use super::CheckItem;
use crate::authorizations::Form;

pub(super) fn checklist(catalogue: &Catalogue, asked: Capabilities, form: &Form) -> Vec<CheckItem> {
    let account = CheckItem {
        id: "account".to_owned(),
        pointer: "/account_name".into(),
        about: "account",
        capability: None,
        evidence: None,
        content: json!([form.account_name, form.account_type]),
    };
    let capabilities = catalogue.capabilities().iter().filter(|capability| asked.has(capability.number));
    let of_each = capabilities.flat_map(|capability| {
        let id = &capability.id;
        let purpose = CheckItem {
            id: format!("purpose.{id}"),
            pointer: format!("/purpose/{id}"),
            about: "purpose",
            capability: Some(id.clone()),
            evidence: None,
            content: json!(form.purpose.get(id)),
        };
        let evidence = capability.evidence.iter().map(|kind| CheckItem {
            id: format!("evidence.{id}.{kind}"),
            pointer: format!("/evidence/{id}"),
            about: "evidence",
            capability: Some(id.clone()),
            evidence: Some(kind.clone()),
            content: evidence(form, id, kind),
        });
        std::iter::once(purpose).chain(evidence).collect::<Vec<_>>()
    });
    let until = form.until.as_ref().map(|until| CheckItem {
        id: "until".to_owned(),
        pointer: "/until".into(),
        about: "until",
        capability: None,
        evidence: None,
        content: json!(until),
    });
    std::iter::once(account).chain(of_each).chain(until).collect()
}

fn evidence(form: &Form, capability: &str, kind: &str) -> Value {
    let of_kind = form.evidence.get(capability).into_iter().flatten().filter(|piece| piece.kind == kind);
    of_kind.map(|piece| json!(piece)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_capability_brings_its_purpose_and_its_evidence() {
        let catalogue = Catalogue::embedded().unwrap();
        let asked = ["payment", "links"].iter().map(|id| catalogue.capability(id).unwrap().number).collect();
        let pointers: Vec<String> =
            checklist(&catalogue, asked, &Form::default()).into_iter().map(|item| item.pointer).collect();
        assert_eq!(
            pointers,
            ["/account_name", "/purpose/links", "/purpose/payment", "/evidence/payment", "/evidence/payment"]
        );
    }
}
