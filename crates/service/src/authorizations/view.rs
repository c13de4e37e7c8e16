//! An authorization as its page shows it.

use vermilion_model::{
    AppId, Authorization, Capabilities, Case, Catalogue, CodedReason, Giver, Id, Revision, Sentences, Time,
    Turn,
};
use vermilion_seal::{PersonKey, Place};
use vermilion_store::{AuthorizationRow, RevisionRow};

use super::form::{Form, open_document};
use crate::{Desk, Failure};

/// Where an authorization stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// 审核中
    Pending,
    /// 生效中
    Effective,
    /// 生效中，修改待审核
    EffectivePending,
    /// 审核不通过
    Rejected,
    /// 申请已撤回
    Withdrawn,
    /// 待对方确认
    Offered,
    /// 对方未接受
    Refused,
    /// 平台已暂停
    Suspended,
    /// 申请因未答复而失效
    Lapsed,
    /// 已到期
    Expired,
    /// 已删除
    Revoked,
}

impl State {
    /// The word: `authorization_state.<word>` in the language files.
    pub const fn word(self) -> &'static str {
        match self {
            State::Pending => "pending",
            State::Effective => "effective",
            State::EffectivePending => "effective_pending",
            State::Rejected => "rejected",
            State::Withdrawn => "withdrawn",
            State::Offered => "offered",
            State::Refused => "refused",
            State::Suspended => "suspended",
            State::Lapsed => "lapsed",
            State::Expired => "expired",
            State::Revoked => "revoked",
        }
    }
}

/// An authorization with what waits and what was decided last.
#[derive(Debug)]
pub struct AuthorizationView {
    /// Its id.
    pub id: Id<Authorization>,
    /// Who receives.
    pub app_id: AppId,
    /// The giving account; nothing means the platform.
    pub giver: Option<AppId>,
    /// Where it stands.
    pub state: State,
    /// What is in force of it.
    pub capabilities: Vec<String>,
    /// What waits for a reviewer.
    pub pending: Option<PendingView>,
    /// Since when it is in force.
    pub effective_since: Option<Time>,
    /// Until when.
    pub until: Option<Time>,
    /// When the platform stopped it.
    pub suspended_at: Option<Time>,
    /// When it was revoked.
    pub revoked_at: Option<Time>,
    /// How the newest decided submission ended.
    pub last_outcome: Option<OutcomeView>,
    /// Raised by every step.
    pub version: i64,
    /// Every submission, the newest first; in lists the newest two.
    pub revisions: Vec<RevisionView>,
}

/// What waits.
#[derive(Debug)]
pub struct PendingView {
    /// Which revision.
    pub revision: Id<Revision>,
    /// The case about it.
    pub case: Id<Case>,
    /// What is asked for.
    pub capabilities: Vec<String>,
    /// Since when.
    pub submitted_at: Time,
    /// When it must be decided.
    pub due_at: Time,
    /// Whether the calendar lacks a year on the way there.
    pub due_assumed: bool,
    /// Whose turn it is.
    pub turn: Turn,
    /// Since when it waits for the applicant.
    pub asked_at: Option<Time>,
    /// What was submitted.
    pub document: Form,
}

/// How a submission ended.
#[derive(Debug, Clone)]
pub struct OutcomeView {
    /// `approved`, `rejected`, `withdrawn` or `lapsed`.
    pub outcome: String,
    /// When.
    pub decided_at: Option<Time>,
    /// Why it was rejected.
    pub reasons: Vec<GivenReason>,
}

/// A reason bound to a field, with the reviewer's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenReason {
    /// Its code.
    pub code: String,
    /// JSON pointer into the document; empty means the whole.
    pub pointer: String,
    /// What the reviewer added.
    pub text: Option<String>,
    /// What the code says, in every language.
    pub sentences: Sentences,
}

/// One submission.
#[derive(Debug)]
pub struct RevisionView {
    /// Its id.
    pub id: Id<Revision>,
    /// Its number, from 1.
    pub number: u32,
    /// What it asked for.
    pub capabilities: Vec<String>,
    /// Until when.
    pub until: Option<Time>,
    /// What was submitted.
    pub document: Form,
    /// When.
    pub submitted_at: Time,
    /// How it ended; nothing while it waits.
    pub outcome: Option<OutcomeView>,
}

/// The words of capabilities, in the catalogue's order.
pub fn capability_ids(catalogue: &Catalogue, capabilities: Capabilities) -> Vec<String> {
    let held = catalogue.capabilities().iter().filter(|capability| capabilities.has(capability.number));
    held.map(|capability| capability.id.clone()).collect()
}

/// Reasons with the reviewer's words, which are sealed under the account's key.
pub(crate) fn given_reasons(
    desk: &Desk,
    key: &PersonKey,
    case: Id<Case>,
    (reasons, sealed): (&[CodedReason], Option<&[u8]>),
) -> Result<Vec<GivenReason>, Failure> {
    let place = Place { table: "review_case", row: case.bytes() };
    let texts: Vec<Option<String>> =
        sealed.map(|sealed| desk.vault.open(key, place, sealed)).transpose()?.unwrap_or_default();
    let texts = texts.into_iter().chain(std::iter::repeat(None));
    let book = desk.reasons.now();
    let said = |code: &str| book.get(code).map(|reason| reason.sentences.clone()).unwrap_or_default();
    let given = reasons.iter().zip(texts).map(|(reason, text)| GivenReason {
        code: reason.code.clone(),
        pointer: reason.pointer.clone(),
        text,
        sentences: said(&reason.code),
    });
    Ok(given.collect())
}

/// What views are made with.
pub(crate) struct Maker<'a> {
    pub(crate) desk: &'a Desk,
    /// The key of the account under which documents are sealed.
    pub(crate) key: &'a PersonKey,
    pub(crate) app_id: AppId,
    pub(crate) now: Time,
}

impl Maker<'_> {
    fn ids(&self, capabilities: Capabilities) -> Vec<String> {
        capability_ids(&self.desk.catalogue, capabilities)
    }

    /// Makes one of its row and its submissions, the newest first.
    pub(super) async fn view(
        &self,
        row: &AuthorizationRow,
        revisions: &[RevisionRow],
    ) -> Result<AuthorizationView, Failure> {
        let held = &row.authorization;
        let revisions: Vec<(RevisionView, &RevisionRow)> =
            revisions.iter().map(|row| Ok((self.revision(row)?, row))).collect::<Result<_, Failure>>()?;
        let last_outcome = revisions.iter().find_map(|(view, _)| view.outcome.clone());
        let pending = revisions.iter().find_map(|(view, row)| self.pending(held, view, row));
        let in_force = held.effective.as_ref().filter(|_| held.revoked_at.is_none());
        let giver = match held.giver {
            Giver::Platform => None,
            Giver::Account(no) => self.desk.read.account_by_no(no).await?.map(|row| row.app_id),
        };
        Ok(AuthorizationView {
            id: held.id,
            app_id: self.app_id,
            giver,
            state: state(held, last_outcome.as_ref(), self.now),
            capabilities: in_force.map(|effective| self.ids(effective.capabilities)).unwrap_or_default(),
            pending,
            effective_since: row.effective_at,
            until: held.effective.as_ref().and_then(|effective| effective.until),
            suspended_at: held.suspended_at,
            revoked_at: held.revoked_at,
            last_outcome,
            version: held.version,
            revisions: revisions.into_iter().map(|(view, _)| view).collect(),
        })
    }

    pub(crate) fn revision(&self, row: &RevisionRow) -> Result<RevisionView, Failure> {
        let reasons = match &row.case {
            Some(case) => {
                let given = (case.reasons.as_slice(), case.sealed_text.as_deref());
                given_reasons(self.desk, self.key, case.case, given)?
            }
            None => Vec::new(),
        };
        let outcome = row.outcome.clone();
        Ok(RevisionView {
            id: row.revision,
            number: row.number,
            capabilities: self.ids(row.capabilities),
            until: row.until,
            document: open_document(self.desk, self.key, row.revision, &row.sealed)?,
            submitted_at: row.submitted_at,
            outcome: outcome.map(|outcome| OutcomeView { outcome, decided_at: row.decided_at, reasons }),
        })
    }

    pub(crate) fn pending(
        &self,
        held: &Authorization,
        view: &RevisionView,
        row: &RevisionRow,
    ) -> Option<PendingView> {
        let case = row.case.as_ref()?;
        held.pending.as_ref().filter(|pending| pending.revision == row.revision)?;
        let zone = self.desk.settings.zone_offset;
        Some(PendingView {
            revision: row.revision,
            case: case.case,
            capabilities: view.capabilities.clone(),
            submitted_at: row.submitted_at,
            due_at: case.due_at,
            due_assumed: self.desk.calendar.assumes(case.opened_at, case.due_at, zone),
            turn: if case.asked_at.is_some() { Turn::Applicant } else { Turn::Reviewer },
            asked_at: case.asked_at,
            document: view.document.clone(),
        })
    }
}

/// Where one stands, once it is known how its newest decided submission ended.
pub(crate) fn state(held: &Authorization, last: Option<&OutcomeView>, now: Time) -> State {
    let lives = held.effective.as_ref().filter(|effective| effective.until.is_none_or(|until| now < until));
    match (lives, &held.pending, &held.offered) {
        _ if held.revoked_at.is_some() => State::Revoked,
        (Some(_), ..) if held.suspended_at.is_some() => State::Suspended,
        (Some(_), None, None) => State::Effective,
        (Some(_), ..) => State::EffectivePending,
        (None, Some(_), _) => State::Pending,
        (None, None, Some(_)) => State::Offered,
        (None, None, None) if held.effective.is_some() => State::Expired,
        (None, None, None) => match last.map(|last| last.outcome.as_str()) {
            Some("rejected") => State::Rejected,
            Some("lapsed") => State::Lapsed,
            Some("refused") => State::Refused,
            _ => State::Withdrawn,
        },
    }
}
