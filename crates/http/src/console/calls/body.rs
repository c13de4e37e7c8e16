//! How answers of the one question are written.

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_decide::{Line, Reason, Source};
use vermilion_model::text::{Language, sentence};
use vermilion_model::{AccountNo, Capabilities, Catalogue};
use vermilion_service::authorizations::capability_ids;

use crate::when::rfc3339;

/// Why not, and what to do.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::console) struct WhyNot {
    /// Stable, for programs; nothing where the call is allowed.
    pub(super) reason: Option<String>,
    /// What stands in the way.
    pub(super) detail: Option<&'static str>,
    /// What to do.
    pub(super) next: Option<&'static str>,
}

impl WhyNot {
    /// Of a reason's code.
    pub(in crate::console) fn coded(code: String, lang: Language) -> WhyNot {
        let text = |part: &str| sentence(lang, &format!("reason.{code}.{part}"));
        WhyNot { detail: text("detail"), next: text("next"), reason: Some(code) }
    }

    /// Of an answer.
    pub(super) fn of<T>(outcome: &Result<T, Reason>, lang: Language) -> WhyNot {
        match outcome {
            Ok(_) => WhyNot { reason: None, detail: None, next: None },
            Err(reason) => WhyNot::coded(reason.code(), lang),
        }
    }
}

/// One step of a decision.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StepBody {
    /// Stable, for programs.
    step: &'static str,
    /// What the step asks.
    text: &'static str,
    /// Whether it holds.
    passed: bool,
    #[serde(flatten)]
    why_not: WhyNot,
    /// What it rests on, where it is about capabilities.
    sources: Vec<SourceBody>,
}

/// Where a capability comes from.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SourceBody {
    /// `open_call`, `from_start` or `authorization`.
    kind: &'static str,
    /// Which authorization; only one of the asking account's own is named.
    authorization: Option<String>,
    /// Those that open the call.
    capabilities: Vec<String>,
    /// Until when.
    until: Option<String>,
}

/// What steps are written with.
#[derive(Debug)]
pub(super) struct Writer<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) account: AccountNo,
    pub(super) lang: Language,
}

impl Writer<'_> {
    pub(super) fn step(&self, line: &Line) -> StepBody {
        let code = line.step.code();
        StepBody {
            step: code,
            text: sentence(self.lang, &format!("step.{code}")).unwrap_or_default(),
            passed: line.outcome.is_ok(),
            why_not: WhyNot::of(&line.outcome, self.lang),
            sources: line.sources.iter().map(|source| self.source(source)).collect(),
        }
    }

    fn source(&self, source: &Source) -> SourceBody {
        let ids = |capabilities: Capabilities| capability_ids(self.catalogue, capabilities);
        let plain = |kind, capabilities| SourceBody { kind, authorization: None, capabilities, until: None };
        match source {
            Source::OpenCall => plain("open_call", Vec::new()),
            Source::FromStart { capabilities, .. } => plain("from_start", ids(*capabilities)),
            Source::Authorization { id, account, capabilities, until } => SourceBody {
                authorization: (*account == self.account).then(|| id.to_string()),
                until: until.map(rfc3339),
                ..plain("authorization", ids(*capabilities))
            },
        }
    }
}
