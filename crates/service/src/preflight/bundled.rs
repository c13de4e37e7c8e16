//! What comes with the platform: the schema and the first rules, as data.

use std::sync::LazyLock;

use cedar_policy::Schema;

use crate::Failure;

/// What rules may ask, in Cedar's schema language.
pub const SCHEMA: &str = include_str!("../../../../catalogue/preflight.cedarschema");

/// A rule that comes with the platform.
#[derive(Debug)]
pub(super) struct Bundled {
    pub(super) id: &'static str,
    /// The version in force where no operator said otherwise: the platform's own, or none.
    pub(super) enabled: Option<i64>,
    pub(super) text: &'static str,
}

/// By id.
pub(super) static BUNDLED: [Bundled; 2] = [
    Bundled {
        id: "high_risk_has_an_end",
        enabled: None,
        text: include_str!("../../../../catalogue/policies/high_risk_has_an_end.cedar"),
    },
    Bundled {
        id: "placeholder_purpose",
        enabled: Some(0),
        text: include_str!("../../../../catalogue/policies/placeholder_purpose.cedar"),
    },
];

static READ: LazyLock<Result<Schema, String>> = LazyLock::new(|| {
    let read = Schema::from_cedarschema_str(SCHEMA).map_err(|error| error.to_string());
    read.map(|(schema, _)| schema)
});

pub(super) fn schema() -> Result<&'static Schema, Failure> {
    READ.as_ref().map_err(Failure::broken)
}

pub(super) fn of_platform(id: &str) -> Option<&'static Bundled> {
    BUNDLED.iter().find(|own| own.id == id)
}
