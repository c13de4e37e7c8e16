//! What the model refuses: closed, fields instead of sentences.
//!
//! Sentences in each language and the next step stand in `catalogue/*.json` under `refusal.<code>`.

/// An obstacle, named after itself.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The account was admitted already.
    #[error("already_admitted")]
    AlreadyAdmitted,
    /// Another revision of this authorization waits for a decision.
    #[error("already_pending")]
    AlreadyPending,
    /// The authorization was revoked.
    #[error("already_revoked")]
    AlreadyRevoked,
    /// A submission must ask for at least one capability.
    #[error("no_capability")]
    NoCapability,
    /// There is no pending revision.
    #[error("nothing_pending")]
    NothingPending,
    /// None of these capabilities is in force.
    #[error("nothing_effective")]
    NothingEffective,
    /// Giving up the last capability is a revocation; ask for that.
    #[error("gives_up_everything")]
    GivesUpEverything,
    /// Nothing of this delegation waits for an answer.
    #[error("nothing_offered")]
    NothingOffered,
    /// Another third-party platform has a permission set that only one may have.
    #[error("set_taken")]
    SetTaken,
    /// The account hands capabilities to as many third-party platforms as it may.
    #[error("too_many_providers")]
    TooManyProviders,
    /// The platform stopped this authorization already.
    #[error("already_suspended")]
    AlreadySuspended,
    /// The platform did not stop this authorization.
    #[error("not_suspended")]
    NotSuspended,
    /// This many files without a submission is the limit.
    #[error("too_many_files")]
    TooManyFiles,
    /// A submission rests on the file.
    #[error("evidence_used")]
    EvidenceUsed,
    /// This many files on a case is the limit.
    #[error("too_many_case_files")]
    TooManyCaseFiles,
    /// A message names the file.
    #[error("case_file_sent")]
    CaseFileSent,
    /// The scanner has not said yet that the file is clean.
    #[error("in_quarantine")]
    InQuarantine,
    /// I7: the reviewer holds a role in the account concerned.
    #[error("own_application")]
    OwnApplication,
    /// I7: the second reviewer must be another person.
    #[error("second_reviewer_needed")]
    SecondReviewerNeeded,
    /// The case is decided or withdrawn.
    #[error("case_closed")]
    CaseClosed,
    /// Somebody else holds the case.
    #[error("case_taken")]
    CaseTaken,
    /// The applicant was asked; nothing is decided before the answer.
    #[error("waits_for_applicant")]
    WaitsForApplicant,
    /// No question waits for an answer.
    #[error("nothing_asked")]
    NothingAsked,
    /// The case is not in the caller's hands.
    #[error("not_taken")]
    NotTaken,
    /// I7: who decided a rejection does not decide its appeal.
    #[error("decided_before")]
    DecidedBefore,
    /// This many messages about one case is the limit.
    #[error("too_many_messages")]
    TooManyMessages,
    /// A rejection is appealed once.
    #[error("already_appealed")]
    AlreadyAppealed,
    /// Only a rejection is appealed.
    #[error("not_rejected")]
    NotRejected,
    /// What was rejected holds no place any more, as a name does: it is asked for anew, not appealed.
    #[error("asked_anew")]
    AskedAnew,
    /// Something newer was submitted, or the thing itself is gone: there is nothing left to appeal for.
    #[error("superseded")]
    Superseded,
    /// Each family keeps the general reason of its name.
    #[error("general_reason")]
    GeneralReason,
    /// A rejection needs at least one coded reason.
    #[error("reason_missing")]
    ReasonMissing,
    /// The sign-in name or the password is wrong, which of them is not said.
    #[error("bad_credentials")]
    BadCredentials,
    /// Too many tries; wait.
    #[error("too_many_tries")]
    TooManyTries,
    /// The code is wrong, used or too old.
    #[error("code_wrong")]
    CodeWrong,
    /// One or more fields are at fault.
    #[error("fields")]
    Fields(Vec<FieldFault>),
    /// The caller may not do this here.
    #[error("forbidden")]
    Forbidden,
    /// The account cannot act: suspended or closed.
    #[error("account_stopped")]
    AccountStopped,
    /// The user is closed.
    #[error("user_gone")]
    UserGone,
    /// The host app gave no phone number of this user.
    #[error("no_phone")]
    NoPhone,
    /// The user has no session with the mini program.
    #[error("no_session")]
    NoSession,
    /// The account is not listed in this host app.
    #[error("not_listed")]
    NotListed,
    /// The address is taken by another member.
    #[error("address_taken")]
    AddressTaken,
    /// This many secrets is the limit.
    #[error("too_many_secrets")]
    TooManySecrets,
    /// This many drafts is the limit.
    #[error("too_many_drafts")]
    TooManyDrafts,
    /// The last usable secret cannot be retired; reset it instead.
    #[error("last_secret")]
    LastSecret,
    /// An account keeps at least one administrator.
    #[error("last_administrator")]
    LastAdministrator,
    /// The invitation was mailed to another address than the member's.
    #[error("not_invited")]
    NotInvited,
    /// An invitation to this address waits already.
    #[error("already_invited")]
    AlreadyInvited,
    /// They act in the account already.
    #[error("already_member")]
    AlreadyMember,
    /// This many invitations may wait at once.
    #[error("too_many_invitations")]
    TooManyInvitations,
    /// A member may administer this many accounts.
    #[error("too_many_accounts")]
    TooManyAccounts,
    /// The one-time password, recovery code or passkey is wrong, or was used already.
    #[error("bad_second_factor")]
    BadSecondFactor,
    /// The act matters: prove again who you are.
    #[error("proof_needed")]
    ProofNeeded,
    /// There is no passkey, or this installation can have none.
    #[error("no_passkeys")]
    NoPasskeys,
    /// This many second factors is the limit.
    #[error("too_many_factors")]
    TooManyFactors,
    /// There is no second factor.
    #[error("no_factor")]
    NoFactor,
    /// The member signs in as a user of a host app already, or somebody else does as this one.
    #[error("bound_already")]
    BoundAlready,
    /// The code was scanned, answered or used already, or is too old.
    #[error("scan_over")]
    ScanOver,
    /// Nobody signs in to the console as this user.
    #[error("not_bound")]
    NotBound,
    /// Nobody may register here; members are invited.
    #[error("registration_closed")]
    RegistrationClosed,
    /// No change of this field is left in its period.
    #[error("no_changes_left")]
    NoChangesLeft,
    /// Reviewers still have a case of the account.
    #[error("still_pending")]
    StillPending,
    /// Accounts are still bound to the open-platform account.
    #[error("still_bound")]
    StillBound,
    /// The account is not being closed.
    #[error("not_closing")]
    NotClosing,
    /// Accounts are bound to open-platform accounts only.
    #[error("not_open_platform")]
    NotOpenPlatform,
    /// The two are not verified for one subject.
    #[error("other_subject")]
    OtherSubject,
    /// The account is bound already.
    #[error("already_bound")]
    AlreadyBound,
    /// As many accounts are bound as may be.
    #[error("bindings_full")]
    BindingsFull,
    /// The subject has as many accounts of this kind as it may.
    #[error("subject_full")]
    SubjectFull,
    /// The month's changes of server domains are used up.
    #[error("changes_spent")]
    ChangesSpent,
    /// The month's allowance for clearing quotas is used up.
    #[error("clears_spent")]
    ClearsSpent,
    /// The capability is not for this type of account.
    #[error("not_for_account_type")]
    NotForAccountType,
    /// The place in commit order that was shown is of another life of the store, or nobody has come there.
    #[error("place_unknown")]
    PlaceUnknown,
    /// Another request was sent with this key.
    #[error("key_reused")]
    KeyReused,
    /// The first request with this key is being carried out.
    #[error("still_at_work")]
    StillAtWork,
    /// A request with this key had begun, and whether it was carried out is not known.
    #[error("already_begun")]
    AlreadyBegun,
    /// A request with this key was carried out, and its answer is not kept.
    #[error("already_done")]
    AlreadyDone,
    /// This many requests with keys a day is the limit.
    #[error("too_many_keys")]
    TooManyKeys,
}

impl Refusal {
    /// The stable code that clients and the language files know it by.
    pub fn code(&self) -> String {
        self.to_string()
    }
}

/// One field's fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldFault {
    /// JSON pointer into the request.
    pub pointer: String,
    /// Stable code; sentences under `field.<code>`.
    pub code: &'static str,
    /// Numbers and words that the sentence needs; never the input itself.
    pub params: Vec<(&'static str, String)>,
}

impl FieldFault {
    /// A fault without parameters.
    pub fn new(pointer: &str, code: &'static str) -> FieldFault {
        FieldFault { pointer: pointer.to_owned(), code, params: Vec::new() }
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &impl ToString) -> FieldFault {
        self.params.push((name, value.to_string()));
        self
    }
}
