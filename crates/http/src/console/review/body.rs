//! How a case is written.

use serde::Serialize;
use utoipa::ToSchema;
use vermilion_model::text::{Language, sentence};
use vermilion_model::{Turn, Verdict};
use vermilion_service::review::{About, CaseDetail, CaseSummary, Document, Earlier, Judged, Person, Said};

use super::lines::LineBody;
use crate::console::authorizations::GivenReasonBody;
use crate::console::evidence::EvidenceFileBody;
use crate::console::form::FormBody;
use crate::when::rfc3339;

/// A case as the queue shows it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseBody {
    id: String,
    kind: &'static str,
    account: CaseAccount,
    /// `open`, `approved`, `rejected`, `withdrawn` or `lapsed`.
    state: &'static str,
    /// Whose turn it is: `reviewer` or `applicant`; nothing once it is closed.
    turn: Option<&'static str>,
    /// `one_person` or `two_persons`.
    review: &'static str,
    version: i64,
    opened_at: String,
    due_at: String,
    /// The calendar lacks a year on the way: the due time was counted in plain weeks.
    due_assumed: bool,
    /// Whether that passed while it waits for reviewers.
    overdue: bool,
    /// When operators were told that it is overdue.
    escalated_at: Option<String>,
    /// Since when it waits for the applicant; the clock stands.
    asked_at: Option<String>,
    /// When it lapses if the applicant does not answer.
    lapses_at: Option<String>,
    applicant: PersonBody,
    taken_by: Option<PersonBody>,
    taken_until: Option<String>,
    first_by: Option<PersonBody>,
    decided_by: Option<PersonBody>,
    decided_at: Option<String>,
    /// The rejected case that it appeals.
    appeal_of: Option<String>,
    /// The case that appeals it.
    appealed_by: Option<String>,
    /// The authorization that it is about, where it is about one.
    authorization: Option<String>,
    asked: AskedBody,
    effective: AskedBody,
}

/// The account that a case is about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseAccount {
    app_id: String,
    name: String,
    account_type: &'static str,
}

/// A member, as colleagues see them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PersonBody {
    id: String,
    name: Option<String>,
    email: Option<String>,
}

/// Capabilities until some time.
#[derive(Debug, Default, Serialize, ToSchema)]
pub(crate) struct AskedBody {
    capabilities: Vec<String>,
    until: Option<String>,
}

/// A case with everything needed to decide it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CaseDetailBody {
    #[serde(flatten)]
    case: CaseBody,
    /// What was submitted, where it is about an authorization; empty otherwise.
    document: FormBody,
    /// What was submitted, field by field, where it is about anything else.
    lines: Vec<LineBody>,
    checklist: Vec<CheckBody>,
    diff: DiffBody,
    reasons: Vec<GivenReasonBody>,
    /// Earlier cases about the same authorization, the newest first.
    history: Vec<EarlierBody>,
    /// What was said about it, the oldest first; `note`s are for colleagues only.
    thread: Vec<SaidBody>,
}

/// Something said about a case.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaidBody {
    id: String,
    /// `question`, `answer`, `from_reviewer`, `from_applicant`, `note`, `grounds` or `rejection` (its files, without words).
    kind: &'static str,
    by: PersonBody,
    /// JSON pointer of the field it is about; empty means the whole.
    pointer: String,
    at: String,
    text: String,
    /// The files that it names; of one that is gone the name, too.
    files: Vec<EvidenceFileBody>,
}

impl std::fmt::Debug for SaidBody {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SaidBody(..)")
    }
}

impl From<(Said, Person)> for SaidBody {
    fn from((said, by): (Said, Person)) -> SaidBody {
        SaidBody {
            id: said.id.to_string(),
            kind: said.kind.word(),
            by: by.into(),
            pointer: said.pointer,
            at: rfc3339(said.at),
            text: said.text,
            files: said.files.into_iter().map(EvidenceFileBody::from).collect(),
        }
    }
}

/// Something to look at before agreeing.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CheckBody {
    /// Stable within the case.
    id: String,
    /// JSON pointer into the document.
    pointer: String,
    text: String,
    /// `fine` or `faulty`: of a closed case the decision's, of an open one this reviewer's, or `fine` where it was
    /// so the last time and did not change since.
    verdict: Option<&'static str>,
    /// What was found when the same thing was decided the last time.
    before: Option<BeforeBody>,
}

/// What was found the last time.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BeforeBody {
    /// `fine` or `faulty`.
    verdict: &'static str,
    /// Whether that part of the document changed since.
    changed: bool,
}

/// What is asked for, compared with what is in force.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DiffBody {
    added: Vec<String>,
    kept: Vec<String>,
    removed: Vec<String>,
}

/// An earlier case.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EarlierBody {
    id: String,
    state: &'static str,
    opened_at: String,
    decided_at: Option<String>,
    asked: Vec<String>,
    reasons: Vec<GivenReasonBody>,
}

impl From<Person> for PersonBody {
    fn from(person: Person) -> PersonBody {
        PersonBody { id: person.id.to_string(), name: person.name, email: person.email }
    }
}

/// What a case says of capabilities; nothing where it is about something else.
fn capabilities(about: About) -> (Option<String>, AskedBody, AskedBody) {
    match about {
        About::Revision(about) => (
            Some(about.authorization.to_string()),
            AskedBody { capabilities: about.asked, until: about.asked_until.map(rfc3339) },
            AskedBody { capabilities: about.effective, until: about.effective_until.map(rfc3339) },
        ),
        About::Petition => (None, AskedBody::default(), AskedBody::default()),
    }
}

impl From<CaseSummary> for CaseBody {
    fn from(case: CaseSummary) -> CaseBody {
        let (taken_by, taken_until) = case.taken.unzip();
        let (authorization, asked, effective) = capabilities(case.about);
        CaseBody {
            id: case.id.to_string(),
            kind: case.kind.word(),
            account: CaseAccount {
                app_id: case.app_id.to_string(),
                name: case.account_name,
                account_type: case.account_type.word(),
            },
            state: case.state.word(),
            turn: case.turn.map(Turn::word),
            review: case.review.word(),
            version: case.version,
            opened_at: rfc3339(case.opened_at),
            due_at: rfc3339(case.due_at),
            due_assumed: case.due_assumed,
            overdue: case.overdue,
            escalated_at: case.escalated_at.map(rfc3339),
            asked_at: case.asked_at.map(rfc3339),
            lapses_at: case.lapses_at.map(rfc3339),
            applicant: case.applicant.into(),
            taken_by: taken_by.map(PersonBody::from),
            taken_until: taken_until.map(rfc3339),
            first_by: case.first_by.map(PersonBody::from),
            decided_by: case.decided_by.map(PersonBody::from),
            decided_at: case.decided_at.map(rfc3339),
            appeal_of: case.appeal_of.map(|id| id.to_string()),
            appealed_by: case.appealed_by.map(|id| id.to_string()),
            authorization,
            asked,
            effective,
        }
    }
}

impl CaseDetailBody {
    pub(crate) fn of(detail: CaseDetail, lang: Language) -> CaseDetailBody {
        let checklist = detail.checklist.into_iter().map(|item| CheckBody::of(item, lang));
        let history = detail.history.into_iter().map(|earlier| EarlierBody::of(earlier, lang));
        let (document, lines) = match detail.document {
            Document::Revision(form) => (form.into(), Vec::new()),
            Document::Lines(lines) => (FormBody::default(), lines),
        };
        let case = CaseBody::from(detail.summary);
        CaseDetailBody {
            diff: DiffBody::of(&case.asked.capabilities, &case.effective.capabilities),
            thread: detail.thread.into_iter().map(SaidBody::from).collect(),
            case,
            document,
            lines: lines.into_iter().map(|line| LineBody::of(line, lang)).collect(),
            checklist: checklist.collect(),
            reasons: GivenReasonBody::all(detail.reasons, lang),
            history: history.collect(),
        }
    }
}

impl CheckBody {
    /// `Capability: what to look at`, or the evidence's own name in between.
    fn of(judged: Judged, lang: Language) -> CheckBody {
        let item = judged.item;
        let before = judged.before;
        let text = |key: String| sentence(lang, &key).unwrap_or_default();
        let capability = item.capability.as_ref().map(|id| text(format!("capability.{id}.name")));
        let evidence = item.evidence.as_ref().map(|kind| text(format!("evidence.{kind}")));
        let what = text(format!("checklist.{}", item.about));
        let parts: Vec<&str> = [capability, evidence, Some(what)].into_iter().flatten().collect();
        CheckBody {
            id: item.id,
            pointer: item.pointer,
            text: parts.join(" · "),
            verdict: judged.verdict.map(Verdict::word),
            before: before.map(|it| BeforeBody { verdict: it.verdict.word(), changed: it.changed }),
        }
    }
}

impl DiffBody {
    fn of(asked: &[String], effective: &[String]) -> DiffBody {
        let of = |list: &[String], other: &[String], both: bool| {
            list.iter().filter(|id| other.contains(id) == both).cloned().collect()
        };
        DiffBody {
            added: of(asked, effective, false),
            kept: of(asked, effective, true),
            removed: of(effective, asked, false),
        }
    }
}

impl EarlierBody {
    fn of(earlier: Earlier, lang: Language) -> EarlierBody {
        EarlierBody {
            id: earlier.case.to_string(),
            state: earlier.state.word(),
            opened_at: rfc3339(earlier.opened_at),
            decided_at: earlier.decided_at.map(rfc3339),
            asked: earlier.asked,
            reasons: GivenReasonBody::all(earlier.reasons, lang),
        }
    }
}
