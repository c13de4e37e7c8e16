//! Verdicts on the items of a checklist, as they are sent.

use std::collections::BTreeMap;

use serde::Deserialize;
use utoipa::ToSchema;
use vermilion_model::Verdict;
use vermilion_service::review::Verdicts;

/// What was found at an item.
#[derive(Debug, Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum VerdictWord {
    /// Nothing to object to.
    Fine,
    /// A reason says why.
    Faulty,
}

/// By the ids of items.
pub(crate) type VerdictWords = BTreeMap<String, VerdictWord>;

pub(crate) fn verdicts(words: VerdictWords) -> Verdicts {
    let verdict = |word| match word {
        VerdictWord::Fine => Verdict::Fine,
        VerdictWord::Faulty => Verdict::Faulty,
    };
    words.into_iter().map(|(item, word)| (item, verdict(word))).collect()
}
