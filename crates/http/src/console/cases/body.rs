//! How an account's own case is written.

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::Turn;
use vermilion_model::text::Language;
use vermilion_service::review::{About, OwnCase, OwnSaid};

use crate::console::authorizations::GivenReasonBody;
use crate::console::evidence::EvidenceFileBody;
use crate::when::rfc3339;

/// A case of one's own account. Who reviews is not said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnCaseBody {
    id: String,
    kind: &'static str,
    /// The authorization that it is about, where it is about one.
    authorization: Option<String>,
    /// What it asks for.
    asked: Vec<String>,
    /// `open`, `approved`, `rejected`, `withdrawn` or `lapsed`.
    state: &'static str,
    /// Whose turn it is: `reviewer` or `applicant`; nothing once it is closed.
    turn: Option<&'static str>,
    /// `one_person` or `two_persons`.
    review: &'static str,
    opened_at: String,
    due_at: String,
    /// The calendar lacks a year on the way: the due time was counted in plain weeks.
    due_assumed: bool,
    /// Whether that passed while it waits for reviewers.
    overdue: bool,
    /// Since when it waits for an answer; the clock stands.
    asked_at: Option<String>,
    /// When it lapses if nobody answers; what was submitted is kept as a draft.
    lapses_at: Option<String>,
    decided_at: Option<String>,
    /// Why it was rejected.
    reasons: Vec<GivenReasonBody>,
    /// The rejected case that it appeals.
    appeal_of: Option<String>,
    /// The case that appeals it.
    appealed_by: Option<String>,
    /// Whether it can be appealed now; only where one case is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    may_appeal: Option<bool>,
    /// Its place in the queue; only where one case is read that waits for reviewers.
    #[serde(skip_serializing_if = "Option::is_none")]
    waiting: Option<WaitingBody>,
    /// What was said, the oldest first; only where one case is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    thread: Option<Vec<OwnSaidBody>>,
}

/// How long it is likely to wait.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct WaitingBody {
    /// 1 is the next. Reviewers may take another first.
    position: i64,
    /// The median of the newest decisions of its kind of review, in working days; nothing before there were five.
    median_days: Option<u32>,
    /// The end of the working day that the median points at.
    expected_at: Option<String>,
}

/// Something said about a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnSaidBody {
    id: String,
    /// `question`, `answer`, `from_reviewer`, `from_applicant`, `grounds` or `rejection` (its files, without words).
    kind: &'static str,
    /// `reviewer` or `applicant`.
    by: &'static str,
    /// JSON pointer of the field it is about; empty means the whole.
    pointer: String,
    at: String,
    text: String,
    /// The files that it names; of one that is gone the name, too.
    files: Vec<EvidenceFileBody>,
}

impl std::fmt::Debug for OwnSaidBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OwnSaidBody(..)")
    }
}

impl From<OwnSaid> for OwnSaidBody {
    fn from(said: OwnSaid) -> OwnSaidBody {
        let by = if said.kind.by_reviewer() { Turn::Reviewer } else { Turn::Applicant };
        OwnSaidBody {
            id: said.id.to_string(),
            kind: said.kind.word(),
            by: by.word(),
            pointer: said.pointer,
            at: rfc3339(said.at),
            text: said.text,
            files: said.files.into_iter().map(EvidenceFileBody::from).collect(),
        }
    }
}

impl OwnCaseBody {
    /// Without what was said.
    pub(crate) fn short(case: OwnCase, lang: Language) -> OwnCaseBody {
        let (authorization, asked) = match case.about {
            About::Revision(about) => (Some(about.authorization.to_string()), about.asked),
            About::Petition => (None, Vec::new()),
        };
        OwnCaseBody {
            id: case.id.to_string(),
            kind: case.kind.word(),
            authorization,
            asked,
            state: case.state.word(),
            turn: case.turn.map(Turn::word),
            review: case.review.word(),
            opened_at: rfc3339(case.opened_at),
            due_at: rfc3339(case.due_at),
            due_assumed: case.due_assumed,
            overdue: case.overdue,
            asked_at: case.asked_at.map(rfc3339),
            lapses_at: case.lapses_at.map(rfc3339),
            decided_at: case.decided_at.map(rfc3339),
            reasons: GivenReasonBody::all(case.reasons, lang),
            appeal_of: case.appeal_of.map(|id| id.to_string()),
            appealed_by: case.appealed_by.map(|id| id.to_string()),
            may_appeal: None,
            waiting: None,
            thread: None,
        }
    }

    /// With it.
    pub(crate) fn whole(mut case: OwnCase, lang: Language) -> OwnCaseBody {
        let said = std::mem::take(&mut case.thread).into_iter().map(OwnSaidBody::from).collect();
        let waiting = case.waiting.map(|waiting| WaitingBody {
            position: waiting.position,
            median_days: waiting.median_days,
            expected_at: waiting.expected_at.map(rfc3339),
        });
        let may_appeal = Some(case.may_appeal);
        OwnCaseBody { thread: Some(said), may_appeal, waiting, ..OwnCaseBody::short(case, lang) }
    }
}
